"""Headers: find the row that names the columns, and what each column is."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.errors import ConfigError
from agent.forms.amount import is_amount
from agent.forms.cells import Cell, Row, Table, shown
from agent.forms.day import readings
from agent.forms.words import fold

Holds = Callable[[Sequence[Cell]], bool]

_UNITS = re.compile(
    r"\((?:in )?(?:€|eur|euro|chf|gbp|usd)\)|\bin (?:eur|euro|chf|gbp|usd)\b|€", re.I
)
_FILL = frozenset(
    (
        *("di", "del", "dell", "della", "de", "la", "il", "the", "of"),
        *("eur", "euro", "euros", "utc"),
    )
)
HEADER_WITHIN = 60
_SAMPLE = 200


@dataclass(frozen=True, slots=True)
class Role:
    """Say by which titles a kind of column is known.

    Args:
        english: Titles of English exports, as `titles` writes them.
        other: Titles of all other languages.
        beginnings: First words that will do where no title fits whole.
        holds: Judges the filled cells below; settles titles with two meanings. A
            column without any passes.
        may_repeat: Several columns may have this role.
    """

    english: frozenset[str]
    other: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    holds: Holds | None = None
    may_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A table whose columns are known.

    Args:
        position: Index of the header in `table.rows`.
        columns: For each role found the indices of its columns, leftmost first.
        rivals: Titles that claim a role already taken: which one is meant is
            not certain.
        is_english: No title of another language was seen.
    """

    table: Table
    position: int
    columns: Mapping[str, tuple[int, ...]]
    rivals: tuple[str, ...] = ()
    is_english: bool = True

    @property
    def titles(self) -> tuple[str, ...]:
        """Give the header's own cells."""
        return self.table.rows[self.position].texts

    @property
    def preamble(self) -> tuple[Row, ...]:
        """Give the rows before the header."""
        return self.table.rows[: self.position]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give the rows after the header, without repetitions of it."""
        own = self.table.rows[self.position].cells
        below = self.table.rows[self.position + 1 :]
        return tuple([row for row in below if row.cells != own])


def titles(words: str) -> frozenset[str]:
    """Take titles written in one string, parted by "|"."""
    return frozenset(_plain(title) for title in words.split("|"))


def some_amounts(cells: Sequence[Cell]) -> bool:
    """Tell whether any cell is an amount."""
    return any(not isinstance(c, str) or is_amount(c) for c in cells)


def some_days(cells: Sequence[Cell]) -> bool:
    """Tell whether any cell is a date."""
    return any(readings(shown(cell)) for cell in cells)


def some_codes(cells: Sequence[Cell]) -> bool:
    """Tell whether any cell is a currency code."""
    return any(re.fullmatch("[A-Z]{3}", shown(cell)) for cell in cells)


def some_words(cells: Sequence[Cell]) -> bool:
    """Tell whether the cells say anything but short codes of digits."""
    return any(re.search(r"[^\W\d_]|\d{4}|\d\W+\d", shown(cell)) for cell in cells)


def check_named(named: Mapping[str, str], roles: Mapping[str, Role]) -> None:
    """Check the operator's own titles against the roles there are.

    Raises:
        ConfigError: There is no such role.
    """
    for role in named:
        if role not in roles:
            near = difflib.get_close_matches(role, roles, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ConfigError(f"columns: no column is called {role!r}{hint}")


def find_headers(
    tables: Sequence[Table],
    roles: Mapping[str, Role],
    is_enough: Callable[[frozenset[str]], bool],
    named: Mapping[str, str] | None = None,
) -> tuple[Header, ...]:
    """Find the row that names most columns among the first of each table.

    Args:
        tables: Sheets, or readings of one text file: of these only the best one
            is right.
        is_enough: Judges the roles found: without these it is no such table.
        named: Titles the operator gave, by role; all of them must be there.
    """
    found = [_find_header(table, roles, is_enough, named or {}) for table in tables]
    headers = [header for header in found if header]
    sheets = [header for header in headers if header.table.sheet]
    return tuple(sheets or sorted(headers, key=lambda h: -len(h.columns))[:1])


def header_at(table: Table, position: int, roles: Mapping[str, Role]) -> Header:
    """Take a row for the titles, and know those of its columns that can be known."""
    header = _read_header(table, position, table.rows[position], roles, {})
    assert header is not None, "no title was asked for"
    return header


def _find_header(
    table: Table,
    roles: Mapping[str, Role],
    is_enough: Callable[[frozenset[str]], bool],
    named: Mapping[str, str],
) -> Header | None:
    best: Header | None = None
    for position, row in enumerate(table.rows[:HEADER_WITHIN]):
        header = _read_header(table, position, row, roles, named)
        found = frozenset(header.columns) if header else frozenset()
        if is_enough(found) and (best is None or len(found) > len(best.columns)):
            best = header
    return best


def _read_header(
    table: Table,
    position: int,
    row: Row,
    roles: Mapping[str, Role],
    named: Mapping[str, str],
) -> Header | None:
    taken: dict[int, str] = {}
    for role, title in named.items():
        wanted = [i for i, text in enumerate(row.texts) if fold(text) == fold(title)]
        if not wanted:
            return None
        taken[wanted[0]] = role
    below = table.rows[position + 1 : position + 1 + _SAMPLE]
    for index, text in enumerate(row.texts):
        role = "" if index in taken else _role_of(text, index, below, roles)
        if role and role not in named:
            taken[index] = role
    return _arrange(table, position, taken, roles)


def _arrange(
    table: Table,
    position: int,
    taken: Mapping[int, str],
    roles: Mapping[str, Role],
) -> Header:
    texts = table.rows[position].texts
    columns: dict[str, tuple[int, ...]] = {}
    rivals = []
    for index, role in sorted(taken.items()):
        others = columns.get(role, ())
        if not others or roles[role].may_repeat:
            columns[role] = (*others, index)
        elif not _say_the_same(table.rows[position + 1 :], others[0], index):
            rivals.append(texts[index])
    foreign = (
        _plain(texts[index]) in roles[role].other - roles[role].english
        for index, role in taken.items()
    )
    return Header(table, position, columns, tuple(rivals), not any(foreign))


def _say_the_same(rows: Sequence[Row], one: int, other: int) -> bool:
    """Tell whether two columns hold the same, as the currency of two amounts."""
    return all(
        row.cells[one] == row.cells[other]
        for row in rows[:_SAMPLE]
        if len(row.cells) > max(one, other)
    )


def _role_of(
    text: str, index: int, below: Sequence[Row], roles: Mapping[str, Role]
) -> str:
    plain = _plain(text)
    if not plain:
        return ""
    named = [
        name
        for name, role in roles.items()
        if plain in role.english or plain in role.other
    ]
    if " " in plain:
        named += [
            name
            for name, role in roles.items()
            if role.beginnings and plain.startswith(_followed(role.beginnings))
        ]
    if not named:
        return ""
    cells = [row.cells[index] for row in below if index < len(row.cells)]
    filled = [cell for cell in cells if cell != ""]
    for name in named:
        holds = roles[name].holds
        if not filled or holds is None or holds(filled):
            return name
    return ""


@lru_cache(maxsize=256)
def _followed(beginnings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{start} " for start in beginnings)


# Every format asks for the titles of the same first rows.
@lru_cache(maxsize=4096)
def _plain(title: str) -> str:
    words = fold(_UNITS.sub(" ", title)).split()
    return " ".join(word for word in words if word not in _FILL)
