"""The new words of a mail: without quotation, our own letter, signature, disclaimer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.forms.html_text import as_text, has
from agent.forms.words import fold
from agent.model.message import Parts
from agent.replies.quotes import (
    CARD,
    CLOSING,
    DISCLAIMER,
    HEADERS,
    MATTERS,
    MOBILE,
    NOT_HIS,
    ORIGINAL,
    QUOTE_BEGINS,
    QUOTED,
    QUOTED_LINES,
    WROTE,
)

_TITLES = frozenset(
    (
        "dott",
        "dott ssa",
        "ing",
        "avv",
        "rag",
        "geom",
        "arch",
        "sig",
        "sig ra",
        "dr",
        "mr",
        "mrs",
        "ms",
        "von",
        "de",
        "di",
    )
)
_MOST = 64 * 1024
_MOST_LEVELS = 20
_LONG_LINE = 20
_OPENING = 3
_CARD_LINES = 8
_NAME_WORDS = 5
_CARD_WORDS = 8


@dataclass(frozen=True, slots=True)
class NewText:
    """The new words.

    Args:
        is_whole: Nothing was left after cutting, so this is all of the mail:
            a person should look.
    """

    text: str
    is_whole: bool = False


def extract(parts: Parts, our_letter: str = "") -> NewText:
    """Give the words the writer added, and whether cutting had to be undone.

    Args:
        our_letter: The text of the letter it answers; empty if unknown.
    """
    source = _source(parts)[:_MOST]
    lines = _without_letter(_own_lines(source), our_letter)
    kept = _tidy(_without_signature(lines, parts.sender_name))
    if kept:
        return NewText(kept)
    with_signature = _tidy(lines)
    if with_signature:
        return NewText(with_signature)
    whole = _tidy(parts.text[:_MOST].split("\n"))
    return NewText(whole, is_whole=bool(whole))


def _source(parts: Parts) -> str:
    """Choose the HTML where its structure tells quotation from words."""
    marks = f"{NOT_HIS}, {QUOTE_BEGINS}, blockquote"
    if parts.html and has(parts.html, marks):
        text = as_text(parts.html, drop=NOT_HIS, stop=QUOTE_BEGINS)
        if text.strip():
            return text
    return parts.text.replace("\r", "").replace("\xa0", " ")


def _own_lines(text: str) -> list[str]:
    """Drop what is quoted; answers between quoted lines stay, in their order."""
    text = _before_original(text)
    text = _without_wrote(text)
    return QUOTED_LINES.sub("", f"\n{text}")[1:].split("\n")


def _before_original(text: str) -> str:
    """Cut at the first separator, unless nothing stands before it."""
    places = [
        found.start()
        for found in (ORIGINAL.search(f"\n{text}"), HEADERS.search(f"\n{text}"))
        if found
    ]
    for place in sorted(places):
        if text[:place].strip(" \t\n_-"):
            return text[:place]
    return text


def _without_wrote(text: str) -> str:
    """Drop "X wrote:", and all that follows where the quotation bears no marks."""
    for _ in range(_MOST_LEVELS):
        found = WROTE.search(f"\n{text}")
        if not found:
            break
        before, rest = text[: found.start()], text[found.end() - 1 :]
        is_marked = any(QUOTED.match(line) for line in rest.split("\n"))
        if not is_marked:
            return before if before.strip() else rest
        text = before + rest
    return text


def _without_letter(lines: list[str], our_letter: str) -> list[str]:
    """Drop the lines that our own letter holds too, wherever they were wrapped.

    A short line, such as a greeting, goes only beside a long one of ours.
    """
    letter = fold(our_letter)
    if not letter:
        return lines
    ours = [plain for line in our_letter.split("\n") if (plain := fold(line))]
    opening, all_ours = frozenset(ours[:_OPENING]), frozenset(ours)
    kept: list[str] = []
    is_inside = False
    for line in lines:
        plain = fold(line)
        if len(plain) >= _LONG_LINE and plain in letter:
            is_inside = True
            _drop_opening(kept, opening)
        elif not (is_inside and (plain in all_ours or not plain)):
            is_inside = False
            kept.append(line)
    return kept


def _drop_opening(kept: list[str], opening: frozenset[str]) -> None:
    while kept and (not kept[-1].strip() or fold(kept[-1]) in opening):
        kept.pop()


def _without_signature(lines: list[str], sender_name: str) -> list[str]:
    """Cut signature, advertisement of the program and disclaimer from the end."""
    for at, line in enumerate(lines):
        if line.rstrip() in {"--", "-- ", "—", "__"} or MOBILE.match(line):
            lines = lines[:at]
            break
        if DISCLAIMER.match(line) and (at == 0 or not lines[at - 1].strip() or at > 1):
            lines = lines[:at]
            break
    return _without_card(lines, sender_name)


def _without_card(lines: list[str], sender_name: str) -> list[str]:
    """Drop name and card behind the last words; a closing formula stays."""
    names = {word for word in fold(sender_name).split() if len(word) > len("de")}
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    start = max(first + 1, len(lines) - 2 * _CARD_LINES)
    card = len(lines)
    while card > start and _is_card(lines[card - 1]):
        card -= 1
    for at in range(card, len(lines)):
        if CLOSING.match(lines[at - 1]) or _names(lines[at], names):
            return lines[:at]
        if CARD.search(lines[at]):
            return lines[:at]
    return lines


def _is_card(line: str) -> bool:
    """Tell a line that may stand on a visiting card, not in a sentence."""
    words = line.split()
    if MATTERS.search(line):
        return False
    if not words or CARD.search(line):
        return True
    return len(words) <= _CARD_WORDS and not re.search(r"[!?]\s*$", line)


def _names(line: str, names: set[str]) -> bool:
    """Tell a line that holds the writer's name and nothing like a sentence."""
    words = line.split()
    if len(words) > _NAME_WORDS or not set(fold(line).split()) & names:
        return False
    return all(word[0].isupper() or fold(word) in _TITLES for word in words)


def _tidy(lines: list[str]) -> str:
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()
