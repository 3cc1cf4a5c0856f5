"""SWIFT text: the fields of MT messages, whatever a bank wraps around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TAG = re.compile(r"[ \t]*:(\d\d[A-Z]?|NS):")
_KNOWN = ("13", "20", "21", "25", "28", "34", "60", "61", "62", "64", "65", "86", "90")
_ENVELOPE = re.compile(r"\s*(?:-\}|\{[1-5S]:)")
_END = re.compile(r"-(?:[A-Z]{3})?|-\}.*")
_TRAILER = re.compile(r"-\}(?:\{5:.*)?\s*")
_TEXT_BLOCK = "{4:"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a message.

    Args:
        number: Of its first line in the file.
        lines: Its text as wrapped by the bank, without the tag and trailing blanks.
    """

    tag: str
    number: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give the whole text, with its line breaks."""
        return "\n".join(self.lines)


def text_lines(text: str) -> tuple[str, ...]:
    """Give the lines of a file without the blocks and headers around the messages.

    Returns:
        As many lines as the file has; empty where there was only an envelope.
    """
    if "@@:" in text:  # FinTS of the nineties wrote it for a line break
        text = text.replace("@@", "\n")
    is_inside = False
    kept = []
    for written in re.split(r"\r\n|\n|\r", text):
        line = _without_envelope(written.rstrip())
        begins = _is_tag(line)
        is_inside = begins or (is_inside and not _is_envelope(written))
        kept.append(line.lstrip() if begins else line if is_inside else "")
    return tuple(kept)


def _without_envelope(line: str) -> str:
    if _ENVELOPE.match(line):
        return line.partition(_TEXT_BLOCK)[2].strip()
    return line[: ended.start()] if (ended := _TRAILER.search(line)) else line


def _is_envelope(line: str) -> bool:
    return bool(_ENVELOPE.match(line) or _END.fullmatch(line.strip()))


def _is_tag(line: str) -> bool:
    found = _TAG.match(line)
    return bool(found) and (found[1] == "NS" or found[1][:2] in _KNOWN)  # type: ignore[index]


def fields(lines: Sequence[str]) -> Iterator[Field]:
    """Take the fields out of the lines that `text_lines` gives."""
    starts = [at for at, line in enumerate(lines) if _is_tag(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
        tag, _, first = lines[start][1:].partition(":")
        rest = list(lines[start + 1 : end])
        while rest and not rest[-1]:
            rest.pop()
        yield Field(tag, start + 1, (first, *rest))


def messages(found: Sequence[Field]) -> tuple[tuple[Field, ...], ...]:
    """Part the fields into messages: one begins at `:20:`, or at a second account."""
    parted: list[list[Field]] = []
    has_account = False
    for field in found:
        is_account = field.tag[:2] == "25"
        if not parted or field.tag == "20" or (is_account and has_account):
            parted.append([])
            has_account = False
        has_account = has_account or is_account
        parted[-1].append(field)
    return tuple(tuple(message) for message in parted)
