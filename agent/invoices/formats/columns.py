"""Tables: invoices as CSV, TSV, XLSX, XLS or ODS, titles found or named."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from agent.errors import Unreadable
from agent.forms.cells import Table
from agent.forms.columns import decide
from agent.forms.header import Header, check_named, find_headers
from agent.forms.table import read_beginning, read_tables
from agent.forms.words import fold
from agent.forms.xml import is_xml
from agent.invoices.document import Documents, InvoiceFormat
from agent.invoices.open_items import read_open_items
from agent.invoices.titles import AMOUNTS, DAYS, INVOICE_ROLES, is_invoices

_MOST_NAMED = 5


def columns_format(columns: Mapping[str, str]) -> InvoiceFormat:
    """Make a format for tables whose titles the operator names.

    Args:
        columns: Titles as the file writes them, by role: number, issued_on,
            due_on, total, due, name, email ... (`INVOICE_ROLES`). Roles that are
            not named are found by their usual titles.

    Raises:
        ConfigError: There is no such role.
    """
    check_named(columns, INVOICE_ROLES)
    named = dict(columns)
    return InvoiceFormat(
        "CSV, XLSX, XLS, ODS",
        partial(_claims, named=named),
        partial(_read, named=named),
    )


def _claims(data: bytes, _name: str, named: Mapping[str, str]) -> bool:
    if is_xml(data):  # cheap to see; to look for columns in it is not
        return False
    try:
        tables = read_beginning(data)
    except Unreadable:
        return False
    return bool(_headers(tables, named) or _missing(tables, named))


def _headers(tables: tuple[Table, ...], named: Mapping[str, str]) -> tuple[Header, ...]:
    return find_headers(tables, INVOICE_ROLES, is_invoices, named)


def _missing(tables: tuple[Table, ...], named: Mapping[str, str]) -> tuple[str, ...]:
    """Give the named titles a table lacks, where it has some of them."""
    wanted = {fold(title): title for title in named.values()}
    best: tuple[str, ...] = ()
    for table in tables:
        for row in table.rows:
            there = {fold(text) for text in row.texts} & wanted.keys()
            lacking = tuple(wanted[title] for title in wanted.keys() - there)
            if there and (not best or len(lacking) < len(best)):
                best = lacking
    return best


def _read(data: bytes, name: str, named: Mapping[str, str]) -> Documents:
    tables = read_tables(data)
    headers = _headers(tables, named)
    if not headers:
        titles = ", ".join(repr(title) for title in sorted(_missing(tables, named)))
        raise Unreadable(
            f"{name}: the titles {titles} of the configuration are not in the table"
        )
    parts = [_documents(header, name) for header in headers]
    return Documents(
        tuple(invoice for part in parts for invoice in part.invoices),
        tuple(problem for part in parts for problem in part.problems),
        tuple(note for part in parts for note in part.notes),
        tuple(each for part in parts for each in part.closed),
        is_table=True,
    )


def _documents(header: Header, name: str) -> Documents:
    place = partial(header.table.place, name)
    try:
        found = read_open_items(decide(header, AMOUNTS, DAYS), place)
    except Unreadable as error:
        raise Unreadable(f"{place()}: {error}") from error
    rows = ", ".join(map(str, found.left_out[:_MOST_NAMED]))
    more = " and others" if len(found.left_out) > _MOST_NAMED else ""
    out = f"{place()}: left out as paid, cancelled or no invoice: rows {rows}{more}"
    return Documents(
        tuple(found.invoices.values()),
        tuple(found.problems),
        (*((out,) if found.left_out else ()), *_cut(found.notes)),
        tuple(found.closed),
    )


def _cut(notes: list[str]) -> list[str]:
    """Cut a long list of notes, which are of one kind."""
    more = len(notes) - _MOST_NAMED
    return [*notes[:_MOST_NAMED], *([f"and {more} more such rows"] if more > 0 else [])]


FORMAT = columns_format({})
