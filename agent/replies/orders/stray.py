"""Stray: what a cautious order leaves over that may have been meant otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from agent.forms.words import fold
from agent.replies.dates import Phrase
from agent.replies.orders.facts import (
    DAYS_ALONE,
    days_said,
    days_that_count,
    until_said,
)
from agent.replies.orders.heads import LIST, without_spans
from agent.replies.orders.pauses import PAUSES, ending, has_unknown_end
from agent.replies.orders.said import said
from agent.replies.orders.sure import STRICT, is_sure

_NUMBER = re.compile(r"(?<![\w/.,])\d+(?:/\d+)*(?![\w])")
_ITEM = re.compile(rf"(?<![\w/.,]){LIST}\W*", re.I)
# Of these every number is a day or a span; others tell of the world in their own words.
_BARE = frozenset(("wait", "pause", "skip"))


def has_stray(action: str, text: str, sent: date, named: Iterable[str]) -> bool:
    """Tell a second day, a number that means nothing here, an "until" of no day."""
    if action in {"note", "why"}:
        return False
    days = days_said(text, sent)
    if action in PAUSES:
        if ending(action, text, sent, days, named).is_unsure:
            return True
    elif len({one.until for one in days_that_count(action, text, sent)}) > 1:
        return True
    left = _undated(text, days)
    if any(said(left[one.end() :])[1] == 0 for one in _ITEM.finditer(left)):
        return True  # "two leave it three no answer": of which number?
    if action not in _BARE:  # nor to stop all: letters had better stop
        return False
    until = until_said(action, text, sent, named)
    if until is None:
        is_unknown = action != "pause" and has_unknown_end(text)
        return is_unknown or bool(_strays(left, named))
    return bool(_strays(left, named)) and not (
        action != "skip" and DAYS_ALONE.match(text)
    )


def is_all_said(action: str, text: str, sent: date, named: Iterable[str]) -> bool:
    """Tell a line with a mistyped verb that says no more than that and its day."""
    if action in STRICT:
        return True  # found out for all of these
    left = _NUMBER.sub(" ", _undated(text, days_said(text, sent)))
    return action in _BARE and is_sure(action, left.replace("|", " "), named)


def _undated(text: str, days: Iterable[Phrase]) -> str:
    for one in reversed(tuple(days)):
        text = f"{text[: one.start]} | {text[one.end :]}"
    return without_spans(text)


def _strays(text: str, named: Iterable[str]) -> list[str]:
    known = {word for name in named for word in fold(name).split()}
    found = (one[0] for one in _NUMBER.finditer(text))
    return [one for one in found if not set(fold(one).split()) <= known]
