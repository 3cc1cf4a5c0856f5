"""Open items: rows of instalments with what stands of them in their documents."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given
from agent.model.invoice import Basis, OpenItem
from agent.model.money import Money

_invoices, _instalments = tables.invoices, tables.instalments
_customers = tables.customers
_UNSAID = Basis()
_OLDEST_FIRST = attrgetter("due_on", "number", "id")
# Spelled as in the partial indexes: SQLite would not see through a parameter.
IS_OPEN = _instalments.c.open_cents != sa.literal_column("0")
WITH_ITS_INVOICE = sa.and_(
    _invoices.c.firm == _instalments.c.firm, _invoices.c.id == _instalments.c.invoice
)
# Not joined: most questions are of documents that say how they are paid.
_HIS_METHOD = (
    sa.select(_customers.c.method)
    .where(
        _customers.c.firm == _instalments.c.firm,
        _customers.c.id == _instalments.c.customer,
    )
    .scalar_subquery()
)
METHOD = sa.case(
    (_instalments.c.method == "", _HIS_METHOD), else_=_instalments.c.method
)
ITEMS = (
    sa.select(  # in the order in which `items_by` takes them
        _instalments.c.id,
        _instalments.c.invoice,
        _instalments.c.customer,
        _invoices.c.number,
        _invoices.c.issued_on,
        _instalments.c.due_on,
        _instalments.c.amount_cents,
        _instalments.c.open_cents,
        _instalments.c.currency,
        _instalments.c.n,
        _instalments.c.of,
        METHOD.label("paid_by"),
        _instalments.c.returned_on,
        _invoices.c.taxable_cents,
        _invoices.c.vat_cents,
        _invoices.c.withheld_cents,
        _invoices.c.refs,
        _invoices.c.kind,
        _invoices.c.proforma,
    )
    .join(_invoices, WITH_ITS_INVOICE)
    .where(given(_instalments.c.firm), _invoices.c.state == "open")
)


def items_by(tx: Tx, statement: sa.Executable, **said: object) -> tuple[OpenItem, ...]:
    """Give the items that a statement made of `ITEMS` finds, oldest due date first."""
    # By place, not by name: a payment is held against hundreds of them.
    found = [
        OpenItem(
            id_,
            invoice,
            customer,
            number,
            issued_on,
            due_on or issued_on,
            amount,
            amount if open_ == cents else Money(open_, currency),
            n,
            of,
            method or "",
            returned_on,
            Basis(taxable, vat, withheld) if taxable or vat or withheld else _UNSAID,
            tuple(refs.split()) if refs else (),
            kind,
            proforma,
        )
        for (
            id_,
            invoice,
            customer,
            number,
            issued_on,
            due_on,
            cents,
            open_,
            currency,
            n,
            of,
            method,
            returned_on,
            taxable,
            vat,
            withheld,
            refs,
            kind,
            proforma,
        ) in tx.tuples(statement, firm=tx.firm, **said)
        for amount in (Money(cents, currency),)
    ]
    return in_order(found)


def in_order(items: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    """Give items, oldest due date first."""
    return tuple(sorted(items, key=_OLDEST_FIRST))
