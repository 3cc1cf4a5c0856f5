"""Forecast: how much of what is open comes in which week, with a band of chance.

Each item's chance of a day is its customer's own (`hazard`); many futures are drawn,
and the band is what eight in ten of them lie within. What one customer owes tends to
come together, so that half of his items share his luck.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from agent.dunning.hazard import chance_on, of_all, of_customer, seen
from agent.dunning.working_days import next_working_day
from agent.model.course import Course
from agent.model.day import Week
from agent.model.money import Money

_DAY = timedelta(days=1)
_WEEK, _FAR = 7, 30
_DRAWS, _FEWEST_DRAWS, _AT_MOST = 1_000, 200, 300_000
_SHARED = 0.5
_SHARES = (0.1, 0.5, 0.9)
# In percent: what all customers have in common, August and bad times, is in no chance
# of a single one. Measured by bench/forecast.py; without it 74 weeks of 100 lie within.
_WIDER = 115
# What is said is kept two times in three, until the firm's own customers say more.
_KEPT, _SAID = 2, 3
_HIS_WEIGHT = 2


@dataclass(frozen=True, slots=True)
class Pledge:
    """A day by which an item is to be paid as its customer said: promised, or a plan's.

    Args:
        keeping: The chance that he keeps to it.
    """

    until: date
    keeping: float


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of somebody's promises or plans came to an end, and how many well."""

    kept: int = 0
    broken: int = 0


def keeping(his: Kept, everybody: Kept) -> float:
    """Give the chance that he keeps his word; few words of his weigh little."""
    ended = everybody.kept + everybody.broken
    usual = (everybody.kept + _KEPT) / (ended + _SAID)
    own = his.kept + his.broken
    return (his.kept + _HIS_WEIGHT * usual) / (own + _HIS_WEIGHT)


def forecast(
    courses: Sequence[Course],
    pledges: Mapping[str, Pledge],
    today: date,
    weeks: int,
    is_closed: Callable[[date], bool],
    chance: Callable[[], float],
) -> tuple[Week, ...]:
    """Say what is expected of the open items, week by week, each Monday to Sunday.

    Args:
        courses: What was invoiced in the past, settled or open, of one currency.
        pledges: By item.
        weeks: How many, the current one with what is left of it.
        is_closed: Tells days on which no money is booked; weekends too.
        chance: Gives numbers from 0 to 1, each once.

    Returns:
        Empty where nothing is open.
    """
    owed = [each for each in courses if each.is_open]
    if not owed:
        return ()
    days = _days(today, weeks, is_closed)
    in_week = _booked_in(today, days, is_closed, weeks)
    fates = tuple(_fates(courses, owed, pledges, today, days, in_week))
    draws = max(_FEWEST_DRAWS, min(_DRAWS, _AT_MOST // len(owed)))
    sums = [_draw(fates, weeks, chance) for _ in range(draws)]
    currency = owed[0].open.currency
    return tuple(
        _week(today, nth, sorted(one[nth] for one in sums), currency)
        for nth in range(weeks)
    )


@dataclass(frozen=True, slots=True)
class _Fate:
    """What may become of one open item.

    Args:
        reached: The chance that it is paid by the end of each week.
    """

    customer_id: str
    cents: int
    reached: tuple[float, ...]


def _days(today: date, weeks: int, is_closed: Callable[[date], bool]) -> list[date]:
    """Give the days on which money is sent that is booked from today on."""
    first = today
    while is_closed(first - _DAY) and (today - first).days < _FAR:
        first -= _DAY
    end = today + timedelta(days=weeks * _WEEK - today.weekday())
    return [first + timedelta(days=n) for n in range((end - first).days)]


def _booked_in(
    today: date, days: Sequence[date], is_closed: Callable[[date], bool], weeks: int
) -> list[int]:
    """Give for each day the week in which money sent then is booked."""
    monday = today - timedelta(days=today.weekday())
    booked = [next_working_day(day, is_closed) for day in days]
    return [min((day - monday).days // _WEEK, weeks) for day in booked]


def _fates(
    courses: Sequence[Course],
    owed: Iterable[Course],
    pledges: Mapping[str, Pledge],
    today: date,
    days: Sequence[date],
    in_week: Sequence[int],
) -> Iterator[_Fate]:
    his: defaultdict[str, list[Course]] = defaultdict(list)
    for course in courses:
        his[course.customer_id].append(course)
    usual = of_all(seen(courses, today))
    owed = sorted(owed, key=lambda each: each.customer_id)
    hazards = {
        customer_id: of_customer(seen(his[customer_id], today), usual)
        for customer_id in {each.customer_id for each in owed}
    }
    for item in owed:
        by_week = [0.0] * (in_week[-1] + 2)
        hazard, pledge = hazards[item.customer_id], pledges.get(item.item_id)
        for nth, part in enumerate(_paid(item, hazard, days, pledge)):
            by_week[in_week[nth]] += part
        reached = tuple(accumulate(by_week[: in_week[-1] + 1]))
        yield _Fate(item.customer_id, item.open.cents, reached)


def _paid(
    item: Course, hazard: Sequence[float], days: Sequence[date], pledge: Pledge | None
) -> Iterator[float]:
    """Give the chance of each day to be that on which he pays."""
    holds = pledge is not None and pledge.until >= days[0]
    left = 1.0 - pledge.keeping if pledge and holds else 1.0
    for day in days:
        part = left * chance_on(hazard, (day - item.due_on).days)
        if pledge and holds:
            if day < pledge.until:
                part = 0.0
            elif day == pledge.until:
                part += pledge.keeping
                left += pledge.keeping
        left -= part
        yield part


def _draw(
    fates: Sequence[_Fate], weeks: int, chance: Callable[[], float]
) -> tuple[int, ...]:
    """Draw one future: what comes in each week, in cents."""
    sums = [0] * (weeks + 1)
    customer_id, luck = "", 0.0
    for fate in fates:
        if fate.customer_id != customer_id:
            customer_id, luck = fate.customer_id, chance()
        own = luck if chance() < _SHARED else chance()
        sums[min(bisect_right(fate.reached, own), weeks)] += fate.cents
    return tuple(sums[:weeks])


def _week(today: date, nth: int, sums: Sequence[int], currency: str) -> Week:
    monday = today + timedelta(days=nth * _WEEK - today.weekday())
    low, middle, high = (sums[int(share * len(sums))] for share in _SHARES)
    return Week(
        max(today, monday),
        monday + timedelta(days=_WEEK - 1),
        Money(max(0, middle - (middle - low) * _WIDER // 100), currency),
        Money(middle, currency),
        Money(middle + (high - middle) * _WIDER // 100, currency),
    )
