"""Days: dates as people and programs write them, the order decided for a column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from agent.errors import Unreadable
from agent.forms.month_names import month

_TIME = (
    r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?)?(?: ?(?:Z|[+-]\d\d:?\d\d))?"
)
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})(?:([-/.])(\d{{1,2}})\2(\d{{1,2}})|(\d\d)(\d\d)){_TIME}", re.I
)
_YEAR_LAST = re.compile(
    rf"(\d{{1,2}}) ?([-/. ]) ?(\d{{1,2}}) ?\2 ?(\d{{4}}|\d\d){_TIME}"
)
_NAMED = re.compile(
    rf"(\d{{1,2}})\.?[-/. ]+([^\W\d]{{3,12}})\.?[-/., ]+(\d{{4}}|\d\d){_TIME}"
)
_MONTHS = 12
_LONGEST = 40
_CENTURY_TURNS_AT = 70
_YEARS = range(1970, 2100)  # 0001-01-01 and 9999-12-31 fill empty fields


def day(text: str, *, is_day_first: bool | None = None) -> date:
    """Read one date; a time of day behind it is passed over.

    Args:
        text: "2026-03-01", "20260301", "01/03/26", "1.3.2026 08:15", "1 mar 2026".
        is_day_first: As decided for the whole column; None = refuse "01/02/2026",
            which has two readings. Dates with points are always day first.

    Raises:
        Unreadable: It is no date, or has two readings.
    """
    plain = " ".join(text.split())
    if len(plain) <= _LONGEST:
        if found := _YEAR_FIRST.fullmatch(plain):
            year, _, month, number, month_2, number_2 = found.groups()
            return _date(year, month or month_2, number or number_2, text)
        if found := _NAMED.fullmatch(plain):
            return _date(found[3], _month(found[2], text), found[1], text)
        if found := _YEAR_LAST.fullmatch(plain):
            first, mark, second, year = found.groups()
            if mark == ".":  # written so only where the day comes first
                is_day_first = True
            if is_day_first is None:
                is_day_first = _only_order(int(first), int(second), text)
            if is_day_first:
                return _date(year, second, first, text)
            return _date(year, first, second, text)
    raise Unreadable(f"{text.strip()[:_LONGEST]!r} is not a date")


def readings(text: str) -> dict[bool, date]:
    """Give the date a text means with the day first (True) and with the month first."""
    found = {}
    for order in (True, False):
        try:
            found[order] = day(text, is_day_first=order)
        except Unreadable:
            continue
    return found


def is_day_first(texts: Iterable[str]) -> bool | None:
    """Decide for a column whether the day stands before the month.

    Args:
        texts: The column's cells; what is no date is passed over.

    Returns:
        None where every date can be read both ways.

    Raises:
        Unreadable: Some can only be day first, others only month first.
    """
    told: dict[bool, str] = {}
    for text in texts:
        found = readings(text)
        if len(found) == 1:
            told.setdefault(next(iter(found)), text)
    if len(told) > 1:
        raise Unreadable(
            f"{told[True].strip()!r} and {told[False].strip()!r} stand in one "
            "column: the order of day and month cannot be told"
        )
    return next(iter(told), None)


def _only_order(first: int, second: int, text: str) -> bool:
    if max(first, second) <= _MONTHS:
        raise Unreadable(f"{text.strip()!r} may be day or month first")
    return first > _MONTHS


def _month(name: str, text: str) -> str:
    number = month(name)
    if not number:
        raise Unreadable(f"{text.strip()!r} is not a date")
    return str(number)


def _date(year: str, month: str, number: str, text: str) -> date:
    full = int(year)
    if len(year) < len("2026"):
        full += 1900 if full >= _CENTURY_TURNS_AT else 2000
    try:
        read = date(full, int(month), int(number))
    except ValueError as error:
        raise Unreadable(f"{text.strip()!r} is not a date") from error
    if full not in _YEARS:
        raise Unreadable(f"{text.strip()!r} is not a date of our time")
    return read
