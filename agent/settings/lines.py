"""Find the line on which each key of a TOML text stands.

Source: TOML 1.0.0. The text has been accepted by tomllib before, so what is read
here is known to be well formed; only places are looked for.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

Place = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_DOT = re.compile(r"[ \t]*\.[ \t]*")


def lines_of(text: str) -> dict[Place, int]:
    """Give the line, from 1, of every key, table and list entry in a TOML text."""
    return _Scanner(text).lines


def line_of(lines: dict[Place, int], place: Place) -> int:
    """Give the line of a key, else of the nearest table around it; 0 = none."""
    while place:
        if place in lines:
            return lines[place]
        place = place[:-1]
    return 0


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Place, int] = {}
        self._starts = [0] + [hit.end() for hit in re.finditer("\n", text)]
        self._counts: dict[Place, int] = {}
        self._at = 0
        table: Place = ()
        self._skip(_BLANK)
        while self._at < len(text):
            table = self._statement(table)
            self._skip(_BLANK)

    def _statement(self, table: Place) -> Place:
        """Read a header or a key with its value; give the table now current."""
        begin = self._at
        if self._take("[["):
            return self._entry(self._key(), begin)
        if self._take("["):
            table = self._resolve(self._key())
            self._note(table, begin)
            self._take("]")
            return table
        self._pair(table)
        return table

    def _entry(self, key: Place, begin: int) -> Place:
        """Read the header of one more table in a list of tables."""
        listed = (*self._resolve(key[:-1]), key[-1])
        number = self._counts.get(listed, 0)
        self._counts[listed] = number + 1
        self._note(listed, begin)
        self._note((*listed, number), begin)
        self._take("]]")
        return (*listed, number)

    def _resolve(self, key: Place) -> Place:
        """Put in, after each list of tables, the number of its last entry."""
        place: Place = ()
        for part in key:
            place = (*place, part)
            if place in self._counts:
                place = (*place, self._counts[place] - 1)
        return place

    def _pair(self, table: Place) -> None:
        begin = self._at
        place = (*table, *self._key())
        self._note(place, begin)
        self._take("=")
        self._value(place)

    def _value(self, place: Place) -> None:
        self._skip(_BLANK)
        if self._take("["):
            self._list(place)
        elif self._take("{"):
            self._inline(place)
        elif not self._skip(_STRING):
            self._skip(_SCALAR)

    def _list(self, place: Place) -> None:
        number = 0
        while not self._take("]"):
            self._note((*place, number), self._at)
            self._value((*place, number))
            number += 1
            self._take(",")

    def _inline(self, place: Place) -> None:
        while not self._take("}"):
            self._pair(place)
            self._take(",")

    def _key(self) -> Place:
        parts: list[str] = []
        while not parts or self._skip(_DOT):
            self._skip(_BLANK)
            begin = self._at
            if self._skip(_STRING):
                quoted = self.text[begin : self._at]
                parts.append(tomllib.loads(f"x = {quoted}")["x"])
            else:
                self._skip(_BARE)
                parts.append(self.text[begin : self._at])
        return tuple(parts)

    def _note(self, place: Place, at: int) -> None:
        """Remember the first line of a place and of the tables it implies."""
        line = bisect_right(self._starts, at)
        for end in range(1, len(place) + 1):
            self.lines.setdefault(place[:end], line)

    def _take(self, sign: str) -> bool:
        """Pass over blanks and the sign; tell whether it stood there."""
        found = _BLANK.match(self.text, self._at)
        at = found.end() if found else self._at
        if not self.text.startswith(sign, at):
            return False
        self._at = at + len(sign)
        self._skip(_BLANK)
        return True

    def _skip(self, pattern: re.Pattern[str]) -> bool:
        found = pattern.match(self.text, self._at)
        if not found or found.end() == self._at:
            return False
        self._at = found.end()
        return True
