"""Hazard: on which day after its due date an item is paid, learnt from the past.

What is still open counts too, up to today, for else only those who pay would speak
(Kaplan and Meier 1958). A customer's own days weigh as they are many; few are filled
up with everybody's, as if `_BORROWED` more items had gone as all do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from agent.model.course import Course

FIRST, LAST = -60, 240  # days from the due date; later ones go as the last
_DAYS = LAST - FIRST + 1
_EACH_SIDE = 3  # a week together: no day of the week is a habit
_BORROWED = 3
_DAY = timedelta(days=1)
_PRIOR_ITEMS, _PRIOR_DAYS = 1, 45  # until anything is known


@dataclass(frozen=True, slots=True)
class Seen:
    """Items seen on each day from `FIRST` to `LAST`, a week around it together.

    Args:
        paid: Those paid then.
        at_risk: Those that were issued and open.
    """

    paid: Sequence[int]
    at_risk: Sequence[int]


def seen(courses: Iterable[Course], today: date) -> Seen:
    """Count what was paid and what could have been, day by day, up to yesterday."""
    paid, change = [0] * _DAYS, [0] * (_DAYS + 1)
    for course in courses:
        until = course.settled_on
        if until is None and not course.is_open:
            continue  # credited or written off: it says nothing of paying
        enter = _place(course, course.issued_on)
        leave = max(enter, _place(course, until or today - _DAY))
        change[enter] += 1
        change[leave + 1] -= 1
        paid[leave] += until is not None and (until - course.due_on).days <= LAST
    return Seen(_weekly(paid), _weekly(list(accumulate(change))[:_DAYS]))


def of_all(whole: Seen) -> list[float]:
    """Give the chance, day by day, that what is open then is paid then."""
    usual = (sum(whole.paid) + _PRIOR_ITEMS) / (sum(whole.at_risk) + _PRIOR_DAYS)
    weight = _BORROWED * (2 * _EACH_SIDE + 1)
    return [
        (paid + weight * usual) / (at_risk + weight)
        for paid, at_risk in zip(whole.paid, whole.at_risk, strict=True)
    ]


def of_customer(own: Seen, of_all: Sequence[float]) -> list[float]:
    """Give the same for one customer."""
    weight = _BORROWED * (2 * _EACH_SIDE + 1)
    return [
        (paid + weight * usual) / (at_risk + weight)
        for paid, at_risk, usual in zip(own.paid, own.at_risk, of_all, strict=True)
    ]


def chance_on(hazard: Sequence[float], days: int) -> float:
    """Give the chance of a day so many days after the due date."""
    return hazard[min(max(days, FIRST), LAST) - FIRST]


def _place(course: Course, day: date) -> int:
    return min(max((day - course.due_on).days, FIRST), LAST) - FIRST


def _weekly(counts: Sequence[int]) -> list[int]:
    sums = [0, *accumulate(counts)]
    return [
        sums[min(day + _EACH_SIDE + 1, _DAYS)] - sums[max(day - _EACH_SIDE, 0)]
        for day in range(_DAYS)
    ]
