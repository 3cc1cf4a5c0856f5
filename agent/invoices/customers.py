"""Customers: the operator's table of whom to write to, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from stdnum import iban

from agent.errors import Unreadable
from agent.forms.cells import Row
from agent.forms.columns import Columns
from agent.forms.header import check_named, find_headers
from agent.forms.table import read_tables
from agent.invoices.identity import emails, tax_code, vat_id
from agent.invoices.said import known_method_said, language_said, register_said
from agent.invoices.titles import CUSTOMER_ROLES, is_customers
from agent.model.customer import CustomerRow

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class Customers:
    """What a customers file held: the good rows, and sentences on the rest.

    Args:
        problems: Each names the line. A row with one wrong cell is kept without
            that cell; a row without a name is not.
    """

    rows: tuple[CustomerRow, ...]
    problems: tuple[str, ...] = ()


def read_customers(
    data: bytes, name: str, columns: Mapping[str, str] | None = None
) -> Customers:
    """Read a table of customers from CSV, TSV, XLSX, XLS or ODS.

    Args:
        name: As people know the file; stands in every problem.
        columns: Titles the operator names, by role (`CUSTOMER_ROLES`).

    Raises:
        ConfigError: `columns` names a role that does not exist.
        Unreadable: It is no table, or no row names the columns.
    """
    check_named(columns or {}, CUSTOMER_ROLES)
    try:
        tables = read_tables(data)
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error
    headers = find_headers(tables, CUSTOMER_ROLES, is_customers, columns)
    if not headers:
        raise Unreadable(
            f"{name}: it is no invoice and no statement, and no row names the columns "
            "of a list of customers; it needs titles such as Cliente, Email, Partita "
            "IVA, Lingua"
        )
    rows: list[CustomerRow] = []
    problems: list[str] = []
    for header in headers:
        read = Columns(header, {}, is_day_first=True)
        for row in header.rows:
            customer, wrong = _customer(read, row)
            rows += [customer] if customer.name else []
            problems += [
                f"{header.table.place(name, row.number)}: {words}" for words in wrong
            ]
    return Customers(tuple(rows), tuple(problems))


def _customer(columns: Columns, row: Row) -> tuple[CustomerRow, list[str]]:
    """Read a row; each wrong cell is left empty and named."""
    wrong: list[str] = []
    name = columns.text(row, "name")
    if not name:
        wrong.append("it names no customer; it is not taken")
    written = columns.text(row, "email")
    addresses = emails(written)
    if written and not addresses:
        wrong.append(f"{written!r} is no mail address")
    certified = emails(columns.text(row, "pec"))
    customer = CustomerRow(
        line=row.number,
        name=name,
        vat_id=vat_id(columns.text(row, "vat_id")),
        tax_code=tax_code(columns.text(row, "tax_code")),
        emails=addresses,
        pec=certified[0] if certified else "",
        phone=columns.text(row, "phone"),
        language=_said(language_said, columns.text(row, "language"), wrong),
        register=_said(register_said, columns.text(row, "register"), wrong),
        procedure=columns.text(row, "procedure"),
        group=columns.text(row, "group"),
        street=columns.text(row, "street"),
        postcode=columns.text(row, "postcode"),
        city=columns.text(row, "city"),
        country=columns.text(row, "country").upper(),
        codes=tuple(filter(None, (columns.text(row, "code"),))),
        ibans=tuple(filter(None, (_account(columns, row, wrong),))),
        method=_said(known_method_said, columns.text(row, "method"), wrong),
    )
    return customer, wrong


def _account(columns: Columns, row: Row, wrong: list[str]) -> str:
    written = "".join(columns.text(row, "iban").split()).upper()
    if not written or iban.is_valid(written):
        return written
    wrong.append(f"{written!r} is no IBAN")
    return ""


def _said(read: Callable[[str], Said], written: str, wrong: list[str]) -> Said:
    try:
        return read(written)
    except Unreadable as error:
        wrong.append(str(error))
        return read("")
