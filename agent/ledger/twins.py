"""The document that stands already where one comes with its number and date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.invoices import plain_number
from agent.ledger.items import WITH_ITS_INVOICE
from agent.ledger.statements import given
from agent.model.invoice import Instalment, Invoice
from agent.model.money import Money

_invoices, _instalments = tables.invoices, tables.instalments
_SAME = sa.select(
    _invoices.c.id, _invoices.c.state, _invoices.c.total_cents, _invoices.c.currency
).where(
    given(_invoices.c.firm),
    given(_invoices.c.customer),
    given(_invoices.c.kind),
    given(_invoices.c.number_key),
    given(_invoices.c.issued_on),
)
_PARTS = (
    sa.select(_instalments)
    .where(given(_instalments.c.firm), given(_instalments.c.invoice))
    .order_by(_instalments.c.n)
)


@dataclass(frozen=True, slots=True)
class Twin:
    """A document as it stands.

    Args:
        state: "open", "review" or "cancelled".
        open: What is left of all its instalments.
    """

    id: str
    state: str
    total: Money
    instalments: tuple[Instalment, ...]
    open: Money


def standing(tx: Tx, invoice: Invoice, customer_id: str) -> Twin:
    """Give the document of this customer with the number, kind and date of one read."""
    row = tx.row(_SAME, **_named(tx, invoice, customer_id))
    assert row is not None, f"no document {invoice.number}"
    return _twin(tx, row)


def stands(tx: Tx, invoice: Invoice, customer_id: str) -> bool:
    """Tell whether this customer has a document of that number, kind and date."""
    same = _named(tx, invoice, customer_id)
    return bool(customer_id) and tx.row(_SAME, **same) is not None


def _named(tx: Tx, invoice: Invoice, customer_id: str) -> dict[str, object]:
    return {
        "firm": tx.firm,
        "customer": customer_id,
        "kind": invoice.kind,
        "number_key": plain_number(invoice.number),
        "issued_on": invoice.issued_on,
    }


def replaced(tx: Tx, twin: Twin) -> tuple[Twin, ...]:
    """Give the cancelled documents whose place one took."""
    one = _invoices.alias()
    query = sa.select(_invoices).where(
        one.c.firm == tx.firm,
        one.c.id == twin.id,
        _invoices.c.firm == one.c.firm,
        _invoices.c.customer == one.c.customer,
        _invoices.c.kind == one.c.kind,
        _invoices.c.issued_on == one.c.issued_on,
        _invoices.c.number == one.c.number,
        _invoices.c.id != one.c.id,
    )
    return tuple(_twin(tx, row) for row in tx.rows(query))


def _twin(tx: Tx, row: Row) -> Twin:
    rows = tx.rows(_PARTS, firm=tx.firm, invoice=row["id"])
    currency = row["currency"]
    return Twin(
        id=row["id"],
        state=row["state"],
        total=Money(row["total_cents"], currency),
        instalments=tuple(part for part in map(_part, rows) if part.amount.cents),
        open=Money(sum(part["open_cents"] for part in rows), currency),
    )


def _part(row: Row) -> Instalment:
    amount = Money(row["amount_cents"], row["currency"])
    return Instalment(row["due_on"], amount, row["method"])


def parts(tx: Tx, invoice_id: str) -> tuple[Instalment, ...]:
    """Give a document's instalments, also of one in doubt."""
    return tuple(map(_part, tx.rows(_PARTS, firm=tx.firm, invoice=invoice_id)))


def numbers(tx: Tx, item_ids: Iterable[str]) -> dict[str, str]:
    """Give the document number of instalments, also of one in doubt or cancelled."""
    query = (
        sa.select(_instalments.c.id, _invoices.c.number)
        .join(_invoices, WITH_ITS_INVOICE)
        .where(_instalments.c.firm == tx.firm, tx.among(_instalments.c.id, item_ids))
    )
    return {row["id"]: row["number"] for row in tx.rows(query)}


def items_of(tx: Tx, invoice_id: str) -> tuple[str, ...]:
    """Give the ids of a document's instalments, also of one in doubt."""
    parts = tx.rows(_PARTS, firm=tx.firm, invoice=invoice_id)
    return tuple(part["id"] for part in parts)


def doubt(tx: Tx, invoice_id: str, remark: str) -> None:
    """Put a document into review."""
    tx.change(_invoices, invoice_id, state="review", remarks=remark)


def make_way(tx: Tx, invoice_id: str) -> None:
    """Let another document have the number and date of a cancelled one."""
    tx.change(_invoices, invoice_id, number_key=_gave_way(invoice_id))


def gave_way(tx: Tx, invoice_id: str) -> bool:
    """Say whether another document took a cancelled one's place."""
    query = sa.select(_invoices.c.id).where(
        _invoices.c.firm == tx.firm,
        _invoices.c.id == invoice_id,
        _invoices.c.number_key == _gave_way(invoice_id),
    )
    return tx.row(query) is not None


def _gave_way(invoice_id: str) -> str:
    return f" {invoice_id}"  # a blank is in no plain number
