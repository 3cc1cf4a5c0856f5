"""What the model sees of a text: its words and letters, and what they speak of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain, pairwise
from zlib import crc32

from agent.forms.month_names import PATTERN as MONTH
from agent.replies.concepts import concepts
from agent.replies.tenses import tenses

BUCKETS = 1 << 16  # for all that is written, and as many again for all that is meant
_MOST_CHARACTERS = 4_000
_PIECES = (3, 4, 5)
_NEAR = 8  # words

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
        groups: Buckets of its words, pairs of words, pieces of words, and of what it
            means: the concepts it speaks of, alone and in pairs, which are the same
            in all languages, so that what is learned in one counts in the others.
        rules: The intents that the rules found, and what else they know.
    """

    groups: tuple[tuple[int, ...], ...]
    rules: tuple[str, ...]


def see(text: str, rules: frozenset[str]) -> Seen:
    """Reduce a text to what the model weighs."""
    words = _WORD.findall(_plain(text[:_MOST_CHARACTERS]))
    groups = (_words(words), _pairs(words), _pieces(words), _meanings(words))
    return Seen(groups, tuple(sorted(rules)))


def share_known(text: str) -> float:
    """Give the share of a text's words that stand for a concept."""
    words = [word for word in _WORD.findall(_plain(text)) if word.isalpha()]
    return sum(bool(concepts(word)) for word in words) / max(1, len(words))


def _words(words: list[str]) -> tuple[int, ...]:
    return _buckets([f"w {word}" for word in words])


def _pairs(words: list[str]) -> tuple[int, ...]:
    return _buckets([f"p {first} {second}" for first, second in pairwise(words)])


def _pieces(words: list[str]) -> tuple[int, ...]:
    padded = [f" {word} " for word in words]
    return _buckets(
        [
            f"c {word[at : at + size]}"
            for word in padded
            for size in _PIECES
            for at in range(len(word) - size + 1)
        ]
    )


def _meanings(words: list[str]) -> tuple[int, ...]:
    said = [(*concepts(word), *tenses(word)) for word in words]
    named = [f"m {one}" for each in said for one in each]
    for at, first in enumerate(said):
        behind = dict.fromkeys(chain.from_iterable(said[at + 1 : at + _NEAR]))
        named += [f"n {one} {other}" for one in first for other in behind]
    for (first, word), (second, after) in pairwise(zip(said, words, strict=True)):
        named += [f"x {one} {after}" for one in first]
        named += [f"y {word} {one}" for one in second]
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
