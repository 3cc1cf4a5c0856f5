"""Guessing: what the columns of an unknown table may hold, by their cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from agent.bank.running import Step, prove
from agent.bank.titles import ROLES, is_statement
from agent.errors import Unreadable
from agent.forms.amount import is_amount
from agent.forms.cells import Cell, Row, Table
from agent.forms.columns import decide
from agent.forms.day import readings
from agent.forms.header import Header, find_headers, header_at, some_words

_Kind = Literal["day", "amount", "text", ""]
_Columns = dict[str, tuple[int, ...]]

_WITHIN = 100
_SAMPLE = 100
_ABOVE = 3  # a line of units or an empty-looking one may stand below the titles
_MOST = 0.6


def guess(tables: Sequence[Table], line: int = 0) -> Header:
    """Find the row of titles, and say what each column seems to hold.

    Args:
        line: Of the titles, where a person knows it; 0 = find it.

    Raises:
        Unreadable: No table has columns of dates and of amounts under titles.
    """
    known = () if line else find_headers(tables, ROLES, is_statement)
    if known:
        return known[0]
    found = [header for table in tables if (header := _guess_in(table, line))]
    if not found:
        raise Unreadable(
            "no row of titles stands above a column of dates and one of amounts"
        )
    return max(found, key=lambda header: len(header.columns))


def may_be_statement(tables: Sequence[Table]) -> bool:
    """Tell whether a table under unknown titles looks like movements."""
    try:
        return is_statement(frozenset(guess(tables).columns))
    except Unreadable:
        return False


def _guess_in(table: Table, line: int) -> Header | None:
    if line:
        numbers = [row.number for row in table.rows]
        position = numbers.index(line) if line in numbers else None
    else:
        position = _titles_at(table)
    if position is None or position + 1 >= len(table.rows):
        return None
    header = header_at(table, position, ROLES)
    columns = dict(header.columns)
    kinds = _kinds(header)
    _add_days(columns, kinds)
    _add_amounts(columns, kinds, header)
    _add_text(columns, kinds, header)
    if not is_statement(frozenset(columns) - {"invoice"}):
        return None
    return Header(table, position, columns, is_english=header.is_english)


def _titles_at(table: Table) -> int | None:
    """Look above the first row of a date and an amount for titles of both."""
    for position, row in enumerate(table.rows[:_WITHIN]):
        kinds = [_kind(cell) for cell in row.cells]
        if not {"day", "amount"} <= set(kinds):
            continue
        for above in range(position - 1, max(-1, position - 1 - _ABOVE), -1):
            cells = table.rows[above].cells[: len(kinds)]
            titled = {
                kind
                for kind, cell in zip(kinds, cells, strict=False)
                if _kind(cell) == "text"
            }
            if {"day", "amount"} <= titled:
                return above
    return None


def _kind(cell: Cell) -> _Kind:
    if isinstance(cell, date):
        return "day"
    if isinstance(cell, Decimal):
        return "amount"
    if not cell:
        return ""
    if readings(cell):
        return "day"
    return "amount" if is_amount(cell) else "text"


def _kinds(header: Header) -> list[_Kind]:
    """Give what most cells of each titled column are."""
    kinds: list[_Kind] = []
    for index, title in enumerate(header.titles):
        cells = [kind for cell in _cells(header, index) if (kind := _kind(cell))]
        kinds.append(_most(cells) if title else "")
    return kinds


def _most(kinds: Sequence[_Kind]) -> _Kind:
    for kind in ("day", "amount"):
        if kinds and kinds.count(kind) >= _MOST * len(kinds):
            return kind
    return "text" if kinds else ""


def _cells(header: Header, index: int) -> Iterator[Cell]:
    for row in header.rows[:_SAMPLE]:
        if index < len(row.cells):
            yield row.cells[index]


def _free(columns: _Columns, kinds: Sequence[_Kind], kind: _Kind) -> list[int]:
    taken = {index for indices in columns.values() for index in indices}
    return [n for n, said in enumerate(kinds) if said == kind and n not in taken]


def _add_days(columns: _Columns, kinds: Sequence[_Kind]) -> None:
    free = _free(columns, kinds, "day")
    if free and not {"booked", "date"} & set(columns):
        columns["date"] = (free.pop(0),)
    if free and "value" not in columns:
        columns["value"] = (free[0],)


def _add_amounts(columns: _Columns, kinds: Sequence[_Kind], header: Header) -> None:
    if {"amount", "credit", "debit"} & set(columns):
        return
    free = _free(columns, kinds, "amount")
    money = [n for n in free if any(map(_has_cents, _cells(header, n)))] or free
    if "balance" in columns and len(money) == 1:
        columns["amount"] = (money[0],)
        return
    for amounts in money:
        for balances in money:
            if amounts != balances and _proves(header, amounts, balances):
                columns["amount"], columns["balance"] = (amounts,), (balances,)
                return
    if len(money) > 1 and _exclude_each_other(header, money[0], money[1]):
        columns["debit"], columns["credit"] = (money[0],), (money[1],)
    elif money:
        columns["amount"] = (money[0],)


def _has_cents(cell: Cell) -> bool:
    if isinstance(cell, Decimal):
        return cell != cell.to_integral_value()
    return isinstance(cell, str) and is_amount(cell) and ("," in cell or "." in cell)


def _proves(header: Header, amounts: int, balances: int) -> bool:
    pair = Header(
        header.table,
        header.position,
        {"amount": (amounts,), "balance": (balances,)},
    )
    try:
        columns = decide(pair, ("amount", "balance"), ())
        steps = []
        for row in pair.rows[:_SAMPLE]:
            value = columns.amount(row, "amount")
            if value is not None:
                steps.append(Step(row.number, value, columns.amount(row, "balance")))
    except Unreadable:
        return False
    return prove(steps).is_proven


def _exclude_each_other(header: Header, one: int, other: int) -> bool:
    rows = [row for row in header.rows[:_SAMPLE] if len(row.cells) > max(one, other)]
    return all(
        _is_empty(row, one) != _is_empty(row, other)
        for row in rows
        if "day" in map(_kind, row.cells)
    )


def _is_empty(row: Row, index: int) -> bool:
    cell = row.cells[index]
    return not cell or (is_amount(str(cell)) and not str(cell).strip("0,. €"))


def _add_text(columns: _Columns, kinds: Sequence[_Kind], header: Header) -> None:
    if "text" in columns:
        return
    lengths = {
        n: sum(len(str(cell)) for cell in _cells(header, n))
        for n in _free(columns, kinds, "text")
        if some_words([cell for cell in _cells(header, n) if cell != ""])
    }
    if lengths:
        columns["text"] = (max(lengths, key=lambda n: lengths[n]),)
