"""What the model sees of a text: its words and letters, and what they speak of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, pairwise
from zlib import crc32

from agent.forms.month_names import PATTERN as MONTH
from agent.replies.concepts import concepts

BUCKETS = 1 << 15  # for the words and letters, and as many again for the meanings
_MOST_CHARACTERS = 4_000
_PIECES = (3, 4, 5)
_NEAR = 5  # words

# What differs from mail to mail and means the same.
_SHAPES = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", " xmailx "),
        (r"https?://\S+|\bwww\.\S+", " xlinkx "),
        (r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?\b", " xibanx "),
        (
            r"[€$£] ?\d[\d.,']*|\b\d[\d.,']* ?(?:€|£|\$|eur[o]?s?\b)",
            " xamountx ",
        ),
        (r"\b\d{1,2}[./-]\d{1,2}(?:[./-]\d{2,4})?\b", " xdayx "),
        (rf"\b\d{{1,2}}\.? (?:de )?{MONTH}\b", " xdayx "),
        (r"\d", "0"),
    )
)
_WORD = re.compile(r"\w+|[?!]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a text the model weighs.

    Args:
        letters: Buckets of its words, pairs of words and pieces of words.
        meanings: Buckets of the concepts it speaks of, alone and in pairs. They are
            the same in all languages: what is learned in one counts in the others.
        rules: The intents that the rules found, and what else they know.
    """

    letters: tuple[int, ...]
    meanings: tuple[int, ...]
    rules: tuple[str, ...]


def see(text: str, rules: frozenset[str]) -> Seen:
    """Reduce a text to what the model weighs."""
    words = _WORD.findall(_plain(text[:_MOST_CHARACTERS]))
    return Seen(_letters(words), _meanings(words), tuple(sorted(rules)))


def share_known(text: str) -> float:
    """Give the share of a text's words that stand for a concept."""
    words = [word for word in _WORD.findall(_plain(text)) if word.isalpha()]
    return sum(bool(concepts(word)) for word in words) / max(1, len(words))


def _letters(words: list[str]) -> tuple[int, ...]:
    named = [f"w {word}" for word in words]
    named += [f"p {first} {second}" for first, second in pairwise(words)]
    for word in words:
        padded = f" {word} "
        named += [
            f"c {padded[at : at + size]}"
            for size in _PIECES
            for at in range(len(padded) - size + 1)
        ]
    return _buckets(named)


def _meanings(words: list[str]) -> tuple[int, ...]:
    said = [concepts(word) for word in words]
    named = [f"m {one}" for each in said for one in each]
    for at, first in enumerate(said):
        behind = dict.fromkeys(chain.from_iterable(said[at + 1 : at + _NEAR]))
        named += [f"n {one} {other}" for one in first for other in behind]
    return tuple([BUCKETS + at for at in _buckets(named)])


def _buckets(named: list[str]) -> tuple[int, ...]:
    return tuple(sorted({crc32(name.encode()) % BUCKETS for name in named}))


def _plain(text: str) -> str:
    """Take off capitals and accents, and give what varies one shape."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    plain = "".join(part for part in parts if not unicodedata.combining(part))
    for pattern, word in _SHAPES:
        plain = pattern.sub(word, plain)
    return plain
