"""The shapes in which document numbers are written: sequence, year, series."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.matching.names import fold

_GROUPS = re.compile(r"[A-Z]+|\d+")
_YEAR = re.compile(r"20[0-3]\d")
_SHORT_YEARS = {f"{year:02}": 2000 + year for year in range(15, 50)}
_CENTURY = 2000
_PAIR = 2
# Year and at least three digits of sequence, written as one: 2026001.
_YEAR_FIRST = re.compile(r"(20\d\d)(\d{3,})")
# A bank's own references are longer.
_MOST_DIGITS = 9

# Words that announce a number and are no part of it.
_DOCUMENT_WORDS = (
    "FT FTT FTS FAT FATT FATTURA FATTURE FTRA FATTN FTN FTNR FATTNR DOC DOCUMENTO "
    "RIF RIFERIMENTO SALDO NR N NUM NUMERO NO NC "
    "INVOICE INVOICES INV CINV RFB URI RECHNUNG RECHNUNGEN RECHN RE RG RGNR RENR "
    "FACTURE FACTURES FACT FAC FACTURA FACTURAS FRA"
)
DOCUMENT_WORDS = frozenset(_DOCUMENT_WORDS.split())


@dataclass(frozen=True, slots=True)
class Shape:
    """Hold one reading of a document number.

    Args:
        sequence: Digits without leading zeros; letters if there are no digits.
        year: Four digits; None if not said.
        series: Other letters and groups, such as "A"; empty for none.
        is_guess: The year was split off digits written without a separator.
    """

    sequence: str
    year: int | None = None
    series: str = ""
    is_guess: bool = False


@lru_cache(maxsize=20_000)
def shape_of(number: str) -> Shape:
    """Take a document's own number apart."""
    groups = _GROUPS.findall(fold(number))
    digits = [each for each in groups if each.isdigit()]
    if not digits:
        return Shape("".join(groups))
    year, rest = _split_year(digits)
    series = [*rest[:-1], *(each for each in groups if _is_series(each))]
    return Shape(_bare(rest[-1]), year, "".join(series))


def shapes_written(run: str, years: range) -> tuple[tuple[Shape, ...], ...]:
    """Read the numbers of one run of text, such as "FT185/379" or "12/A/2026".

    Args:
        run: Letters, digits and separators without blanks, folded.
        years: Years that a payer may mean.

    Returns:
        For each number the ways to read it, most literal first.
    """
    groups = _GROUPS.findall(run)
    digits = [each for each in groups if each.isdigit()]
    series = "".join(each for each in groups if _is_series(each))
    if len(digits) == 1:
        alone = _alone(digits[0], series, years)
        return (alone,) if alone else ()
    year, rest = _split_year(digits)
    if year is not None and year not in years:
        year, rest = None, digits
    numbers = [Shape(_bare(each), year, series) for each in rest if _is_number(each)]
    return tuple((each,) for each in numbers)


def _alone(digits: str, series: str, years: range) -> tuple[Shape, ...]:
    if not _is_number(digits):
        return ()
    found = [Shape(_bare(digits), None, series)]
    splits = ((digits[:-4], digits[-4:]), (digits[4:], digits[:4]))
    for sequence, digits_of_year in splits:
        is_year = bool(_YEAR.fullmatch(digits_of_year)) and int(digits_of_year) in years
        if sequence and is_year:
            found.append(Shape(_bare(sequence), int(digits_of_year), series))
    sequence, short = digits[:-2], digits[-2:]
    # Only the last two years: "1226" is far more often 1226 than 12 of 2026.
    year = _CENTURY + int(short)
    if len(sequence) > 1 and year in years[-3:]:
        found.append(Shape(_bare(sequence), year, series, is_guess=True))
    return tuple(each for each in found if each.sequence != "0")


def _split_year(digits: list[str]) -> tuple[int | None, list[str]]:
    """Tell the year among groups of digits, and what is left: at least one."""
    first, last = digits[0], digits[-1]
    if len(digits) == 1:
        glued = _YEAR_FIRST.fullmatch(first)
        return (int(glued[1]), [glued[2]]) if glued else (None, digits)
    # Of two that may be years the first one is: 2026-2031.
    if _YEAR.fullmatch(first):
        return int(first), digits[1:]
    if _YEAR.fullmatch(last):
        return int(last), digits[:-1]
    if last in _SHORT_YEARS:
        return _SHORT_YEARS[last], digits[:-1]
    if len(digits) == _PAIR and len(last) > len(first) and first in _SHORT_YEARS:
        return _SHORT_YEARS[first], digits[1:]
    return None, digits


def _is_series(group: str) -> bool:
    if group.isdigit() or group in DOCUMENT_WORDS:
        return False
    return not any(group.endswith(word) for word in DOCUMENT_WORDS if len(word) > 1)


def _is_number(digits: str) -> bool:
    return len(digits) <= _MOST_DIGITS and digits.strip("0") != ""


def _bare(digits: str) -> str:
    return digits.lstrip("0") or "0"
