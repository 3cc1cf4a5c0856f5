"""Listed: what the invoicing program's last list says is open of each invoice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from agent.ledger import firms, tables
from agent.ledger.book import Row, Tx
from agent.model.case import HoldReason
from agent.model.money import Money

LIST: HoldReason = "list"
# Why such a hold ended by itself; else a person released it.
AGREES = "the invoicing program agrees"
SETTLED = "what was missing came here too"
_READ = "open_items"
_invoices, _instalments, _holds = tables.invoices, tables.instalments, tables.holds


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it stands here, and as the list has it.

    Args:
        listed: What the list says is open; None = no list speaks of it.
        items: Ids of its instalments.
        dues: Due dates of what is open.
    """

    id: str
    customer_id: str
    number: str
    number_key: str
    kind: str
    state: str
    issued_on: date
    total: Money
    amount: Money
    open: Money
    listed: Money | None
    items: tuple[str, ...]
    dues: tuple[date, ...]


def read_on(tx: Tx) -> date | None:
    """Give the day of the last list; None where none was read."""
    said = firms.switch(tx, _READ)
    return date.fromisoformat(said) if said else None


def note_read(tx: Tx, day: date) -> None:
    """Note the day of the list just read."""
    firms.set_switch(tx, _READ, day.isoformat(), "a list of what is open was read")


def documents(tx: Tx) -> tuple[Document, ...]:
    """Give every document that has its place, oldest first."""
    has_its_place = ~_invoices.c.number_key.startswith(" ")  # see twins.make_way
    return _documents(tx, has_its_place)


def listed(tx: Tx) -> tuple[Document, ...]:
    """Give the documents that the last list says are open."""
    return _documents(tx, _invoices.c.listed_cents != 0)


def some(tx: Tx, ids: Iterable[str]) -> tuple[Document, ...]:
    """Give documents by id."""
    return _documents(tx, tx.among(_invoices.c.id, ids))


def set_listed(tx: Tx, cents: Mapping[str, int]) -> None:
    """Note what the list says is open, by document."""
    tx.change_all(
        _invoices,
        [(each, {"listed_cents": value}) for each, value in cents.items()],
    )


def last_hold(tx: Tx, invoice_id: str, customer_id: str) -> Row | None:
    """Give the last hold that a list put on an invoice, released or not."""
    return tx.row(
        sa.select(_holds)
        .where(
            _holds.c.firm == tx.firm,
            _holds.c.customer == customer_id,
            _holds.c.invoice == invoice_id,
            _holds.c.reason == LIST,
        )
        .order_by(_holds.c.id.desc())
        .limit(1)
    )


def _documents(tx: Tx, *where: sa.ColumnElement[bool]) -> tuple[Document, ...]:
    rows = tx.rows(
        sa.select(_invoices)
        .where(_invoices.c.firm == tx.firm, *where)
        .order_by(_invoices.c.issued_on, _invoices.c.id)
    )
    parts: dict[str, list[Row]] = {}
    for part in _parts(tx, (row["id"] for row in rows)):
        parts.setdefault(part["invoice"], []).append(part)
    return tuple(_document(row, parts.get(row["id"], [])) for row in rows)


def _parts(tx: Tx, invoice_ids: Iterable[str]) -> Iterable[Row]:
    return tx.rows(
        sa.select(_instalments)
        .where(
            _instalments.c.firm == tx.firm,
            tx.among(_instalments.c.invoice, invoice_ids),
        )
        .order_by(_instalments.c.invoice, _instalments.c.n)
    )


def _document(row: Row, parts: list[Row]) -> Document:
    currency = row["currency"]
    said = row["listed_cents"]
    return Document(
        id=row["id"],
        customer_id=row["customer"],
        number=row["number"],
        number_key=row["number_key"],
        kind=row["kind"],
        state=row["state"],
        issued_on=row["issued_on"],
        total=Money(row["total_cents"], currency),
        amount=Money(sum(part["amount_cents"] for part in parts), currency),
        open=Money(sum(part["open_cents"] for part in parts), currency),
        listed=None if said is None else Money(said, currency),
        items=tuple(part["id"] for part in parts),
        dues=tuple(
            part["due_on"] for part in parts if part["open_cents"] and part["due_on"]
        ),
    )
