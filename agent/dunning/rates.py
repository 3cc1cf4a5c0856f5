"""Rates: the law's figures as dated data; what is not known is refused."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.errors import Refused


@dataclass(frozen=True, slots=True)
class Rate:
    """What a year of delay costs.

    Args:
        since, until: Both included.
        percent: Of a year, such as 10.15.
        source: Where it was published.
    """

    since: date
    until: date
    percent: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The rates of one country; the user's own stand before ours.

    Args:
        late_payment: Between firms, and by public bodies (Dir. 2011/7/EU).
        legal: For everybody else.
    """

    late_payment: tuple[Rate, ...] = ()
    legal: tuple[Rate, ...] = ()


def read_rates(text: str) -> tuple[Rate, ...]:
    """Read a table of ours: from, until, percent, source; `#` begins a remark."""
    rows = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(
        Rate(
            date.fromisoformat(row["from"]),
            date.fromisoformat(row["until"]),
            Decimal(row["percent"]),
            row["source"],
        )
        for row in csv.DictReader(rows)
    )


def rate_on(day: date, rates: Sequence[Rate]) -> Rate:
    """Give the rate that holds on a day; of two the one that stands first.

    Raises:
        Refused: None is known for that day, and none is guessed.
    """
    for rate in rates:
        if rate.since <= day <= rate.until:
            return rate
    raise Refused(
        f"no rate of interest is known for {day.isoformat()}: nothing is claimed; "
        "add the rate of that period to [interest] in the configuration"
    )


def last_days(rates: Iterable[Rate]) -> frozenset[date]:
    """Give the days after which another rate may hold."""
    return frozenset(
        day
        for rate in rates
        for day in (rate.until, date.fromordinal(rate.since.toordinal() - 1))
    )
