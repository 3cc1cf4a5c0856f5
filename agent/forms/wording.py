"""Wordings: what is said counts in capitals too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """Phrases to be found in a text, whatever its case.

    Searched for in lower case: five times as quick as `re.I` (measured on notices).
    """

    pattern: re.Pattern[str]

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place."""
        return self.pattern.search(lowered(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every place, likewise."""
        return self.pattern.finditer(lowered(text))


def any_of(*phrases: str) -> Wording:
    """Look for any of these phrases, written in lower case."""
    return Wording(re.compile("|".join(phrases)))


def lowered(text: str) -> str:
    """Give a text in lower case and of the same length: places in it stay places."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
