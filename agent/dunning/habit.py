"""Habit: a customer who always pays on one day of the month is reminded after it.

It is learnt from the days on which money came, shifts the stages after the due date and
no other, and by twenty days at most: a habit is no longer term. Once it is broken, or
the day has passed, the stages come as they would.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from agent.model.habit import LAST_DAY, Habit

_LATEST = 8  # payments looked at
_ENOUGH = 4
_STRAYS = 1
_AFTER = 3  # a weekend, or a bank's holiday
_MOST_DAYS = 20


def learnt(paid_on: Iterable[date]) -> Habit | None:
    """Give a customer's habit: the same day of the month, but for one payment in eight.

    The last payment keeps to it, and at least four of four months do.

    Args:
        paid_on: Days on which his money came, in any order.
    """
    days = sorted(set(paid_on))[-_LATEST:]
    if len(days) < _ENOUGH:
        return None
    fitting = [
        habit
        for habit in map(Habit, range(1, LAST_DAY + 1))
        if _fits(habit, days[-1]) and _is_kept(habit, days)
    ]
    return min(fitting, key=lambda habit: _strayed(habit, days), default=None)


def later_days(habit: Habit | None, due_on: date) -> int:
    """Give by how many days the stages after a due date come later; 0 = not at all."""
    if habit is None:
        return 0
    days = (habit.on_or_after(due_on) - due_on).days
    return days if days <= _MOST_DAYS else 0


def _is_kept(habit: Habit, days: list[date]) -> bool:
    kept = [day for day in days if _fits(habit, day)]
    months = {(day.year, day.month) for day in kept}
    return len(months) >= _ENOUGH and len(days) - len(kept) <= _STRAYS


def _fits(habit: Habit, day: date) -> bool:
    return _expected(habit, day) <= day


def _strayed(habit: Habit, days: list[date]) -> tuple[int, int]:
    """Rank a habit: the more payments keep to it, and the closer, the better."""
    kept = [day for day in days if _fits(habit, day)]
    apart = sum((day - _expected(habit, day)).days for day in kept)
    return len(days) - len(kept), apart


def _expected(habit: Habit, day: date) -> date:
    return habit.on_or_after(day - timedelta(days=_AFTER))
