"""Gaps: days of an account that no statement tells of, seen by its balances.

One statement must begin with the balance that the one before it ended with. Where it
does not, and no other statement covers the days between, lines are missing, and a
payment may be among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.model.money import Money
from agent.model.payment import Period

_DAY = timedelta(days=1)
_QUIET = timedelta(days=5)  # no line need stand on a weekend, or a few days more


@dataclass(frozen=True, slots=True)
class Gap:
    """Days to be fetched from the bank again, the first and the last included.

    Args:
        missing: What the lines of these days make together.
    """

    since: date
    until: date
    missing: Money


def gaps(periods: Sequence[Period]) -> tuple[Gap, ...]:
    """Give the gaps of one account, oldest first; the order of reading is nothing.

    Statements that overlap prove nothing, and a file without balances covers its
    days all the same.
    """
    told = [one for one in periods if one.opening and one.closing]
    found = {gap for one in told if (gap := _before(one, told, periods))}
    return tuple(sorted(found, key=lambda gap: (gap.since, gap.until)))


def _before(
    one: Period, told: Sequence[Period], periods: Sequence[Period]
) -> Gap | None:
    """Give the gap between a statement and what ended last before it."""
    assert one.opening, "only those with balances are asked about"
    if any(_runs_into(other, one) for other in told):
        return None
    earlier = [other for other in told if other.through < one.since]
    if not earlier or _follows(one, earlier):
        return None
    last = max(other.through for other in earlier)
    ended = next(other.closing for other in earlier if other.through == last)
    assert ended, "only those with balances are asked about"
    if ended.currency != one.opening.currency:
        return None
    # The day on which the earlier one ended may have been begun only.
    between = _days(last + _DAY, one.since - _DAY) or [last]
    if all(any(_covers(other, day, last) for other in periods) for day in between):
        return None
    return Gap(last, one.since, one.opening - ended)


def _runs_into(other: Period, one: Period) -> bool:
    """Tell whether another statement goes on into the days of one.

    Of several of the same day one begins with what another ended with.
    """
    if other.since == one.since:
        return other is not one and other.closing == one.opening
    return other.since < one.since <= other.through


def _follows(one: Period, earlier: Iterable[Period]) -> bool:
    """Tell whether it begins where any earlier one of the same last day ended."""
    last = max(other.through for other in earlier)
    return any(
        other.through == last and other.closing == one.opening for other in earlier
    )


def _covers(other: Period, day: date, last: date) -> bool:
    """Tell whether a statement covers a day; the last one of a file may be begun.

    A file without balances says only from which to which day it has lines.
    """
    quiet = timedelta(0) if other.opening and other.closing else _QUIET
    is_whole = other.through + quiet > day or day != last
    return other.since - quiet <= day <= other.through + quiet and is_whole


def _days(first: date, last: date) -> list[date]:
    return [first + _DAY * n for n in range((last - first).days + 1)]
