"""Pro-formas: those no invoice has taken the place of, and how one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from agent.forms.document_number import normal
from agent.ledger import tables, twins
from agent.ledger.book import Row, Tx
from agent.ledger.exchange_notices import file_key
from agent.ledger.invoices import Entry, entries, parts_of, plain_number
from agent.ledger.statements import given
from agent.model.invoice import Basis, Invoice

_invoices, _instalments = tables.invoices, tables.instalments
_allocations, _payments = tables.allocations, tables.payments
_keys = tables.invoice_keys
# Asked of every document that is imported, so they are worked out once.
_ANY = (
    sa.select(_invoices.c.id)
    .where(
        given(_invoices.c.firm),
        given(_invoices.c.customer),
        _invoices.c.kind == "proforma",
        _invoices.c.state != "cancelled",
    )
    .limit(1)
)
_EVER = (
    sa.select(_invoices.c.id)
    .where(
        given(_invoices.c.firm),
        given(_invoices.c.customer),
        sa.or_(_invoices.c.kind == "proforma", _invoices.c.proforma_on.is_not(None)),
    )
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class PaidProforma:
    """A pro-forma on which money came: an invoice is to be issued for it.

    Args:
        paid_cents: What of it was paid, in its currency.
        paid_on: The day of its first payment.
    """

    entry: Entry
    paid_cents: int
    paid_on: date


@dataclass(frozen=True, slots=True)
class AsRead:
    """A document, and the file it came in."""

    document: Invoice
    source: str
    sha256: str


def waiting(tx: Tx, customer_id: str) -> tuple[Entry, ...]:
    """Give a customer's pro-formas whose invoice has not come, newest first."""
    if tx.row(_ANY, firm=tx.firm, customer=customer_id) is None:
        return ()
    return entries(
        tx,
        _invoices.c.customer == customer_id,
        _invoices.c.kind == "proforma",
        _invoices.c.state != "cancelled",
    )


def stood(tx: Tx, customer_id: str) -> bool:
    """Tell whether a customer ever had a pro-forma, replaced or cancelled perhaps."""
    return tx.row(_EVER, firm=tx.firm, customer=customer_id) is not None


def numbered(tx: Tx, customer_id: str, number: str, year: int) -> tuple[Entry, ...]:
    """Give a customer's pro-formas of a year with a number, also those cancelled."""
    found = entries(
        tx,
        _invoices.c.customer == customer_id,
        _invoices.c.kind == "proforma",
        _invoices.c.issued_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return tuple(one for one in found if normal(one.number) == normal(number))


def replaced_by(
    tx: Tx, customer_id: str, proforma: Invoice, *, or_undated: bool = True
) -> str:
    """Give the id of the invoice that took the place of a pro-forma; empty if none.

    Args:
        or_undated: An invoice that only names it, without its day, will do.
    """
    rows = tx.rows(
        sa.select(_invoices.c.id, _invoices.c.proforma, _invoices.c.proforma_on).where(
            _invoices.c.firm == tx.firm,
            _invoices.c.customer == customer_id,
            _invoices.c.proforma != "",
        )
    )
    wanted = plain_number(proforma.number)
    days = (proforma.issued_on, *([None] if or_undated else []))
    found = (
        row["id"]
        for row in rows
        if plain_number(row["proforma"]) == wanted and row["proforma_on"] in days
    )
    return str(next(found, ""))


def likely_successors(
    tx: Tx, customer_id: str, proforma: Invoice, until: date
) -> tuple[Entry, ...]:
    """Give invoices of the same total, issued since a pro-forma, that name none."""
    return entries(
        tx,
        _invoices.c.customer == customer_id,
        _invoices.c.kind == "invoice",
        _invoices.c.proforma == "",
        _invoices.c.state != "cancelled",
        _invoices.c.total_cents == proforma.total.cents,
        _invoices.c.currency == proforma.total.currency,
        _invoices.c.issued_on.between(proforma.issued_on, until),
    )


def as_read(tx: Tx, entry: Entry) -> AsRead:
    """Give a document as it was read, from what stands of it."""
    row = tx.row(
        sa.select(_invoices).where(
            _invoices.c.firm == tx.firm, _invoices.c.id == entry.id
        )
    )
    assert row is not None, f"no document {entry.id}"
    document = Invoice(
        number=entry.number,
        issued_on=entry.issued_on,
        kind=row["kind"],
        total=entry.total,
        instalments=twins.parts(tx, entry.id),
        basis=Basis(row["taxable_cents"], row["vat_cents"], row["withheld_cents"]),
        references=tuple(row["refs"].split()),
    )
    return AsRead(document, row["source"], row["sha256"])


def name(tx: Tx, invoice_id: str, proforma: str) -> None:
    """Note which pro-forma an invoice names, though none stands here yet."""
    tx.change(_invoices, invoice_id, proforma=proforma)


def become(
    tx: Tx,
    proforma: Entry,
    invoice: Invoice,
    keys: Sequence[str],
    source: str,
    sha256: str,
    references: Sequence[str] = (),
) -> None:
    """Make a pro-forma the invoice: same ids, so all that hangs on it stays.

    Nothing may be allocated to it meanwhile. An instalment that the invoice has no
    more is of nothing.
    """
    tx.update(
        _invoices,
        _invoices.c.id == proforma.id,
        number=invoice.number,
        number_key=plain_number(invoice.number),
        kind=invoice.kind,
        issued_on=invoice.issued_on,
        proforma=proforma.number,
        proforma_on=proforma.issued_on,
        total_cents=invoice.total.cents,
        taxable_cents=invoice.basis.taxable,
        vat_cents=invoice.basis.vat,
        withheld_cents=invoice.basis.withheld,
        refs=" ".join(references),
        listed_cents=None,
        currency=invoice.total.currency,
        state="open",
        remarks="; ".join(invoice.remarks),
        source=source,
        file_key=file_key(source),
        sha256=sha256,
        recorded_at=tx.now,
    )
    for key in set(keys):
        tx.add(_keys, key=key, invoice=proforma.id)
    parts = _parts(tx, proforma.id)
    for n, values in enumerate(parts_of(invoice)):
        if n < len(parts):
            tx.change(_instalments, parts[n]["id"], **values)
        else:
            fresh = {"invoice": proforma.id, "customer": proforma.customer_id}
            tx.insert(_instalments, id=tx.new_id(), **fresh, **values)
    for part in parts[len(invoice.instalments) :]:
        tx.change(_instalments, part["id"], amount_cents=0, open_cents=0)


def _parts(tx: Tx, invoice_id: str) -> Sequence[Row]:
    return tx.rows(
        sa.select(_instalments)
        .where(_instalments.c.firm == tx.firm, _instalments.c.invoice == invoice_id)
        .order_by(_instalments.c.n)
    )


def paid(tx: Tx) -> tuple[PaidProforma, ...]:
    """Give the pro-formas on which money came, by the day of its first payment."""
    rows = tx.rows(
        sa.select(
            _invoices.c.id,
            sa.func.sum(_allocations.c.amount_cents).label("cents"),
            sa.func.min(_payments.c.booked_on).label("paid_on"),
        )
        .join(
            _instalments,
            sa.and_(
                _instalments.c.firm == _invoices.c.firm,
                _instalments.c.invoice == _invoices.c.id,
            ),
        )
        .join(
            _allocations,
            sa.and_(
                _allocations.c.firm == _invoices.c.firm,
                _allocations.c.instalment == _instalments.c.id,
                _allocations.c.undone_at.is_(None),
            ),
        )
        .join(
            _payments,
            sa.and_(
                _payments.c.firm == _invoices.c.firm,
                _payments.c.id == _allocations.c.payment,
            ),
        )
        .where(
            _invoices.c.firm == tx.firm,
            _invoices.c.kind == "proforma",
            _invoices.c.state == "open",
        )
        .group_by(_invoices.c.id)
    )
    paid = {row["id"]: row for row in rows if row["cents"] > 0}
    if not paid:
        return ()
    found = [
        PaidProforma(one, int(paid[one.id]["cents"]), paid[one.id]["paid_on"])
        for one in entries(tx, tx.among(_invoices.c.id, paid))
    ]
    return tuple(sorted(found, key=lambda one: (one.paid_on, one.entry.number)))
