"""Wordings: what is said counts in capitals too."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from agent.forms.needed_letters import alternatives, needed_letters

_compiled = functools.cache(re.compile)
_ANY = -1
_LEAST = 5  # bytes: four of them begin at an even place of any text


@dataclass(frozen=True, slots=True)
class Possible:
    """The phrases that a text may hold, to be looked for in it or in its parts.

    Args:
        phrases: Letters that stand in the text, and the phrase that needs them.
    """

    phrases: tuple[tuple[str, re.Pattern[str]], ...]
    wording: Wording

    def __bool__(self) -> bool:
        """Tell whether the text may hold any."""
        return bool(self.phrases)

    def search(self, lower: str) -> re.Match[str] | None:
        """Find the first place in a text of lower case."""
        if not self.phrases:
            return None
        found = [
            phrase.search(lower) for letters, phrase in self.phrases if letters in lower
        ]
        return min(filter(None, found), key=re.Match.start, default=None)

    def finditer(self, lower: str) -> Iterator[re.Match[str]]:
        """Find every place in a text of lower case."""
        for letters, phrase in self.phrases:
            if letters in lower and phrase.search(lower):
                return self.wording.pattern.finditer(lower)
        return iter(())


@dataclass(frozen=True)  # without slots: what is worked out is kept
class Wording:
    """Phrases to be found in a text, whatever its case.

    Searched for in lower case: five times as quick as `re.I` (measured on notices);
    and a phrase only where letters stand in the text that it cannot do without.
    Worked out when first looked for: a program that starts needs few of them.

    Args:
        lead: A pattern that stands before every phrase.
    """

    phrases: tuple[str, ...]
    lead: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Give all phrases as one pattern."""
        return re.compile(f"{self.lead}(?:{'|'.join(self.phrases)})")

    @cached_property
    def _needed(self) -> dict[int, list[tuple[int, str]]]:
        """Give phrases by number and the letters they need, by how these begin."""
        found: dict[int, list[tuple[int, str]]] = {}
        for number, phrase in enumerate(self.phrases):
            for letters in needed_letters(phrase):
                for beginning in _beginnings(letters):
                    found.setdefault(beginning, []).append((number, letters))
        return found

    @cached_property
    def _beginnings(self) -> frozenset[int]:
        return frozenset(self._needed)

    @cached_property
    def _nothing(self) -> Possible:
        return Possible((), self)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place, as `pattern` would."""
        lower = lowered(text)
        return self._within(lower).search(lower)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every place, likewise."""
        lower = lowered(text)
        return self._within(lower).finditer(lower)

    def within(self, text: str) -> Possible:
        """Leave out what stands nowhere in a text."""
        return self._within(lowered(text))

    def _within(self, lower: str) -> Possible:
        found = [
            one
            for beginning in self._beginnings & _fours(lower)
            for one in self._needed[beginning]
            if one[1] in lower
        ]
        if not found:
            return self._nothing
        return Possible(
            tuple(
                (letters, _compiled(self.lead + self.phrases[number]))
                for number, letters in sorted(set(found))
            ),
            self,
        )


@functools.lru_cache(maxsize=8)
def _fours(text: str) -> frozenset[int]:
    """Give the four bytes at every second place as a number, and one that all texts have.

    One look into this set tells of many phrases that a text cannot hold; built once
    for a text it costs what looking for twenty words costs.
    """
    data = text.encode("utf-8", "surrogatepass")
    ends = ((start, len(data) - (len(data) - start) % 4) for start in (0, 2))
    rows = [memoryview(data)[start:end].cast("I") for start, end in ends]
    return frozenset(chain((_ANY,), *rows))


def _beginnings(letters: str) -> tuple[int, ...]:
    """Give two numbers of which a text that holds these letters has one at least."""
    data = memoryview(letters.encode("utf-8"))
    if len(data) < _LEAST:
        return (_ANY,)
    return data[:4].cast("I")[0], data[1:5].cast("I")[0]


def any_of(*phrases: str, lead: str = "") -> Wording:
    """Look for any of these phrases, written in lower case.

    Args:
        lead: A pattern that stands before every phrase.
    """
    return Wording(tuple(chain.from_iterable(map(alternatives, phrases))), lead)


def lowered(text: str) -> str:
    """Give a text in lower case and of the same length: places in it stay places."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower()[0] for one in text)  # "İ" alone becomes two, "i" first
