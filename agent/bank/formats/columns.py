"""Tables: statements as CSV, TSV, XLSX, XLS or ODS with titles over the columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from agent.bank.edges import day_of
from agent.bank.layouts import decided, taught_header
from agent.bank.movements import Movements, read_movements
from agent.bank.preamble import account_in, currency_in, period_in
from agent.bank.statement import StatementFormat, balance_doubt
from agent.bank.suspicions import kinds, suspicions
from agent.bank.titles import ROLES, is_statement
from agent.errors import Unreadable
from agent.forms.cells import Table
from agent.forms.columns import Columns
from agent.forms.header import Header, check_named, find_headers
from agent.forms.table import read_beginning, read_tables
from agent.forms.words import fold
from agent.model.layout import Layout
from agent.model.money import Money
from agent.model.payment import BankLine, Statement

# An export of Italian banks whose amounts carry no signs at all.
_UNSIGNED_EXPORT = "elencoentrateusciteandamento"
_TITLE_WITHIN = 10


def columns_format(named: Mapping[str, str]) -> StatementFormat:
    """Make a format for a bank whose titles the operator names.

    Args:
        named: Titles as the file writes them, by role (`agent.bank.titles.ROLES`).

    Raises:
        ConfigError: There is no such role.
    """
    check_named(named, ROLES)
    return StatementFormat(
        "CSV, XLSX, XLS, ODS",
        partial(_claims, named=named),
        partial(_read, named=named),
    )


def taught_format(layouts: Sequence[Layout]) -> StatementFormat:
    """Make a format for the tables whose columns a person explained."""
    by_mark = {layout.mark: layout for layout in layouts}
    return StatementFormat(
        "taught tables",
        partial(_claims_taught, layouts=by_mark),
        partial(_read, named={}, layouts=by_mark),
    )


def _claims_taught(data: bytes, _name: str, layouts: Mapping[str, Layout]) -> bool:
    try:
        tables = read_beginning(data)
    except Unreadable:
        return False
    return any(taught_header(table, layouts) for table in tables)


def _claims(data: bytes, _name: str, named: Mapping[str, str]) -> bool:
    try:
        tables = read_beginning(data)
    except Unreadable:
        return False
    return _is_unsigned(tables) or bool(_headers(tables, named))


def _read(
    data: bytes,
    name: str,
    named: Mapping[str, str],
    layouts: Mapping[str, Layout] | None = None,
) -> tuple[Statement, ...]:
    tables = read_tables(data)
    try:
        refuse_unsigned(tables)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error
    taught = [
        found for table in tables if (found := taught_header(table, layouts or {}))
    ]
    read = {header.table.sheet for header, _ in taught}
    others = tuple(table for table in tables if table.sheet not in read)
    headers = (*taught, *((header, None) for header in _headers(others, named)))
    read |= {header.table.sheet for header, _ in headers}
    left = [t.sheet for t in tables if t.sheet not in read and len(t.rows) > 1]
    doubt = f"{name}: no titles that we know in the sheet {', '.join(left)}"
    doubts = (doubt,) if left else ()
    return tuple(
        statement
        for header, layout in headers
        for statement in _statements(header, layout, name, doubts)
    )


def _headers(tables: tuple[Table, ...], named: Mapping[str, str]) -> tuple[Header, ...]:
    return find_headers(tables, ROLES, is_statement, named)


def refuse_unsigned(tables: Sequence[Table]) -> None:
    """Refuse an export that says nowhere whether money came in or went out.

    Raises:
        Unreadable: It is one.
    """
    if _is_unsigned(tables):
        raise Unreadable(
            "this export (ElencoEntrateUsciteAndamento) leaves the signs "
            "out; export the list of movements of the account instead"
        )


def _is_unsigned(tables: Sequence[Table]) -> bool:
    words = [table.sheet for table in tables]
    for table in tables:
        words += [text for row in table.rows[:_TITLE_WITHIN] for text in row.texts]
    return any(_UNSIGNED_EXPORT in fold(word).replace(" ", "") for word in words)


def _statements(
    header: Header, layout: Layout | None, name: str, doubts: tuple[str, ...]
) -> Iterator[Statement]:
    place = partial(header.table.place, name)
    try:
        columns = decided(header, layout)
        ours = account_in(header)
        found = read_movements(columns, currency_in(header), ours, place)
    except Unreadable as error:
        raise Unreadable(f"{place()}: {error}") from error
    doubts += tuple(found.doubts)
    for account in {account: None for account, _ in found.lines} or {"": None}:
        yield _statement(columns, found, account, place, doubts)


def _statement(
    columns: Columns,
    found: Movements,
    account: str,
    place: Callable[..., str],
    doubts: tuple[str, ...],
) -> Statement:
    lines = tuple(line for whose, line in found.lines if whose == account)
    opening = closing = None
    if lines and len(lines) == len(found.lines):
        opening, closing = _balances(found, lines[0].amount.currency)
    if unequal := balance_doubt(opening, lines, closing):
        doubts += (f"{place()}: {unequal}",)
    is_balanced = bool(opening and closing and not unequal)
    doubts += tuple(
        f"{place(number)}: {words}"
        for number, words in suspicions(columns, found, lines, is_balanced=is_balanced)
    )
    since, through = _covered(columns, found, lines)
    return Statement(
        account=account or found.ours,
        lines=lines,
        since=since,
        through=through,
        opening=opening,
        closing=closing,
        doubts=doubts,
    )


def _covered(
    columns: Columns, found: Movements, lines: tuple[BankLine, ...]
) -> tuple[date | None, date | None]:
    """Tell the first and last day: stated, or those of the movements.

    What a card or a wallet did says nothing of an account, even where a person
    takes it: no day of the account is covered by it.
    """
    if kinds(columns, lines):
        return None, None
    days = [line.booked_on for line in lines if line.status == "booked"]
    closings = [e.row for e in found.edges if e.kind == "closing"]
    days += [on for row in closings if (on := day_of(columns, row))]
    since, through = period_in(columns.header)
    return since or min(days, default=None), through or max(days, default=None)


def _balances(found: Movements, currency: str) -> tuple[Money | None, Money | None]:
    """Take the balances that state rows of their own."""
    told: dict[str, Decimal] = {}
    for edge in found.edges:
        if edge.value is not None:
            told.setdefault(edge.kind, edge.value)
    opening, closing = (
        Money.of(told[edge], currency) if edge in told else None
        for edge in ("opening", "closing")
    )
    return opening, closing


FORMAT = columns_format({})
