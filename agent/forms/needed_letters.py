"""Letters a pattern cannot do without: where none stands, it need not be tried."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

# An escaped sign, a class, the beginning of a group, how often, or one sign.
_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|P<\w+>|[\w-]+:))?"
    r"|(?:[?*+]|\{[\d,]+\})[?+]?|.",
    re.DOTALL,
)
_AROUND = ("(?=", "(?!", "(?<")
_LEAST = 2  # one letter stands in every text
_NOTHING: tuple[str, ...] = ("",)


def alternatives(pattern: str) -> list[str]:
    """Take a pattern apart where it says "or" outside of all brackets."""
    found, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        depth += (piece[0] == "(") - (piece == ")")
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return found


def needed_letters(pattern: str) -> tuple[str, ...]:
    """Give letters in a row of which every match holds some; ("",) if too few."""
    return _group(iter(_PIECE.findall(pattern)))


def _group(pieces: Iterator[str]) -> tuple[str, ...]:
    """Read to the end of a group: one row at least of each of its alternatives."""
    options: list[tuple[str, ...]] = []
    rows, run = [_NOTHING], ""
    for piece in chain(pieces, ")"):
        if _is_letter(piece):
            run += piece[-1]
            continue
        if piece[0] in "?*{":  # what stands before it may be missing
            if run:
                run = run[:-1]
            else:
                rows.pop()
        rows.append((run,))
        run = ""
        if piece in {"|", ")"}:
            options.append(_surest(rows))
            rows = [_NOTHING]
            if piece == ")":
                break
        elif piece[0] == "(":
            inner = _group(pieces)
            rows.append(_NOTHING if piece.startswith(_AROUND) else inner)
        else:
            rows.append(_NOTHING)
    return tuple(chain.from_iterable(options)) if all(map(all, options)) else _NOTHING


def _is_letter(piece: str) -> bool:
    if len(piece) == 1:
        return piece not in ".^$|()?*+"
    return piece[0] == "\\" and not piece[1].isalnum()


def _surest(rows: list[tuple[str, ...]]) -> tuple[str, ...]:
    """Choose the rows of which the shortest is the longest."""
    best = max(rows, key=lambda some: min(map(len, some)))
    return best if min(map(len, best)) >= _LEAST else _NOTHING
