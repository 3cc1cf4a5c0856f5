"""Fields with labels: "Label: value", tables, and a label above its value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.bank.notices.labels import Role, role_of
from agent.bank.notices.lines import plain, sentences
from agent.bank.written import sums

_COLON = re.compile(
    r"(?:^|(?<=[;,|.)\t] )|(?<= - )|(?<=\t))([^\W\d][^:;|\t]{0,44}?) ?[:=](?=\s|$|\S)"
)
_DASHED = re.compile(r"^([^\W\d][^:;|\t\d]{0,44}?) - (.+)$")
# Words that are labels also where nothing stands between them and the value.
_BARE = re.compile(
    r"^(ordinante|mittente|causale|verwendungszweck|auftraggeber|emetteur|ordenante"
    r"|concepto|remittance information) (?=\S)"
)
_MONEY_AT_END = re.compile(
    r"^([^\W\d][^:;|\t\d€$£]{1,44}?) (?=[-+]? ?[€$£\d]|[a-z]{3} \d)"
)
_LEAST_TITLES = 2
_MOST_LINES = 400
_TAKEN: frozenset[Role] = frozenset({"remittance", "payer", "recipient"})


@dataclass(frozen=True, slots=True)
class Field:
    """A value and what its label says it is."""

    role: Role
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Read:
    """What a mail's lines hold.

    Args:
        rest: The lines without what a person wrote or is called: the provider's
            own words.
    """

    fields: tuple[Field, ...]
    rest: tuple[str, ...]


def read_rows(lines: Sequence[str]) -> Read:
    """Find the labelled fields of a mail."""
    fields: list[Field] = []
    rest: list[str] = []
    lines = lines[:_MOST_LINES]
    at = 0
    while at < len(lines):
        found, used = _at(lines, at)
        fields += found
        if not found:
            rest.append(lines[at])
        else:
            rest += _own_words(lines[at : at + used], found)
        at += used
    return Read(tuple(fields), tuple(rest))


def _at(lines: Sequence[str], at: int) -> tuple[list[Field], int]:
    """Read the fields that begin in a line; give them and how many lines they took."""
    line = lines[at]
    if "\t" in line:
        if found := list(_cells(line.split("\t"))):
            return found, 1
        return _under_titles(lines, at)
    if found := list(_inline(line)):
        return found, 1
    return _above(lines, at)


def _cells(cells: list[str]) -> Iterator[Field]:
    """Read label and value side by side."""
    cells = [cell.strip().removeprefix(":").strip() for cell in cells]
    roles = [role_of(plain(cell)) for cell in cells]
    at = 0
    while at < len(cells) - 1:
        role, value = roles[at], cells[at + 1]
        if role and value and not roles[at + 1]:
            yield Field(role, plain(cells[at]), value)
            at += 2
        elif fields := list(_inline(cells[at])):
            yield from fields
            at += 1
        else:
            at += 1
    if at < len(cells):
        yield from _inline(cells[at])


def _under_titles(lines: Sequence[str], at: int) -> tuple[list[Field], int]:
    """Read a row of titles and the row below it."""
    titles = [plain(cell).strip() for cell in lines[at].split("\t")]
    roles = [role_of(title) for title in titles]
    following = _next(lines, at)
    if sum(map(bool, roles)) < _LEAST_TITLES or following is None:
        return [], 1
    values = [cell.strip() for cell in lines[following].split("\t")]
    if len(values) != len(titles):
        return [], 1
    found = [
        Field(role, title, value)
        for role, title, value in zip(roles, titles, values, strict=True)
        if role and value
    ]
    return found, following - at + 1


def _inline(line: str) -> Iterator[Field]:
    """Read "label: value", several in a line if several."""
    marks = [
        (place, role)
        for place in _COLON.finditer(line)
        if (role := role_of(plain(place[1])))
    ]
    if not marks:
        yield from _without_colon(line)
        return
    ends = [place.start() for place, _ in marks[1:]] + [len(line)]
    for (place, role), end in zip(marks, ends, strict=True):
        value = line[place.end() : end].strip(" ;|,\t")
        if value.endswith(" -"):
            value = value[:-2]
        if place.start() > 0 and value:  # inside prose: to the end of the sentence
            value = sentences(value)[0]
        if value:
            yield Field(role, plain(place[1]), value)


def _without_colon(line: str) -> Iterator[Field]:
    flat = plain(line)
    if found := _BARE.match(flat):
        role = role_of(found[1])
        if role:
            yield Field(role, found[1], line[found.end() :].strip())
            return
    if found := _MONEY_AT_END.match(flat):
        money = list(sums(flat))
        role = role_of(found[1])
        is_all = money and not flat[money[-1].end :].strip(" .")
        if role in {"amount", "fee", "net", "balance", "day"} and is_all:
            yield Field(role, found[1], line[found.end() :].strip())
            return
    if found := _DASHED.match(line):
        role = role_of(plain(found[1]))
        if role:
            yield Field(role, plain(found[1]), found[2].strip())


def _above(lines: Sequence[str], at: int) -> tuple[list[Field], int]:
    """Read a label that stands alone above its value."""
    label = plain(lines[at]).rstrip(" :")
    role = role_of(label)
    following = _next(lines, at)
    if role is None or following is None:
        return [], 1
    value = lines[following]
    has_own = "\t" in value or any(True for _ in _inline(value))
    if has_own or role_of(plain(value).rstrip(" :")):
        return [], 1
    return [Field(role, label, value)], following - at + 1


def _next(lines: Sequence[str], at: int) -> int | None:
    """Give the next line that says something, over one blank line at most."""
    for following in (at + 1, at + 2):
        if following < len(lines) and lines[following].strip():
            return following
    return None


def _own_words(lines: Sequence[str], fields: Sequence[Field]) -> list[str]:
    """Leave out what the payer wrote and is called; the rest is the provider's."""
    text = "\n".join(lines)
    for field in fields:
        if field.role in _TAKEN:
            text = text.replace(field.value, " ", 1)
    return text.split("\n")
