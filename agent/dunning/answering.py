"""Answering: what a customer's clock shows, and when he picks up the phone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from agent.dunning.countries import HOURS, USUAL_HOURS, ZONES
from agent.dunning.office_hours import next_open
from agent.errors import Unreadable
from agent.model.call import Answering, Windows
from agent.model.customer import Customer
from agent.model.procedure import OfficeHours

_SPAN = re.compile(r"\s*(\d{1,2})[:.](\d{2})\s*-\s*(\d{1,2})[:.](\d{2})\s*")
_MOST_SPANS = 4


def answering(
    customer: Customer,
    now: datetime,
    our_zone: str,
    is_closed: Callable[[date], bool],
) -> Answering:
    """Say what the customer's clock shows and when he answers.

    Args:
        now: Aware.
        our_zone: Taken where his is not known.
        is_closed: Tells the days on which he or we are off, weekends too.
    """
    zone = customer.zone or ZONES.get(customer.country, "")
    windows = _windows(customer)
    hours = OfficeHours(windows, frozenset(range(7)), zone or our_zone)
    there = ZoneInfo(zone or our_zone)
    opens_at = next_open(now, hours, is_closed)
    return Answering(
        zone,
        now.astimezone(there),
        windows,
        opens_at.astimezone(there) if opens_at else None,
    )


def _windows(customer: Customer) -> Windows:
    if customer.answers:
        return read_windows(customer.answers)
    return HOURS.get(customer.country, USUAL_HOURS)


def read_windows(text: str) -> Windows:
    """Read hours such as "9:00-12:30, 14:30-17:30".

    Raises:
        Unreadable: They are none.
    """
    found = [_SPAN.fullmatch(part) for part in text.split(",")]
    try:
        windows = tuple(
            (time(int(each[1]), int(each[2])), time(int(each[3]), int(each[4])))
            for each in found
            if each
        )
    except ValueError as error:
        raise _no_hours(text) from error
    runs = [moment for window in windows for moment in window]
    is_in_order = all(a < b for a, b in pairwise(runs))
    if not is_in_order or len(windows) != len(found) or len(windows) > _MOST_SPANS:
        raise _no_hours(text)
    return windows


def write_windows(windows: Windows) -> str:
    """Write hours as they are read: "09:00-12:30, 14:30-17:30"."""
    return ", ".join(f"{since:%H:%M}-{until:%H:%M}" for since, until in windows)


def _no_hours(text: str) -> Unreadable:
    return Unreadable(
        f'{text!r:.60} are no hours; write them like "9:00-12:30, 14:30-17:30"'
    )
