"""Amounts: numbers as people and programs write them, read exactly or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Literal

from agent.errors import Unreadable

DecimalMark = Literal[".", ","]

_BLANKS = "\u00a0\u2007\u2009\u202f"
_DRESS = str.maketrans(
    dict.fromkeys(_BLANKS, " ") | {"\u2212": "-", "\u2013": "-", "\u2019": "'"}
)
_EURO = re.compile(r"€|(?<![a-z])eur(?:os?)?(?![a-z])", re.I)
_SIGNED = re.compile(
    r"(?P<before>[-+]?) ?(?P<digits>\d[\d.,' ]*)(?P<after>[-+]?)"
    r"|\((?P<bracketed>\d[\d.,' ]*)\)"
)
# Banks of the Intesa group write "18 668, 63": a blank may follow the comma.
_SHAPES = {
    mark: re.compile(
        rf"(?:\d+|\d{{1,3}}(?:(?P<gap>[{other}' ])\d{{3}})(?:(?P=gap)\d{{3}})*)"
        rf"(?:{re.escape(mark)} ?\d*)?"
    )
    for mark, other in ((".", ","), (",", "."))
}
_XML_NUMBER = re.compile(r"[-+]?[0-9]{1,18}(?:\.[0-9]{0,17})?")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_MOST_CHARACTERS = 40


def amount(text: str, decimal_mark: DecimalMark | None = None) -> Decimal:
    """Read one amount in euro, or a bare number.

    Args:
        text: As written: "1.234,50", "1 234.50-", "(12,00)", "€ 7".
        decimal_mark: As decided for the whole column; None = decide from this
            text alone.

    Raises:
        Unreadable: It is no number, carries another currency, or "1.234" could
            be read in two ways.
    """
    sign, digits = _take_apart(text)
    mark = decimal_mark or _mark_of(digits) or _whole(digits, text)
    if not _SHAPES[mark].fullmatch(digits):
        raise Unreadable(f"{_shown(text)} is not an amount (decimal mark {mark!r})")
    kept = "".join(c for c in digits if c.isdigit() or c == mark)
    return sign * Decimal(kept.replace(mark, "."))


def number(text: str) -> Decimal:
    """Read a number as XML documents write it: a point, no thousands, no exponent.

    Raises:
        Unreadable: It is written otherwise.
    """
    if not _XML_NUMBER.fullmatch(text):
        raise Unreadable(f"{_shown(text)} is not an amount")
    return Decimal(text)


def is_amount(text: str) -> bool:
    """Tell whether a text looks like an amount, whichever its decimal mark."""
    try:
        _, digits = _take_apart(text)
    except Unreadable:
        return False
    return any(shape.fullmatch(digits) for shape in _SHAPES.values())


def decimal_mark(texts: Iterable[str]) -> DecimalMark | None:
    """Decide the decimal mark of a column from all its amounts.

    Args:
        texts: The column's cells; what is no amount is passed over.

    Returns:
        None where no cell tells: only whole numbers, or only such as "1.234".

    Raises:
        Unreadable: Some cells say comma and others point.
    """
    told: dict[DecimalMark, str] = {}
    for text in texts:
        if is_amount(text):
            mark = _mark_of(_take_apart(text)[1])
            if mark:
                told.setdefault(mark, text)
    if len(told) > 1:
        raise Unreadable(
            f"{_shown(told['.'])} and {_shown(told[','])} stand in one column: "
            "the decimal mark cannot be told; export the file anew"
        )
    return next(iter(told), None)


def _take_apart(text: str) -> tuple[int, str]:
    plain = " ".join(_EURO.sub(" ", text.translate(_DRESS), count=1).split())
    found = _SIGNED.fullmatch(plain) if len(plain) <= _MOST_CHARACTERS else None
    if not found or (found["before"] and found["after"]):
        raise Unreadable(f"{_shown(text)} is not an amount")
    if found["bracketed"]:
        return -1, found["bracketed"].strip()
    is_negative = "-" in (found["before"], found["after"])
    return (-1 if is_negative else 1), found["digits"].strip()


def _mark_of(digits: str) -> DecimalMark | None:
    """Tell the decimal mark where this number allows only one reading."""
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return None
    last: DecimalMark = "," if marks[-1] == "," else "."
    if len(set(marks)) > 1 and marks.count(last) == 1:
        return last
    if len(marks) > 1:
        return "." if last == "," else ","
    could_be_thousands = _ONE_GROUP.fullmatch(digits)
    return None if could_be_thousands else last


def _whole(digits: str, text: str) -> DecimalMark:
    """Take a number without any mark; refuse one that has two readings."""
    if "." in digits or "," in digits:
        raise Unreadable(f"{_shown(text)} may be thousands or a fraction")
    return "."


def _shown(text: str) -> str:
    return repr(text.strip()[:_MOST_CHARACTERS])
