"""Heads: the numbers that a line of orders begins with, typed or dictated."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from agent.replies.periods import after

_SPOKEN = (
    ("uno", "one", "eins"),
    ("due", "two", "zwei"),
    ("tre", "three", "drei"),
    ("quattro", "four", "vier"),
    ("cinque", "five", "fünf"),
    ("sei", "six", "sechs"),
    ("sette", "seven", "sieben"),
    ("otto", "eight", "acht"),
    ("nove", "nine", "neun"),
    ("dieci", "ten", "zehn"),
    ("undici", "eleven", "elf"),
    ("dodici", "twelve", "zwölf"),
)
_FIGURES = {word: n for n, words in enumerate(_SPOKEN, 1) for word in words}
_FIGURES |= {"quindici": 15, "fifteen": 15, "venti": 20, "twenty": 20}
_FIGURES |= {"trenta": 30, "thirty": 30, "quattordici": 14, "fourteen": 14}
_WORD = "|".join(sorted(_FIGURES, key=len, reverse=True))
_UNIT = (
    r"(?:gg|giorn[oi]|days?|tage?|settiman[ae]|weeks?|wochen?|mes[ei]|months?|monate?)"
)
_LEAD = (
    r"(?:(?:il|la|lo|al|alla|the|numero|number|num|nr|n|punto|riga|voce|item|line"
    r"|nummer|punkt)\b[.°:]?\s*|\#\s*)"
)
_HEAD = re.compile(
    rf"^\W*?{_LEAD}*(?P<no>\d{{1,3}}|{_WORD})(?![\w/]|\s*[/.]\s?\d|\s*(?:{_UNIT}|eur\w*|€))",
    re.I,
)
_ONE = {"un", "una", "a", "an", "ein", "eine", "einen"}
_FOR = re.compile(rf"\b(\d{{1,3}}|{_WORD}|un|una|an?|eine?n?)\s+({_UNIT})\b", re.I)
_PARTS = re.compile(
    rf"\s*(?:[,;.](?=\s)|\b(?:e|ed|and|poi|then)\b)\s*(?:e |and |poi |then )?"
    rf"(?=(?:\d{{1,2}}|{_WORD})\b\W{{0,3}}[^\W\d])",
    re.I,
)


def in_figures(line: str) -> str:
    """Write the number that a line begins with in figures: "numero due no", "2 no"."""
    found = _HEAD.match(line)
    if found is None:
        return line
    said = found["no"].lower()
    return f"{_FIGURES.get(said, said)}{line[found.end() :]}"


def begins_with_span(line: str) -> bool:
    """Tell a line that begins with a span of time, "10 giorni", and with no number."""
    return bool(_FOR.match(line.strip()))


def duration(text: str, sent: date) -> date | None:
    """Give the last day of "dieci giorni", "una settimana"; None if none is said."""
    found = _FOR.search(text)
    if found is None:
        return None
    said, unit = found[1].lower(), found[2].lower()
    n = 1 if said in _ONE else _FIGURES.get(said) or int(said)
    if unit.startswith(("sett", "week", "woch")):
        return after(sent, 7 * n)
    if unit.startswith(("mes", "month", "monat")):
        return after(sent, 30 * n)
    return sent + timedelta(days=n)


def parted(line: str, starts_at: Callable[[str], int]) -> Iterator[str]:
    """Part a line into its orders: "1 ok, 2 aspetta 10".

    Args:
        starts_at: Gives where words begin to order something; below 0 = nowhere.
    """
    begin = 0
    for found in _PARTS.finditer(line):
        rest = in_figures(line[found.end() :])
        rest = re.sub(r"^\d{1,3}\W*", "", rest)
        before = in_figures(line[begin : found.start()])
        if starts_at(before) >= 0 and starts_at(rest) == 0:
            yield line[begin : found.start()].strip()
            begin = found.end()
    yield line[begin:].strip()
