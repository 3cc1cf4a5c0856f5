"""Dates and months as payers write them; day first."""

from __future__ import annotations

import re
from datetime import date

_NAMES = (
    "GENNAIO GEN JANUARY JAN JANUAR JANVIER ENERO ENE",
    "FEBBRAIO FEB FEBRUARY FEBRUAR FEVRIER FEV FEBRERO",
    "MARZO MAR MARCH MARZ MAERZ MARS",
    "APRILE APR APRIL AVRIL AVR ABRIL ABR",
    "MAGGIO MAG MAY MAI MAYO",
    "GIUGNO GIU JUNE JUN JUNI JUIN JUNIO",
    "LUGLIO LUG JULY JUL JULI JUILLET JUIL JULIO",
    "AGOSTO AGO AUGUST AUG AOUT",
    "SETTEMBRE SETT SET SEPTEMBER SEPT SEP SEPTEMBRE SEPTIEMBRE",
    "OTTOBRE OTT OCTOBER OCT OKTOBER OKT OCTOBRE OCTUBRE",
    "NOVEMBRE NOV NOVEMBER NOVIEMBRE",
    "DICEMBRE DIC DECEMBER DEC DEZEMBER DEZ DECEMBRE DICIEMBRE",
)
_MONTH_OF = {name: no for no, names in enumerate(_NAMES, 1) for name in names.split()}
_MONTH = rf"(?:{'|'.join(sorted(_MONTH_OF, key=len, reverse=True))})\b\.?"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d/.-])(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)",
        r"(?<![\d/.-])(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>(?:20)?\d\d)(?![\d/-])",
        r"\b(?:DEL|VOM|DU)\s?(?P<d>\d\d)(?P<m>\d\d)(?P<y>20\d\d|\d\d)(?!\d)",
        rf"(?<!\d)(?P<d>\d{{1,2}})\.?\s(?P<m>{_MONTH})\s(?P<y>20\d\d|\d\d)(?!\d)",
    )
)
_PERIOD = re.compile(
    rf"\b(?:(?P<since>{_MONTH})\s?(?:-|/|A|AL|BIS|AU|TO)\s?)?(?P<until>{_MONTH})"
    r"[\s/-]{0,3}(?P<y>20\d\d|\d\d)(?!\d)"
)
_CENTURY = 100

_ALONE = re.compile(rf"(?<![\d@] )\b(?P<m>{_MONTH})(?![\w@])")

Month = tuple[int, int]


def take_dates(text: str) -> tuple[str, list[date]]:
    """Replace each date by a mark "@n@" that stands for the n-th date found."""
    found: list[date] = []

    def mark(match: re.Match[str]) -> str:
        month = _MONTH_OF.get(match["m"].rstrip(".")) or int(match["m"])
        try:
            found.append(date(_year(match["y"]), month, int(match["d"])))
        except ValueError:
            return match.group()
        return f" @{len(found) - 1}@ "

    for pattern in _DATES:
        text = pattern.sub(mark, text)
    return text, found


def take_months(text: str) -> tuple[str, list[Month]]:
    """Take out the months named, as (year, month); a span gives all of its months."""
    found: list[Month] = []

    def out(match: re.Match[str]) -> str:
        year, until = _year(match["y"]), _MONTH_OF[match["until"].rstrip(".")]
        since = _MONTH_OF[match["since"].rstrip(".")] if match["since"] else until
        found.extend((year, month) for month in range(since, until + 1))
        return " "

    return _PERIOD.sub(out, text), found


def months_alone(text: str) -> list[int]:
    """Give the months of the year that stand in a text, whatever the year."""
    return [_MONTH_OF[found["m"].rstrip(".")] for found in _ALONE.finditer(text)]


def _year(digits: str) -> int:
    year = int(digits)
    return 2000 + year if year < _CENTURY else year
