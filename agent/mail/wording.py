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
        """Find the first place; its offsets are those of the text in lower case."""
        return self.pattern.search(text.lower())

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every place, likewise."""
        return self.pattern.finditer(text.lower())


def any_of(*phrases: str) -> Wording:
    """Look for any of these phrases, written in lower case."""
    return Wording(re.compile("|".join(phrases)))
