"""Contested: the part of an invoice that a dispute keeps out of what is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, given_any
from agent.model.invoice import OpenItem
from agent.model.money import Money

_disputes = tables.disputes
_PARTS = (
    sa.select(_disputes.c.invoice, sa.func.sum(_disputes.c.amount_cents))
    .where(
        given(_disputes.c.firm),
        _disputes.c.state == sa.literal_column("'open'"),
        _disputes.c.amount_cents > 0,
        given_any(_disputes.c.invoice),
    )
    .group_by(_disputes.c.invoice)
)


def less_contested(tx: Tx, items: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    """Take off items what is contested of their invoices, the first ones due first.

    For letters and calls alone: money is put against all that is open. In doubt
    the customer is asked for less.
    """
    given_ = tuple(items)
    concerned = {item.invoice_id for item in given_}
    left = {
        invoice: int(cents)
        for invoice, cents in tx.tuples(_PARTS, firm=tx.firm, invoice=concerned)
    }
    if not left:
        return given_
    lessened = {
        item.id: _less(item, left)
        for item in sorted(given_, key=lambda item: (item.due_on, item.instalment_no))
    }
    return tuple(lessened[item.id] for item in given_)


def _less(item: OpenItem, left: dict[str, int]) -> OpenItem:
    cents = min(left.get(item.invoice_id, 0), max(0, item.open.cents))
    if not cents:
        return item
    left[item.invoice_id] -= cents
    rest = Money(item.open.cents - cents, item.open.currency)
    return replace(item, open=rest, contested=Money(cents, rest.currency))
