"""Holidays: the days on which an office is shut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from agent.model.procedure import Closure

IsClosed = Callable[[date], bool]


def closed_days(
    country: str,
    region: str = "",
    closures: Sequence[Closure] = (),
    extra: Sequence[date] = (),
) -> IsClosed:
    """Give a question: is the office shut on that day, weekends apart?

    Args:
        country: ISO 3166-1 alpha-2; one without a known calendar has no
            holidays.
        region: Subdivision ("IT-MI" or "MI") or town ("Milano") with its
            patron saint; one that is not known counts as none.
    """
    subdivision = _subdivision(country, region)
    off = frozenset(extra)

    def is_closed(day: date) -> bool:
        return (
            day in off
            or any(each.since <= day <= each.until for each in closures)
            or day in _public(country, subdivision, day.year)
        )

    return is_closed


def either(one: IsClosed, other: IsClosed) -> IsClosed:
    """Join two calendars, such as the firm's and the customer's."""
    return lambda day: one(day) or other(day)


def off_days(weekdays: frozenset[int]) -> IsClosed:
    """Give a calendar that is shut on all weekdays but these (0 = Monday)."""
    return lambda day: day.weekday() not in weekdays


def is_known(country: str, region: str = "") -> bool:
    """Tell whether holidays of that country, and of that region, are known."""
    if not _is_country(country):
        return False
    return not region or bool(_subdivision(country, region))


@lru_cache(maxsize=1024)
def _public(country: str, subdivision: str, year: int) -> frozenset[date]:
    if not _is_country(country):
        return frozenset()
    # Half a second to load: not before the first question.
    import holidays

    return frozenset(
        holidays.country_holidays(country, subdiv=subdivision or None, years=year)
    )


@lru_cache(maxsize=1024)
def _subdivision(country: str, region: str) -> str:
    """Give the region as the calendar names it; empty if it does not know it."""
    if not region or not _is_country(country):
        return ""
    import holidays

    wanted = region.strip().casefold().removeprefix(f"{country}-".casefold())
    calendar = holidays.country_holidays(country)
    names = (*calendar.subdivisions, *calendar.subdivisions_aliases)
    return next((name for name in names if name.casefold() == wanted), "")


@lru_cache(maxsize=256)
def _is_country(country: str) -> bool:
    import holidays

    return country in holidays.list_supported_countries(include_aliases=True)
