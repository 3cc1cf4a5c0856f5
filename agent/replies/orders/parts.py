"""Parts: one line of orders cut into its orders, and the number behind a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from agent.replies.orders.heads import LIST, figures, in_figures

# The action that words order, and where the first word of any action stands.
Said = Callable[[str], tuple[str, int]]

TAKES_ITEM_BEHIND = frozenset(
    ("approve", "skip", "undo", "why", "send_copy", "resume", "write_off", "called")
)
# Behind these a number may be days: it is an item where a day or a span follows it.
_DAYS_BEHIND = frozenset(("wait", "pause"))
# They go on to name a day or a sum: "paga il 15 ok" is one order, "paga il 15, 3 ok"
# two.
_GOES_ON = frozenset(
    ("wait", "pause", "promise", "called", "paid", "write_off", "dispute")
)
_AND = r"\s*(?:[,;.:](?=\s)|\b(?:e|ed|and|poi|then)\b)\s*(?:(?:e|and|poi|then)\s+)?"
_NUMBERS = re.compile(rf"(?P<apart>{_AND}|\s+)(?={LIST})", re.I)
_WORDS = re.compile(rf"(?P<apart>{_AND})(?=[^\W\d])", re.I)
_HEAD = re.compile(
    rf"{LIST}\s*[-–.:;)=]*\s*(?:(?:è|is|are|sono|l[ao]|invece|pure|instead|please|pls|per favore|per cortesia)\s+)?",
    re.I,
)
_NUMBER_NEAR = re.compile(rf"[^\d,;.]{{1,40}}?\b{LIST}", re.I)
_TO = r"(?:(?:is|was|è|era|with|con|to|for|of|on|a|al|alla|per|di|del|della|dal|dalla|su|sul|sulla)\s+)?"
_NEXT = re.compile(
    rf"\s*(?:(?:con|with|on|su|sul|sulla)\s+)?(?P<items>{LIST})(?P<rest>.*)$",
    re.I | re.S,
)
_NEXT_TO = re.compile(rf"\s*{_TO}(?P<items>{LIST})(?P<rest>.*)$", re.I | re.S)
# "Chiamato, richiama il 2": a day, and no other order.
_RING_BACK = re.compile(r"(?:\w+ )?(?:richiam|(?:call|ring)\w* (?:\w+ )?back)", re.I)
_LAST = re.compile(rf"^[^\d]{{0,60}}?\s{_TO}(?P<items>{LIST})\W*$", re.I)


@dataclass(frozen=True, slots=True)
class Behind:
    """Numbers behind a word, and the line without them.

    Args:
        items: In figures.
    """

    items: str
    rest: str


def parted(line: str, said: Said) -> Iterator[str]:
    """Part a line into its orders: "1 ok, 2 aspetta 10", "ok 1 e annulla 3"."""
    begin = _preface(line, said)
    places = [*_NUMBERS.finditer(line, begin), *_WORDS.finditer(line, begin)]
    for place in sorted(places, key=re.Match.start):
        before, rest = line[begin : place.start()], line[place.end() :]
        if place.start() < begin or not _is_whole(before, said):
            continue
        if _begins(before, place["apart"], rest, said):
            yield before.strip()
            begin = place.end()
    yield line[begin:].strip()


def _preface(line: str, said: Said) -> int:
    """Give where orders begin behind words of courtesy: "per favore: 3 ok"."""
    for place in _NUMBERS.finditer(line):
        before = line[: place.start()]
        is_short = not any(map(str.isdigit, before)) and before.strip()
        is_apart = place["apart"].strip() in (":", ",")
        if is_short and is_apart and said(before)[1] < 0:
            return place.end() if _orders(line[place.end() :], said) else 0
        return 0
    return 0


def _is_whole(before: str, said: Said) -> bool:
    """Tell words that order something by themselves."""
    return said(in_figures(before))[1] >= 0


def _begins(before: str, apart: str, rest: str, said: Said) -> bool:
    """Tell whether another order begins here."""
    if _HEAD.match(rest):
        goes_on = said(in_figures(before))[0] in _GOES_ON
        is_apart = bool(apart.strip()) and len(before.split()) > 1
        has_item = bool(re.search(r"\d", in_figures(before)))
        return _orders(rest, said) and (is_apart or (has_item and not goes_on))
    if _RING_BACK.match(rest):
        return False
    action, at = said(rest)
    has_number = bool(re.search(r"\d", in_figures(before)))
    if at != 0 or action not in TAKES_ITEM_BEHIND or not has_number:
        return False
    return bool(_NUMBER_NEAR.match(rest))


def _orders(rest: str, said: Said) -> bool:
    """Tell a text that begins with a number and what is to be done with it."""
    head = _HEAD.match(rest)
    return head is not None and said(rest[head.end() :])[1] == 0


def behind(text: str, action: str, end: int) -> Behind | None:
    """Give the number behind a word, where no figure is meant: "annulla 4".

    Args:
        end: Where the word ends.
    """
    if action not in TAKES_ITEM_BEHIND | _DAYS_BEHIND:
        return None
    takes_day = action in _DAYS_BEHIND or action == "called"
    found = (_NEXT if takes_day else _NEXT_TO).match(text[end:])
    if found and (action not in _DAYS_BEHIND or re.search(r"\w", found["rest"])):
        return Behind(figures(found["items"]), text[:end] + found["rest"])
    last = None if takes_day else _LAST.match(text)
    if last is None:
        return None
    kept = text[: last.start("items")] + text[last.end("items") :]
    return Behind(figures(last["items"]), kept)
