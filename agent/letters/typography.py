"""Typography: the spaces that a language sets around its marks."""

from __future__ import annotations

import re

_BLANK = "[ \u00a0\u202f]"
# French: a fixed space before the colon and inside quotation marks, a thin one before
# the other high marks (Imprimerie nationale, Lexique des règles typographiques, 2002).
_FRENCH = (
    (re.compile(f"«{_BLANK}*"), "«\u00a0"),
    (re.compile(f"{_BLANK}*»"), "\u00a0»"),
    (re.compile(f"{_BLANK}*:(?=[ \n]|$)"), "\u00a0:"),
    (re.compile(f"{_BLANK}+([;?!])"), "\u202f\\1"),
)


def typeset(words: str, language: str) -> str:
    """Set the spaces of a letter's words, so that a template has plain ones."""
    if language != "fr":
        return words
    for found, written in _FRENCH:
        words = found.sub(written, words)
    return words
