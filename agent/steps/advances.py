"""Advances: money of a known customer that pays no invoice yet, until one comes."""

from __future__ import annotations

from collections.abc import Sequence

from agent.ledger import customers, invoices, payments
from agent.ledger.book import Tx
from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import (
    Allocation,
    Candidate,
    Decision,
    Payment,
    Proposed,
    Settled,
    Unknown,
)

WAITS = "an advance: it waits for an invoice"


def owner_of(tx: Tx, payment: Payment) -> Customer | None:
    """Give the customer whose advance a payment is; None where it is none."""
    is_one = payment.how == payments.ADVANCE
    return customers.get(tx, payment.customer_id) if is_one else None


def decide(tx: Tx, payment: Payment, owner: Customer) -> Decision:
    """Use an advance where an invoice is open for just as much; else ask.

    It may be meant for an invoice still to come: a person says so.
    """
    owed = owed_by(tx, owner.id, payment.free.currency)
    if not owed:
        return Unknown(payment.id, WAITS)
    because = "an advance of his is free"
    same = [item for item in owed if item.open == payment.free]
    if len(same) == 1 and len(owed) == 1:
        part = Allocation(same[0].id, payment.free)
        return Settled(payment.id, Candidate(owner.id, (part,), 1.0, (f"{because}.",)))
    parts = spread(owed, payment.free)
    found = Candidate(owner.id, parts, 0.5, (f"{because}, oldest invoice first.",))
    return Proposed(payment.id, (found,), because)


def owed_by(tx: Tx, customer_id: str, currency: str) -> list[OpenItem]:
    """Give what a customer owes in a currency, the oldest due first."""
    owed = (
        item
        for item in invoices.open_items(tx, [customer_id])
        if item.open.cents > 0 and item.open.currency == currency
    )
    return sorted(owed, key=lambda one: (one.due_on, one.issued_on, one.instalment_no))


def spread(owed: Sequence[OpenItem], free: Money) -> tuple[Allocation, ...]:
    """Put money on what is owed, in its order, until it is used up."""
    left, parts = free.cents, []
    for item in owed:
        take = min(left, item.open.cents)
        if take > 0:
            parts.append(Allocation(item.id, Money(take, free.currency), "part"))
            left -= take
    return tuple(parts)
