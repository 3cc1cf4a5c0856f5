"""Words: text made equal where only its dress differs."""

from __future__ import annotations

import re
import unicodedata

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Reduce a text to its words: no accents, no capitals, single blanks.

    "Quantità (n°)" and "QUANTITA' n" are the same.
    """
    plain = text.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(part for part in parts if not unicodedata.combining(part))
    return _NOT_A_WORD.sub(" ", plain).strip()
