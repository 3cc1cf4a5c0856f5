"""Sums and days as running text writes them, in five languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.errors import Unreadable
from agent.forms.amount import DecimalMark, amount
from agent.forms.day import day, readings

_SIGNS = {"€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY"}
_CODES = (
    "eur usd gbp chf sek nok dkk pln czk huf ron bgn aud cad nzd jpy cny hkd sgd "
    "try zar aed ils inr brl mxn"
)
_NAMES = {"euro": "EUR", "euros": "EUR", "euri": "EUR", "fr.": "CHF", "sfr": "CHF"}
_CURRENCY = rf"us\$|€|£|\$|¥|\b(?:euro[si]?|{'|'.join(_CODES.split())}|sfr)(?![a-z])|\bfr\.(?= ?\d)"


def _number(gap: str) -> str:
    """Give the pattern of a number; `gap` names its mark of thousands."""
    return (
        rf"\d{{1,3}}(?P<{gap}>[.,' ])\d{{3}}(?:(?P={gap})\d{{3}})*(?!\d)"
        rf"(?:(?!(?P={gap}))[.,] ?(?:\d{{1,2}}(?!\d)|-{{1,2}}))?"
        r"|\d+(?:[.,] ?(?:\d{1,3}(?!\d)|-{1,2}))?"
    )


_SUM = re.compile(
    rf"(?<![\w.,/-])(?P<sign>[-+] ?)?(?P<first>{_number('gap')})"
    rf"(?![\d/])(?P<minus>-)? ?(?P<after>{_CURRENCY})"
    rf"|(?P<sign2>[-+] ?)?(?P<before>{_CURRENCY})(?P<sign3> ?[-+])? ?"
    rf"(?P<last>{_number('gap2')})(?![\d/])"
)
_CENTS = re.compile(r" ?\d[\d.,']*[.,]\d\d(?!\d)")
_BARE = re.compile(rf"[-+]? ?(?P<number>{_number('gap3')})")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}([.,' ])\d{3}")
_MONTH = (
    r"(?:gen|feb|fev|mar|mrz|maer|apr|avr|abr|mag|may|mai|giu|jun|juin|lug|jul|juil|ago|aug"
    r"|aou|set|sep|ott|oct|okt|nov|dic|dec|dez|ene|jan)[a-z]{0,8}"
)
_DAY = re.compile(
    rf"(?<![\w/.-])(?:(?P<d1>\d{{1,2}})(?:er|st|nd|rd|th|°|º|\.)?(?:[ -]+(?:de |of )?)(?P<m1>{_MONTH})\.?"
    rf"(?:,?[ -]+(?:de |del )?(?P<y1>(?:19|20)\d\d|\d\d(?![\d:.,]))(?![\d:]))?"
    rf"|(?P<m2>{_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| )(?P<y2>20\d\d)"
    r"|(?P<numeric>\d{4}-\d\d-\d\d|\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:20\d\d|\d\d)))(?![\w/])"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money as written.

    Args:
        value: Always positive.
        start, end: Its place in the text.
    """

    value: Decimal
    currency: str
    is_negative: bool
    start: int
    end: int


def sums(text: str) -> Iterator[Sum]:
    """Give the sums that name their currency.

    Args:
        text: In plain lower-case letters.
    """
    at = 0
    while found := _SUM.search(text, at):
        at = found.end()
        if found["after"] and _belongs_behind(found, text):
            at = found.start("after")
            continue
        written = found["first"] or found["last"]
        value = value_of(written)
        if value is not None:
            sign = found["sign"] or found["sign2"] or found["sign3"] or ""
            is_negative = "-" in f"{sign}{found['minus'] or ''}"
            unit = currency_of(found["after"] or found["before"])
            yield Sum(value, unit, is_negative, found.start(), found.end())


def _belongs_behind(found: re.Match[str], text: str) -> bool:
    """Tell a currency written before the next number: "invoice 3 €20.00"."""
    is_whole = found["first"].isdigit()
    is_glued = text[found.end() : found.end() + 1].isdigit()
    return is_glued or (is_whole and bool(_CENTS.match(text, found.end())))


def bare_sum(text: str) -> Decimal | None:
    """Read a text that is a number and nothing else."""
    found = _BARE.fullmatch(text.strip())
    return value_of(found["number"]) if found else None


def value_of(written: str) -> Decimal | None:
    """Read a number; beside a currency "1.000" is a thousand."""
    written = written.rstrip("-").rstrip(".,").strip()
    group = _ONE_GROUP.fullmatch(written)
    mark: DecimalMark | None = None
    if group:
        mark = "," if group[1] == "." else "."
    elif re.fullmatch(r"0[.,]\d{3}", written):
        return None
    try:
        return amount(written, mark)
    except Unreadable:
        return None


def currency_of(word: str) -> str:
    """Give the ISO code of a sign or a word for a currency; empty if it is none."""
    word = word.strip().lower()
    if word in _SIGNS or word in _NAMES:
        return _SIGNS.get(word) or _NAMES[word]
    if word == "us$":
        return "USD"
    return word.upper() if word in _CODES.split() else ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written, and its place in the text."""

    on: date
    start: int
    end: int


def days(text: str, near: date | None) -> Iterator[Day]:
    """Give the dates of a text.

    Args:
        text: In plain lower-case letters.
        near: The day of writing: of two readings, and where no year stands, the
            one closer to it is meant. None = day first, and no guess at a year.
    """
    for found in _DAY.finditer(text):
        on = (
            _numeric(found["numeric"], near)
            if found["numeric"]
            else _named(found, near)
        )
        if on is not None:
            yield Day(on, found.start(), found.end())


def _numeric(written: str, near: date | None) -> date | None:
    read = readings(written)
    if near is None or not read:
        return read.get(True) or read.get(False)
    return min(read.values(), key=lambda one: abs((one - near).days))


def _named(found: re.Match[str], near: date | None) -> date | None:
    number, month = found["d1"] or found["d2"], found["m1"] or found["m2"]
    year = found["y1"] or found["y2"]
    if year:
        return _read(f"{number} {month} {year}")
    if near is None:
        return None
    years = (near.year - 1, near.year, near.year + 1)
    read = [one for each in years if (one := _read(f"{number} {month} {each}"))]
    return min(read, key=lambda one: abs((one - near).days), default=None)


def _read(text: str) -> date | None:
    try:
        return day(text)
    except Unreadable:
        return None
