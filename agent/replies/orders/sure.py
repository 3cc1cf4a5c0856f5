"""Sure: whether a line says nothing beside its order.

An order that lets something leave, ends something or gives money up is obeyed only
where every word of its line is accounted for: a word that nobody knows may be "not".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from agent.forms.words import fold
from agent.replies.orders.fillers import (
    BESIDE_TYPO,
    COURTESIES,
    FILLERS,
    OF_A_PERSON,
    OWN,
    SAYINGS,
)

STRICT = frozenset(OWN)
_WORDS = OWN | BESIDE_TYPO
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_MARKS = frozenset(".,;:!()[]-–—'’`\"“”„«»…&#°º/+*_>=")
_GOOD_SIGNS = frozenset("👍✅🙏🙂😊😀👌\ufe0f🏻🏼🏽🏾🏿")
_FIGURE = re.compile(
    r"(?:(?:[€£$]|\b(?:euros?|eur|gbp|usd|chf)\b)\s?)?(?<![\d/.,])\d[\d.,']*(?<![.,'])\s?(?:€|£|\$|(?:eur|euros?|pounds?|gbp|usd|chf)\b)?(?!\s?/)",
    re.I,
)


def is_sure(
    action: str, text: str, named: Iterable[str] = (), amount: str = ""
) -> bool:
    """Tell whether every word of a text belongs to an order or adds nothing to it.

    Args:
        text: What a line says beside the number it concerns.
        named: Customers and documents that the order concerns.
        amount: The sum read in the text; one figure is accounted for by it.
    """
    text = COURTESIES.pattern.sub(" ", text.lower())
    if action in SAYINGS:
        text = SAYINGS[action].pattern.sub(" ", text)
    allowed = {word for name in named for word in fold(name).split()}
    if amount:
        text = _without_figure(text)
    return all(_is_known(one, action, allowed) for one in _TOKEN.findall(text))


def _without_figure(text: str) -> str:
    """Leave out the one figure with its currency; documents hold a stroke."""
    found = [
        one
        for one in _FIGURE.finditer(text)
        if "/" not in text[one.end() - 1 : one.end() + 1]
    ]
    if not found:
        return text
    one = found[0] if len(found) == 1 else max(found, key=lambda each: len(each[0]))
    return f"{text[: one.start()]} {text[one.end() :]}"


def _is_known(token: str, action: str, allowed: set[str]) -> bool:
    if token in _MARKS:
        return True
    if token in _GOOD_SIGNS:
        return action == "approve"
    plain = fold(token)
    if not plain:
        return False
    if plain in allowed or plain in FILLERS or _WORDS[action].fullmatch(plain):
        return True
    return action != "approve" and plain in OF_A_PERSON
