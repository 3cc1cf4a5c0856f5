"""The wall between firms: every statement on our tables names the firm it means."""

from __future__ import annotations

import re
from collections import Counter

from agent.ledger import tables

_OURS = "|".join(sorted(tables.metadata.tables))
_USED = re.compile(rf"\b(?:FROM|JOIN|UPDATE|INTO) ({_OURS})\b")
_CROSSED = re.compile(rf"\bFROM \w+, ({_OURS})\b(?!\.)")
_GIVEN = re.compile(rf"\b({_OURS})\.firm = (?:\?|%\()|INTO ({_OURS}) \(firm\b")
_EQUAL = re.compile(rf"\b({_OURS})\.firm = ({_OURS})\.firm\b")


class FirmForgotten(Exception):
    """A statement on our tables does not say which firm it means."""


def unguarded(statement: str) -> set[str]:
    """Name our tables that a statement reads or writes without naming the firm.

    A table is guarded where its firm is given, or equals that of a guarded one,
    as often as the statement uses the table.
    """
    told = " ".join(statement.split())
    if not told.startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
        return set()
    used = Counter(_USED.findall(told) + _CROSSED.findall(told))
    given = Counter(one or other for one, other in _GIVEN.findall(told))
    pairs = _EQUAL.findall(told)
    mentions = given + Counter(name for pair in pairs for name in pair)
    reached = set(given)
    for _ in pairs:
        reached |= {name for pair in pairs if reached & set(pair) for name in pair}
    return {name for name in used if name not in reached or mentions[name] < used[name]}
