"""The Date header, as written by every kind of program."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import lru_cache

_DATE = re.compile(
    r"(\d{1,2})[\s-]+([A-Za-z]{3})[A-Za-z]*\.?[\s,-]+(\d{2,4})[\s,]+"
    r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([+-]\d{1,4}|[A-Z]{1,5}\b)?"
)
_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_EPOCH, _LAST_YEAR = 1970, 2200
# RFC 5322 § 4.3; every other name means an unknown zone, taken as UTC.
_ZONES = {
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "CET": 1,
    "CEST": 2,
}


def sent_date(value: str) -> datetime | None:
    """Read a Date header; None if there is no sensible date in it."""
    found = _DATE.search(value[:200])
    if not found or found[2].lower() not in _MONTHS:
        return None
    day, month, year = int(found[1]), _MONTHS.index(found[2].lower()) + 1, int(found[3])
    if len(found[3]) == len("99"):
        year += 2000 if year < _EPOCH % 100 else 1900
    if not _EPOCH <= year <= _LAST_YEAR:
        return None
    second = min(int(found[6] or 0), 59)
    try:
        return datetime(
            year,
            month,
            day,
            int(found[4]),
            int(found[5]),
            second,
            tzinfo=_zone(found[7]),
        )
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _zone(text: str | None) -> timezone:
    if not text or text[0] not in "+-":
        return timezone(timedelta(hours=_ZONES.get(text or "", 0)))
    digits = text[1:].zfill(4)
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    if minutes > 14 * 60:
        minutes = 0
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
