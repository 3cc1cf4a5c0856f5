"""Office hours: whether a letter may leave now.

A window opens at the first instant at which the firm's clock shows its start,
and closes at the first at which it shows its end: so an hour that the change
to summer time leaves out is no time at all, and one that comes twice is open
once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from agent.model.procedure import OfficeHours

_MINUTE = timedelta(minutes=1)
_FAR = 60  # days; nobody is shut for longer


def is_open(
    now: datetime, hours: OfficeHours, closed_days: Callable[[date], bool]
) -> bool:
    """Tell whether letters may leave at this moment.

    Args:
        now: Aware, any zone.
        closed_days: Tells holidays and closures; weekends are in `hours`.
    """
    day = now.astimezone(ZoneInfo(hours.zone)).date()
    spans = _spans(day, hours, closed_days)
    return any(opens <= now < closes for opens, closes in spans)


def next_open(
    now: datetime, hours: OfficeHours, closed_days: Callable[[date], bool]
) -> datetime | None:
    """Give the first open moment from now on; None where none comes in two months.

    Args:
        now: Aware, any zone; given back where it is open already.
        closed_days: As of `is_open`.
    """
    today = now.astimezone(ZoneInfo(hours.zone)).date()
    for ahead in range(_FAR):
        for opens, closes in _spans(today + timedelta(ahead), hours, closed_days):
            if now < closes:
                return max(now, opens)
    return None


def _spans(
    day: date, hours: OfficeHours, closed_days: Callable[[date], bool]
) -> Iterator[tuple[datetime, datetime]]:
    if day.weekday() not in hours.weekdays or closed_days(day):
        return
    zone = ZoneInfo(hours.zone)
    is_half = (day.month, day.day) in hours.half_days
    for since, until in sorted(hours.windows)[: 1 if is_half else None]:
        opens, closes = _instant(day, since, zone), _instant(day, until, zone)
        if opens < closes:
            yield opens, closes


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Give the first instant at which the clock shows that time or a later one."""
    wanted = datetime.combine(day, at)
    instant = wanted.replace(tzinfo=zone).astimezone(UTC)
    # Only in the hour left out in spring does the clock a minute earlier show
    # a later time; the change itself is then a few steps back.
    while (earlier := instant - _MINUTE).astimezone(zone).replace(
        tzinfo=None
    ) >= wanted:
        instant = earlier
    return instant
