"""Denials: "2 is not his", where a line says that and nothing else.

Whose letters waited for the money may be written to again: so the whole line has to
be read, and one word more is asked back.
"""

from __future__ import annotations

import re

from agent.forms.words import fold
from agent.replies.orders.not_his import NAMED, WHOLE
from agent.replies.orders.said import action_said
from agent.replies.orders.targets import customer_named

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_MARKS = frozenset("&.'’-")
_EDGES = " \t.,;:!–-"


def denied(text: str, names: dict[str, str]) -> str | None:
    """Give the customer who is said not to have paid; None if a line says no such thing.

    Args:
        text: A line without the number it begins with.
        names: Of customers, by what they are folded to.

    Returns:
        His name as the ledger writes it; empty = he is not named.
    """
    plain = text.strip(_EDGES)
    if WHOLE.fullmatch(plain):
        return ""
    found = NAMED.fullmatch(plain)
    if found is None or action_said(plain)[0]:
        return None
    name = customer_named(found["whose"], names)
    return name if name and _is_all_of(found["whose"], name) else None


def _is_all_of(words: str, name: str) -> bool:
    """Tell words that are of a name and nothing else."""
    known = set(fold(name).split())
    return all(
        fold(one) in known if one.isalnum() else one in _MARKS
        for one in _TOKEN.findall(words)
    )
