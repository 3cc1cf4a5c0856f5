"""Heads: the numbers that a line of orders begins with, typed or dictated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from agent.forms.month_names import PATTERN as MONTH
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
_UNIT = r"(?:gg|giorn[oi]|days?|tage?|settiman[ae]|weeks?|wochen?|mes[ei]|months?|monate?|fortnights?)"
_MORE = r"(?:more |other |altr[ie] )?"
_LEAD = (
    r"(?:(?:il|la|lo|al|alla|the|numero|number|num|nr|n|punto|riga|voce|item|line"
    r"|nummer|punkt)\b[.°:]?\s*|\#\s*)"
)
# A day, a span, a sum, an hour or a document has a number too.
_NO_ITEM = rf"(?![\w/]|\s*[/.]\s?\d|[,:]\d|\s*{_MORE}(?:(?:{_UNIT}|times|volte|{MONTH})\b|eur\w*|[€%]))"
_NUMBER = rf"(?:\d{{1,3}}|{_WORD}){_NO_ITEM}"
_AND = r"\s*(?:[,+&]|-|–|\b(?:e|ed|and|und|et|y)\b)\s*"
# "1, 2 e 5", "il due e il tre", "1-3".
LIST = rf"{_LEAD}*{_NUMBER}(?:{_AND}{_LEAD}*{_NUMBER})*"
# "1 2 e 3 ok": numbers apart by blanks alone, all before one word.
_ROW = re.compile(
    rf"^\W*(?P<row>{_NUMBER}\s+{_NUMBER}(?:(?:\s+|{_AND}){_NUMBER})*)(?=\W+[^\W\d])",
    re.I,
)
_HEAD = re.compile(
    rf"^\W*?(?:(?:per me|for me)[\s,]+)?(?:(?:per|for|su|sul|sulla|on|quanto alla?)\s+)?(?P<items>{LIST})",
    re.I,
)
_ONE_OF = re.compile(rf"{_LEAD}*\b(?P<no>\d{{1,3}}|{_WORD})(?![\w/])", re.I)
_ONE = {"un", "una", "a", "an", "ein", "eine", "einen"}
_ONE |= {"another", "altra", "altro", "un'altra", "un’altra"}
_FOR = re.compile(
    rf"\b(\d{{1,3}}|{_WORD}|(?:un['’])?altr[ao]|another|un|una|an?|eine?n?)"
    rf"\s+{_MORE}({_UNIT})\b",
    re.I,
)


def in_figures(line: str) -> str:
    """Write the numbers that a line begins with in figures: "il due e il tre no"."""
    found = _HEAD.match(line)
    if found is None:
        return line
    return f"{figures(found['items'])}{line[found.end() :]}"


def figures(items: str) -> str:
    """Write a list of numbers in figures, without articles."""

    def figure(one: re.Match[str]) -> str:
        said = one["no"].lower()
        return str(_FIGURES.get(said, said))

    return _ONE_OF.sub(figure, items)


def begins_with_span(line: str) -> bool:
    """Tell a line that begins with a span of time, "10 giorni", and with no number."""
    return bool(_FOR.match(line.strip()))


def duration(text: str, sent: date) -> date | None:
    """Give the last day of "dieci giorni", "una settimana"; None if none is said."""
    return next((after(sent, days) for _, days in lengths(text)), None)


def lengths(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Find the spans of time that a text names, each with its days."""
    for found in _FOR.finditer(text):
        said, unit = found[1].lower(), found[2].lower()
        n = 1 if said in _ONE else _FIGURES.get(said) or int(said)
        yield found, n * _days(unit)


def _days(unit: str) -> int:
    """Give the days of a unit of time."""
    if unit.startswith(("sett", "week", "woch")):
        return 7
    if unit.startswith("fortnight"):
        return 14
    return 30 if unit.startswith(("mes", "month", "monat")) else 1


def without_spans(text: str) -> str:
    """Leave out the spans of time: "aspetta due settimane"."""
    return _FOR.sub(" ", text)


def with_commas(line: str) -> str:
    """Write commas between the numbers that a line begins with: "1 2 e 3 ok"."""
    found = _ROW.match(line)
    if found is None:
        return line
    row = re.sub(r"(?<=[\w])\s+(?=[\w])", ", ", found["row"].strip())
    row = re.sub(r",\s*(e|ed|and|und|et|y)\b,", r" \1", row, flags=re.I)
    return f"{row}{line[found.end('row') :]}"
