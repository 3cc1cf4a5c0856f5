"""Advances: money of a known customer that pays no invoice yet, until one comes."""

from __future__ import annotations

from agent.ledger import customers, invoices, payments
from agent.ledger.book import Tx
from agent.model.customer import Customer
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
    owed = [
        item
        for item in invoices.open_items(tx, [owner.id])
        if item.open.cents > 0 and item.open.currency == payment.free.currency
    ]
    if not owed:
        return Unknown(payment.id, WAITS)
    because = "an advance of his is free"
    same = [item for item in owed if item.open == payment.free]
    if len(same) == 1 and len(owed) == 1:
        part = Allocation(same[0].id, payment.free)
        return Settled(payment.id, Candidate(owner.id, (part,), 1.0, (f"{because}.",)))
    left, parts = payment.free.cents, []
    for item in owed:
        take = min(left, item.open.cents)
        if take > 0:
            parts.append(
                Allocation(item.id, Money(take, payment.free.currency), "part")
            )
            left -= take
    found = Candidate(
        owner.id, tuple(parts), 0.5, (f"{because}, oldest invoice first.",)
    )
    return Proposed(payment.id, (found,), because)
