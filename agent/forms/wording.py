"""Wordings: what is said counts in capitals too."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from re import _parser  # type: ignore[attr-defined]  # it knows what a pattern asks for
from typing import Any

# An escaped sign, a class of signs, or one sign of a pattern.
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_LEAST = 4  # letters; shorter ones stand in every text


_compiled = functools.cache(re.compile)


@functools.cache
def _letters_of(phrase: str) -> tuple[str, ...]:
    return _needles(_parser.parse(phrase))


@dataclass(frozen=True)  # without slots: what is worked out is kept
class Wording:
    """Phrases to be found in a text, whatever its case.

    Searched for in lower case: five times as quick as `re.I` (measured on notices);
    and a phrase only where letters stand in the text that it cannot do without.
    Worked out when first looked for: a program that starts needs few of them.
    """

    phrases: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Give all phrases as one pattern."""
        return re.compile("|".join(self.phrases))

    @cached_property
    def _needed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Give each with letters of which its every match holds some; none = any."""
        return tuple((one, _letters_of(one)) for one in self.phrases)

    def search(self, text: str) -> re.Match[str] | None:
        """Find the first place, as `pattern` would."""
        lower = lowered(text)
        found = (_compiled(phrase).search(lower) for phrase in self._possible(lower))
        return min(filter(None, found), key=re.Match.start, default=None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find every place, likewise."""
        lower = lowered(text)
        possible = next(self._possible(lower), None)
        return iter(()) if possible is None else self.pattern.finditer(lower)

    def within(self, text: str) -> Wording:
        """Leave out what stands nowhere in a text whose parts will be looked through."""
        return Wording(tuple(self._possible(lowered(text))))

    def _possible(self, lower: str) -> Iterator[str]:
        for phrase, needles in self._needed:
            if not needles or any(needle in lower for needle in needles):
                yield phrase


def any_of(*phrases: str) -> Wording:
    """Look for any of these phrases, written in lower case."""
    return Wording(tuple(each for one in phrases for each in _alternatives(one)))


def _alternatives(phrase: str) -> list[str]:
    """Take a pattern apart where it says "or" outside of all brackets."""
    found, depth = [""], 0
    for piece in _PIECE.findall(phrase):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return found


def _needles(parsed: Iterable[Any]) -> tuple[str, ...]:
    """Give letters in a row of which every match holds some; none if too few."""
    found: list[tuple[str, ...]] = []
    runs = [""]
    for what, said in parsed:
        if str(what) == "LITERAL":
            runs[-1] += chr(said)
            continue
        runs.append("")
        if str(what) == "SUBPATTERN":
            found.append(_needles(said[-1]))
        elif str(what) == "BRANCH":
            each = [_needles(one) for one in said[1]]
            found.append(tuple(chain.from_iterable(each)) if all(each) else ())
    found += [(run,) for run in runs]
    best = max(found, key=lambda some: min(map(len, some), default=0))
    return best if best and min(map(len, best)) >= _LEAST else ()


def lowered(text: str) -> str:
    """Give a text in lower case and of the same length: places in it stay places."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
