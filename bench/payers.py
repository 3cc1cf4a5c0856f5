"""Payers: a small firm's customers over two years, each with his own way of paying.

Made without a look at the forecast: payers by the day of the month, by the letter they
got, by twice a month, by their own cash; some grow slower, and August is slow for all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent.model.course import Course
from agent.model.money import Money

BEGIN = date(2024, 1, 1)
DAYS = 730
_WAYS = (
    *("prompt",) * 6,
    *("day_of_month",) * 3,
    *("month_end",) * 2,
    *("after_letter",) * 5,
    *("twice_a_month",) * 2,
    *("erratic",) * 2,
    *("slower",) * 1,
    *("promises",) * 2,
    *("hardly",) * 1,
)
_LETTERS = (3, 10, 20, 30)
_TERMS = (0, 30, 30, 30, 60)
_AUGUST, _RESTS, _ANSWERS = 8, 0.6, 0.5
_SATURDAY, _WEEK = 5, 7


@dataclass(frozen=True, slots=True)
class Said:
    """A promise: on which day he named which day, and whether he kept it."""

    item_id: str
    customer_id: str
    at: date
    until: date
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Payers:
    """All that was invoiced, paid and promised."""

    courses: tuple[Course, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class _Payer:
    id: str
    way: str
    day: int
    usual: int
    term: int
    every: int
    cents: int
    keeps: float


def make(seed: int, customers: int = 60) -> Payers:
    """Make a firm's two years."""
    chance = random.Random(seed)
    courses: list[Course] = []
    said: list[Said] = []
    for no in range(customers):
        payer = _payer(no, chance)
        issued = BEGIN + timedelta(days=chance.randrange(payer.every))
        while issued < BEGIN + timedelta(days=DAYS):
            course, promised = _course(payer, issued, len(courses), chance)
            courses.append(course)
            said += promised
            issued += timedelta(days=max(3, round(chance.gauss(payer.every, 6))))
    return Payers(tuple(courses), tuple(said))


def as_of(course: Course, day: date) -> Course:
    """Give a course as it was known on the morning of a day."""
    paid = tuple(one for one in course.paid if one[0] < day)
    left = course.amount.cents - sum(money.cents for _, money in paid)
    return replace(course, paid=paid, open=Money(left, course.amount.currency))


def _payer(no: int, chance: random.Random) -> _Payer:
    return _Payer(
        f"c{no}",
        chance.choice(_WAYS),
        chance.choice((5, 10, 10, 15, 20)),
        chance.randrange(2, 40),
        chance.choice(_TERMS),
        chance.choice((15, 30, 30, 45, 90)),
        round(chance.lognormvariate(11.3, 0.8)),
        chance.uniform(0.3, 0.95),
    )


def _course(
    payer: _Payer, issued: date, no: int, chance: random.Random
) -> tuple[Course, list[Said]]:
    due = issued + timedelta(days=payer.term)
    amount = Money(max(2_000, round(payer.cents * chance.lognormvariate(0, 0.4))))
    item = f"i{no}"
    said: list[Said] = []
    day = _pays_on(payer, due, chance)
    if payer.way == "promises":
        asked = due + timedelta(days=chance.choice(_LETTERS))
        until = asked + timedelta(days=chance.randrange(3, 15))
        kept = chance.random() < payer.keeps
        day = until if kept else until + timedelta(days=chance.randrange(8, 60))
        said.append(Said(item, payer.id, asked, until, kept))
    if day.month == _AUGUST and chance.random() < _RESTS:
        day += timedelta(days=chance.randrange(5, 25))
    day = _booked(max(day, issued + timedelta(days=1)))
    course = Course(
        item, item, payer.id, item, issued, due, amount, Money(0), ((day, amount),)
    )
    return course, said


def _pays_on(payer: _Payer, due: date, chance: random.Random) -> date:
    match payer.way:
        case "prompt":
            return due + timedelta(days=chance.randint(-4, 4))
        case "day_of_month":
            return _after(due, payer.day) + timedelta(days=chance.choice((0, 0, 1)))
        case "month_end":
            return _after(due, 28) + timedelta(days=chance.choice((0, 1, 2, 3)))
        case "after_letter":
            letter = next(_letters(chance))
            return due + timedelta(days=letter + chance.randint(1, 6))
        case "twice_a_month":
            return min(_after(due, 14), _after(due, 28))
        case "slower":
            more = (due - BEGIN).days // 20
            return due + timedelta(days=payer.usual // 2 + more + chance.randint(-4, 9))
        case "hardly":
            return due + timedelta(days=round(chance.expovariate(1 / 120)))
        case _:
            return due + timedelta(days=round(chance.expovariate(1 / payer.usual)))


def _letters(chance: random.Random) -> Iterator[int]:
    while True:
        for days in _LETTERS:
            if chance.random() < _ANSWERS:
                yield days


def _after(day: date, of_month: int) -> date:
    if day.day <= of_month:
        return day.replace(day=of_month)
    following = day.replace(day=28) + timedelta(days=7)
    return following.replace(day=of_month)


def _booked(day: date) -> date:
    ahead = _WEEK - day.weekday() if day.weekday() >= _SATURDAY else 0
    return day + timedelta(days=ahead)
