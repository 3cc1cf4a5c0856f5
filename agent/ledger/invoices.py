"""Invoices, their instalments and what of them is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.exchange_notices import file_key
from agent.ledger.items import IS_OPEN, ITEMS, items_by
from agent.ledger.statements import given, given_any
from agent.model.invoice import Invoice, OpenItem
from agent.model.money import Money

_invoices, _instalments = tables.invoices, tables.instalments
_keys = tables.invoice_keys
_OPEN_ITEMS = ITEMS.where(given_any(_instalments.c.customer), IS_OPEN)
_OWING = (
    ITEMS.where(IS_OPEN)
    .with_only_columns(_instalments.c.customer)
    .distinct()
    .order_by(_instalments.c.customer)
)
_CREDIT_NOTES = _OPEN_ITEMS.where(_instalments.c.open_cents < 0)
_BY_IDS = ITEMS.where(given_any(_instalments.c.id))
_OF_INVOICE = ITEMS.where(given(_instalments.c.invoice))
_MOVE = (
    _instalments.update()
    .where(
        _instalments.c.firm == sa.bindparam("of_firm"),
        _instalments.c.id == sa.bindparam("of_id"),
    )
    .values(open_cents=_instalments.c.open_cents + sa.bindparam("cents"))
)
_OWN_PROCEDURES = sa.select(_invoices.c.id, _invoices.c.procedure).where(
    given(_invoices.c.firm),
    given_any(_invoices.c.customer),
    _invoices.c.procedure != "",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An invoice as the ledger holds it.

    Args:
        state: "open" (also when paid), "review" (a doubt a person must settle)
            or "cancelled".
        proforma: Number of the one whose place it took, or that it names.
    """

    id: str
    customer_id: str
    number: str
    kind: str
    issued_on: date
    total: Money
    open: Money
    due_on: date | None
    state: str
    remarks: str
    source: str
    proforma: str = ""


def record(
    tx: Tx,
    invoice: Invoice,
    customer_id: str,
    keys: Sequence[str],
    source: str,
    sha256: str,
    references: Sequence[str] = (),
) -> str:
    """Record a document once.

    Args:
        keys: Index keys of its number and references.
        references: What else names it, without blanks.
        source: File it came from, for people.

    Returns:
        Its id; empty if the same document stands already.
    """
    invoice_id = tx.new_id()
    fresh = tx.add(
        _invoices,
        id=invoice_id,
        customer=customer_id,
        number=invoice.number,
        number_key=plain_number(invoice.number),
        kind=invoice.kind,
        issued_on=invoice.issued_on,
        total_cents=invoice.total.cents,
        taxable_cents=invoice.basis.taxable,
        vat_cents=invoice.basis.vat,
        withheld_cents=invoice.basis.withheld,
        refs=" ".join(references),
        currency=invoice.total.currency,
        state="review" if invoice.needs_review else "open",
        remarks="; ".join(invoice.remarks),
        source=source,
        file_key=file_key(source),
        sha256=sha256,
        recorded_at=tx.now,
    )
    if not fresh:
        return ""
    tx.insert_all(_keys, [{"key": key, "invoice": invoice_id} for key in set(keys)])
    tx.insert_all(
        _instalments,
        [
            {"id": tx.new_id(), "invoice": invoice_id, "customer": customer_id, **part}
            for part in parts_of(invoice)
        ],
    )
    return invoice_id


def parts_of(invoice: Invoice) -> list[dict[str, object]]:
    """Give the columns of a document's instalments, all of each open."""
    return [
        {
            "n": n,
            "of": len(invoice.instalments),
            "due_on": item.due_on,
            "amount_cents": item.amount.cents,
            "open_cents": item.amount.cents,
            "currency": item.amount.currency,
            "method": item.method,
        }
        for n, item in enumerate(invoice.instalments, 1)
    ]


def plain_number(number: str) -> str:
    """Give a document number without blanks and in capitals: its identity."""
    return "".join(number.split()).upper()


def open_items(
    tx: Tx, customer_ids: Iterable[str], skip_methods: Sequence[str] = ()
) -> tuple[OpenItem, ...]:
    """Give customers' open items, oldest due date first; credit notes too.

    Args:
        skip_methods: Leaves out what we collect ourselves by these payment methods.
    """
    found = items_by(tx, _OPEN_ITEMS, customer=customer_ids)
    if not skip_methods:
        return found
    return tuple(item for item in found if not item.is_collected(skip_methods))


def credit_notes(tx: Tx, customer_ids: Iterable[str]) -> tuple[OpenItem, ...]:
    """Give customers' open credit notes."""
    return items_by(tx, _CREDIT_NOTES, customer=customer_ids)


def items(tx: Tx, ids: Iterable[str]) -> tuple[OpenItem, ...]:
    """Give instalments by id, paid or not; none of a cancelled or doubtful invoice."""
    return items_by(tx, _BY_IDS, id=ids)


def items_of(tx: Tx, invoice_id: str) -> tuple[OpenItem, ...]:
    """Give all instalments of an invoice, paid or not, unless cancelled or in doubt."""
    return items_by(tx, _OF_INVOICE, invoice=invoice_id)


def change_open(tx: Tx, item_id: str, by_cents: int) -> None:
    """Move what is open of one instalment.

    Args:
        by_cents: Negative when money is put against it.
    """
    said = {"of_firm": tx.firm, "of_id": item_id, "cents": by_cents}
    done = tx.run(_MOVE, said)
    assert done == 1, f"no instalment {item_id}"


def change_open_all(tx: Tx, moves: Sequence[tuple[str, int]]) -> None:
    """Move what is open of many instalments, each named with its cents."""
    said = [{"of_id": item_id, "cents": cents} for item_id, cents in moves]
    tx.run_all(_MOVE, said, of_firm=tx.firm)


def find(tx: Tx, number_keys: Sequence[str], words: str) -> tuple[Entry, ...]:
    """Find invoices by a number as people write it, or by id."""
    by_key = sa.select(_keys.c.invoice).where(
        _keys.c.firm == tx.firm, tx.among(_keys.c.key, number_keys)
    )
    has_its_place = ~_invoices.c.number_key.startswith(" ")  # see twins.make_way
    return (
        entries(tx, _invoices.c.number == words.strip(), has_its_place)
        or entries(tx, _invoices.c.id == words.strip())
        or entries(tx, _invoices.c.id.in_(by_key), has_its_place)
    )


def entries(tx: Tx, *where: sa.ColumnElement[bool]) -> tuple[Entry, ...]:
    """Give invoices with what is open of them, newest first."""
    query = (
        sa.select(
            _invoices,
            _of_its_instalments(sa.func.sum(_instalments.c.open_cents), "open_cents"),
            _of_its_instalments(sa.func.min(_instalments.c.due_on), "due_on"),
        )
        .where(_invoices.c.firm == tx.firm, *where)
        .order_by(_invoices.c.issued_on.desc(), _invoices.c.number.desc())
    )
    return tuple(_entry(row) for row in tx.rows(query))


def _of_its_instalments(
    value: sa.ColumnElement[Any], name: str
) -> sa.ColumnElement[Any]:
    # Not joined and grouped: SQLite would read every invoice to find one.
    query = sa.select(value).where(
        _instalments.c.firm == _invoices.c.firm,
        _instalments.c.invoice == _invoices.c.id,
    )
    return query.scalar_subquery().label(name)


def listed(tx: Tx, *, only_open: bool = True, customer: str = "") -> tuple[Entry, ...]:
    """List invoices: those with something open or in doubt, or all."""
    where: list[sa.ColumnElement[bool]] = []
    if customer:
        where.append(_invoices.c.customer == customer)
    if only_open:
        owing = sa.select(_instalments.c.invoice).where(
            _instalments.c.firm == tx.firm, IS_OPEN
        )
        has_open = sa.and_(_invoices.c.state == "open", _invoices.c.id.in_(owing))
        where.append(sa.or_(_invoices.c.state == "review", has_open))
    return entries(tx, *where)


def confirm(tx: Tx, invoice_id: str) -> None:
    """Let an invoice in review count as open."""
    tx.update(_invoices, _invoices.c.id == invoice_id, state="open")


def cancel(tx: Tx, invoice_id: str, because: str) -> None:
    """Cancel an invoice; what it was before is kept for a restoring."""
    tx.update(
        _invoices,
        _invoices.c.id == invoice_id,
        state_before=_invoices.c.state,
        remarks_before=_invoices.c.remarks,
        state="cancelled",
        remarks=because,
    )


def restore(tx: Tx, invoice_id: str) -> None:
    """Make a cancelled invoice what it was before."""
    tx.update(
        _invoices,
        _invoices.c.id == invoice_id,
        state=_invoices.c.state_before,
        remarks=_invoices.c.remarks_before,
    )


def set_procedure(tx: Tx, invoice_id: str, procedure: str) -> None:
    """Give an invoice a procedure of its own; empty = the customer's."""
    tx.update(_invoices, _invoices.c.id == invoice_id, procedure=procedure)


def own_procedures(tx: Tx, customer_ids: Iterable[str]) -> dict[str, str]:
    """Give the invoices of customers that have a procedure of their own."""
    rows = tx.rows(_OWN_PROCEDURES, firm=tx.firm, customer=customer_ids)
    return {row["id"]: row["procedure"] for row in rows}


def set_due(tx: Tx, invoice_id: str, due_on: date) -> None:
    """Set the due date of instalments that have none."""
    tx.update(
        _instalments,
        _instalments.c.invoice == invoice_id,
        _instalments.c.due_on.is_(None),
        due_on=due_on,
    )


def customers_with_open_items(tx: Tx) -> tuple[str, ...]:
    """Give the ids of all customers with something open, in order."""
    return tuple(customer_id for (customer_id,) in tx.tuples(_OWING, firm=tx.firm))


def open_numbers(tx: Tx) -> frozenset[str]:
    """Give the number of every document with something open, as it stands on it."""
    query = (
        sa.select(_invoices.c.number)
        .join(
            _instalments,
            sa.and_(
                _instalments.c.firm == _invoices.c.firm,
                _instalments.c.invoice == _invoices.c.id,
            ),
        )
        .where(_invoices.c.firm == tx.firm, _invoices.c.state != "cancelled", IS_OPEN)
        .distinct()
    )
    return frozenset(row["number"] for row in tx.rows(query))


def _entry(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        customer_id=row["customer"],
        number=row["number"],
        kind=row["kind"],
        issued_on=row["issued_on"],
        total=Money(row["total_cents"], row["currency"]),
        open=Money(int(row["open_cents"] or 0), row["currency"]),
        due_on=row["due_on"],
        state=row["state"],
        remarks=row["remarks"],
        source=row["source"],
        proforma=row["proforma"],
    )
