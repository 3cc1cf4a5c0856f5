"""Working days: sums over days, leaving out those on which an office is shut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from agent.errors import ConfigError

_DAY = timedelta(days=1)
_FAR = 400


def next_working_day(day: date, is_closed: Callable[[date], bool]) -> date:
    """Give the day itself where it is a working day, else the next one.

    Args:
        is_closed: Tells weekends too.

    Raises:
        ConfigError: None comes within 400 days.
    """
    for ahead in range(_FAR):
        if not is_closed(day + ahead * _DAY):
            return day + ahead * _DAY
    raise ConfigError(
        f"no working day in the {_FAR} days after {day}:"
        " look at the office hours and closures"
    )


def add_working_days(day: date, n: int, is_closed: Callable[[date], bool]) -> date:
    """Give the n-th working day after a day; n = 0: itself or the next one.

    Raises:
        ConfigError: No working day comes within 400 days.
    """
    if n == 0:
        return next_working_day(day, is_closed)
    for _ in range(n):
        day = next_working_day(day + _DAY, is_closed)
    return day


def move_working_days(day: date, n: int, is_closed: Callable[[date], bool]) -> date:
    """Give the n-th working day after a day, or before it where n is negative.

    Raises:
        ConfigError: No working day comes within 400 days.
    """
    if n >= 0:
        return add_working_days(day, n, is_closed)
    for _ in range(-n):
        day = _working_day_before(day, is_closed)
    return day


def _working_day_before(day: date, is_closed: Callable[[date], bool]) -> date:
    for back in range(1, _FAR):
        if not is_closed(day - back * _DAY):
            return day - back * _DAY
    raise ConfigError(
        f"no working day in the {_FAR} days before {day}:"
        " look at the office hours and closures"
    )


def working_days_between(
    since: date, until: date, is_closed: Callable[[date], bool]
) -> int:
    """Count the working days after `since`, `until` included; 0 if none."""
    days = (until - since).days
    return sum(not is_closed(since + n * _DAY) for n in range(1, days + 1))
