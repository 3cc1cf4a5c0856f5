"""Teaching: a guess at a table's columns, changed as a person says, and tried."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from agent.bank.formats.columns import refuse_unsigned, taught_format
from agent.bank.guessing import guess
from agent.bank.layouts import decided, layout_of, mark_of, taught_header
from agent.bank.titles import DAYS, ROLES
from agent.errors import Refused, Unreadable
from agent.forms.cells import Table
from agent.forms.columns import days_written
from agent.forms.day import readings
from agent.forms.header import Header
from agent.forms.table import read_tables
from agent.forms.words import fold
from agent.model.layout import Column, Layout, Lesson, Wishes
from agent.model.payment import Statement

_SHOWN = 3
# Naming one of these takes back what stands against it.
_AGAINST = {
    "amount": ("credit", "debit"),
    "credit": ("amount", "sign", "type"),
    "debit": ("amount", "sign", "type"),
    "sign": ("type", "credit", "debit"),
}


def lesson(data: bytes, name: str, wishes: Wishes, known: Sequence[Layout]) -> Lesson:
    """Read a table as it is known or guessed, and as a person wishes.

    Raises:
        Unreadable: It is no table of dates and amounts, or one without signs.
        Refused: A wish names a column that is not there.
    """
    try:
        tables = read_tables(data)
        refuse_unsigned(tables)
        header, taught = _header(tables, wishes, known)
        header = _as_wished(header, wishes)
        said = Layout(
            taught.mark,
            taught.titles,
            header.columns,
            taught.is_day_first if wishes.is_day_first is None else wishes.is_day_first,
            wishes.decimal_mark or taught.decimal_mark,
        )
        layout = layout_of(decided(header, said), said)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error
    statements, doubts = _tried(data, name, layout)
    return Lesson(
        layout=layout,
        is_known=any(each.mark == layout.mark for each in known),
        is_order_open=layout.is_day_first is None and _is_order_open(header),
        line=header.table.rows[header.position].number,
        columns=tuple(_columns(header)),
        statements=statements,
        doubts=doubts,
    )


def _header(
    tables: Sequence[Table], wishes: Wishes, known: Sequence[Layout]
) -> tuple[Header, Layout]:
    layouts = {} if wishes.line else {layout.mark: layout for layout in known}
    for table in tables:
        if found := taught_header(table, layouts):
            return found
    header = guess(tables, wishes.line)
    return header, Layout(mark_of(header.titles), header.titles, header.columns)


def _as_wished(header: Header, wishes: Wishes) -> Header:
    columns = dict(header.columns)
    named: dict[str, tuple[int, ...]] = {}
    for role, title in wishes.columns:
        places: tuple[int, ...] = (_place(header, title),) if title else ()
        is_more = bool(places) and ROLES[role].may_repeat
        named[role] = (*named.get(role, ()), *places) if is_more else places
    taken = {place for places in named.values() for place in places}
    for role in list(columns):
        columns[role] = tuple(place for place in columns[role] if place not in taken)
    for role, places in named.items():
        columns[role] = places
        for other in _AGAINST.get(role, ()) if places else ():
            if other not in named:
                columns.pop(other, None)
    kept = {role: places for role, places in columns.items() if places}
    return Header(header.table, header.position, kept, is_english=header.is_english)


def _place(header: Header, title: str) -> int:
    found = [n for n, each in enumerate(header.titles) if fold(each) == fold(title)]
    if found:
        return found[0]
    if title.isdigit() and 1 <= int(title) <= len(header.titles):
        return int(title) - 1
    near = difflib.get_close_matches(title, [t for t in header.titles if t], n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"there are {_all(header)}"
    raise Refused(f"no column is titled {title!r}; {hint}")


def _all(header: Header) -> str:
    return ", ".join(title for title in header.titles if title)


def _is_order_open(header: Header) -> bool:
    written = days_written(header, DAYS)
    return any(len(set(readings(text).values())) > 1 for text in written)


def _tried(
    data: bytes, name: str, layout: Layout
) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    try:
        statements = taught_format((layout,)).read(data, name)
    except Unreadable as error:
        return (), (str(error),)
    doubts = dict.fromkeys(doubt for each in statements for doubt in each.doubts)
    return statements, tuple(doubts)


def _columns(header: Header) -> list[Column]:
    roles = {n: role for role, places in header.columns.items() for n in places}
    columns = []
    for place, title in enumerate(header.titles):
        cells = (row.texts[place] for row in header.rows[:99] if place < len(row.cells))
        filled = [cell for cell in cells if cell]
        if title or filled:
            role = roles.get(place, "")
            columns.append(Column(place + 1, title, role, tuple(filled[:_SHOWN])))
    return columns
