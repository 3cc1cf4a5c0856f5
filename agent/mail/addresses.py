"""Addresses and message ids in header values; linear on any input."""

from __future__ import annotations

import re
from functools import lru_cache

from agent.mail.headers import decode_words

_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.|\\\Z)*+(?:"|\Z)|<[^<>]*>?|[(),;:]|[^\s"<(),;:]+|\s+|.', re.S
)
_ESCAPE = re.compile(r"\\(.)", re.S)
_BRACKETED = re.compile(r"<([^<>]*)>")
_MAX_IDS = 200
_MAX_ADDRESSES = 2000
_SHORT = 200


def addresses(value: str) -> tuple[tuple[str, str], ...]:
    """Split an address list into display names and addresses.

    Args:
        value: Unfolded, encoded words still encoded: they may hold commas.

    Returns:
        Pairs of decoded name and address in lower case; an entry without "@"
        keeps its word as the address.
    """
    return _remembered(value) if len(value) <= _SHORT else _split(value)


def _split(value: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    words: list[str] = []
    bracket: str | None = None
    depth = 0
    for piece in (*_TOKEN.findall(value[: 64 * 1024]), ","):
        if piece in "()":
            depth = depth + 1 if piece == "(" else max(0, depth - 1)
        elif depth:
            continue
        elif piece in {",", ";"}:
            _keep(found, words, bracket)
            words, bracket = [], None
            if len(found) >= _MAX_ADDRESSES:
                break
        elif piece == ":":
            words = []
        elif piece.startswith("<"):
            bracket = piece.strip("<> \t")
        else:
            words.append(piece)
    return tuple(found)


# The same few people write, and always to us.
_remembered = lru_cache(maxsize=512)(_split)


def _keep(found: list[tuple[str, str]], words: list[str], bracket: str | None) -> None:
    name = "".join(_plain(word) for word in words).strip()
    if bracket is None:
        name, bracket = "", "".join(words)
    address = re.sub(r"\s+", "", bracket).strip("<>'\"").lower()
    address = address.removeprefix("mailto:")
    if address:
        found.append((decode_words(name)[:300], address[:320]))


def _plain(word: str) -> str:
    if word.startswith('"'):
        return _ESCAPE.sub(r"\1", word[1:].removesuffix('"'))
    return word


def ids(value: str) -> tuple[str, ...]:
    """Give the message ids of a value, without brackets, repeats dropped."""
    found = [one.strip() for one in _BRACKETED.findall(value)]
    if not found:
        found = [word.strip("<>;,") for word in value.split() if "@" in word]
    return tuple(dict.fromkeys(one for one in found if one))[-_MAX_IDS:]
