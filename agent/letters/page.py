"""Pages: a letter's paragraphs, taken from the words of a template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import css_inline

from agent.errors import Unreadable

BlockKind = Literal["words", "list", "items", "pay"]

# Facts are cleaned of control characters, so no name can forge these.
ITEMS = "\x02items\x03"
PAY = "\x02pay\x03"

_MARKER = re.compile("\x02(items|pay)\x03")
_LONGEST_SUBJECT = 140
# Gmail cuts a mail at 102 kB.
_LARGEST_HTML = 100_000

_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, one list, or the place of a table.

    Args:
        lines: Of a paragraph or list, as written; empty for a table.
    """

    kind: BlockKind
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter's subject and its words, laid out neither as text nor as HTML."""

    subject: str
    blocks: tuple[Block, ...]


def take_apart(source: str, name: str) -> Draft:
    """Read what a letter's template wrote: subject first, then paragraphs.

    Raises:
        Unreadable: The first line is no subject, or there are no words.
    """
    subject, rest = open_up(source, name)
    blocks = tuple(
        block
        for index, part in enumerate(_MARKER.split(rest))
        for block in (_paragraphs(part) if index % 2 == 0 else _marked(part))
    )
    if not any(block.kind == "words" for block in blocks):
        raise Unreadable(f"{name} line 2: it has a subject and no words; write them")
    return Draft(subject, blocks)


def open_up(source: str, name: str) -> tuple[str, str]:
    """Part what a template wrote into its subject and the rest.

    Raises:
        Unreadable: The first line is no subject.
    """
    first, _, rest = source.lstrip("\n").partition("\n")
    label, _, subject = first.partition(":")
    if label.strip().lower() != "subject" or not subject.strip():
        raise Unreadable(f'{name} line 1: begin with "Subject: " and the subject')
    return _shorten(subject), rest


def tidy(text: str) -> str:
    """Give text without blanks at line ends and with single empty lines."""
    lines = re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def inline(html: str) -> str:
    """Write the rules of a page into its elements; media queries stay rules.

    Returns:
        Empty where mail programs would cut the page: the text is the letter then.
    """
    inlined = _INLINER.inline(re.sub(r"\n\s*", "\n", html).strip())
    return inlined if len(inlined.encode()) < _LARGEST_HTML else ""


def _marked(name: str) -> tuple[Block, ...]:
    return (Block("items") if name == "items" else Block("pay"),)


def _paragraphs(text: str) -> tuple[Block, ...]:
    return tuple(
        Block("list", tuple(line.removeprefix("- ") for line in lines))
        if is_list
        else Block("words", tuple(lines))
        for paragraph in re.split(r"\n\s*\n", text)
        for is_list, lines in groupby(_lines(paragraph), _is_entry)
    )


def _lines(paragraph: str) -> list[str]:
    return [line.strip() for line in paragraph.splitlines() if line.strip()]


def _is_entry(line: str) -> bool:
    return line.startswith("- ")


def _shorten(subject: str) -> str:
    words = " ".join(subject.split())
    if len(words) <= _LONGEST_SUBJECT:
        return words
    return words[: _LONGEST_SUBJECT - 1].rstrip() + "…"
