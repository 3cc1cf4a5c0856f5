"""References: payers' and banks' own, and the words that stand for none."""

from __future__ import annotations

import re

from agent.forms.words import fold

_NONE = re.compile(r"|0+|not ?provided|no ?ref|non ?ref|no ?reference|none|unknown")


def reference(written: str) -> str:
    """Give a reference as written; empty where it is a word for none."""
    if not written:
        return ""
    return "" if _NONE.fullmatch(fold(written)) else written
