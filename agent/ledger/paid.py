"""Paid: what came for an item and on which days, for whoever reckons a delay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, given_any
from agent.model.money import Money

_allocations, _payments = tables.allocations, tables.payments
_PAID_ON = (
    sa.select(
        _allocations.c.instalment,
        _payments.c.value_on,
        _payments.c.booked_on,
        _allocations.c.amount_cents,
        _allocations.c.currency,
    )
    .join(
        _payments,
        sa.and_(
            _payments.c.firm == _allocations.c.firm,
            _payments.c.id == _allocations.c.payment,
        ),
    )
    .where(
        given(_allocations.c.firm),
        _allocations.c.undone_at.is_(None),
        given_any(_allocations.c.instalment),
    )
)


_HIS_DAYS = (
    sa.select(_allocations.c.customer, _payments.c.value_on, _payments.c.booked_on)
    .join(
        _payments,
        sa.and_(
            _payments.c.firm == _allocations.c.firm,
            _payments.c.id == _allocations.c.payment,
        ),
    )
    .where(
        given(_allocations.c.firm),
        _allocations.c.undone_at.is_(None),
        _allocations.c.kind != "collected",
        _allocations.c.amount_cents > 0,
        given_any(_allocations.c.customer),
    )
)


def days_paid(tx: Tx, customer_ids: Iterable[str]) -> dict[str, set[date]]:
    """Give the days on which customers paid, by customer; what we collect left out."""
    found: dict[str, set[date]] = {}
    for customer, value_on, booked_on in tx.tuples(
        _HIS_DAYS, firm=tx.firm, customer=customer_ids
    ):
        found.setdefault(customer, set()).add(value_on or booked_on)
    return found


def paid_on(tx: Tx, items: Iterable[str]) -> dict[str, list[tuple[date, Money]]]:
    """Give what was paid of these items and on which days, by item.

    The day is that from which the money counts, else that on which it was booked.
    """
    found: dict[str, list[tuple[date, Money]]] = {}
    for item, value_on, booked_on, cents, currency in tx.tuples(
        _PAID_ON, firm=tx.firm, instalment=items
    ):
        paid = (value_on or booked_on, Money(cents, currency))
        found.setdefault(item, []).append(paid)
    return found
