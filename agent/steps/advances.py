"""Advances: money of a known customer that pays no invoice yet, until one comes.

So is what a person left over of a payment whose invoice she named, and what matching
left over of one that it settled.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.ledger import customers, invoices, payments, rests
from agent.ledger.book import AGENT, Tx
from agent.matching.amounts import Tolerance
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
LEFT_OVER = "a part of it is left over, and he still owes"
REST_WAITS = "what is left of it waits for an invoice"


def known(tx: Tx) -> tuple[Payment, ...]:
    """Give free money of known customers: advances, and what is left over."""
    left = (one for one in rests.rests(tx) if owner_of(tx, one))
    return (*payments.advances(tx), *left)


def owner_of(tx: Tx, payment: Payment) -> Customer | None:
    """Give the customer whose advance or rest a payment is; None where it is none."""
    if payment.how == payments.ADVANCE:
        return customers.get(tx, payment.customer_id)
    return _owner_of_rest(tx, payment) if is_rest(payment) else None


def is_rest(payment: Payment) -> bool:
    """Tell a payment of which a part is put against an invoice, and a part is free."""
    is_part = 0 < payment.free.cents < payment.amount.cents
    return is_part and payment.how != payments.ADVANCE


def is_his_rest(tx: Tx, payment: Payment) -> bool:
    """Tell what is left of a payment known to be a customer's: nobody can deny that."""
    return is_rest(payment) and owner_of(tx, payment) is not None


def _owner_of_rest(tx: Tx, payment: Payment) -> Customer | None:
    """Give the one for whose invoices a payment is: a person said so, or it is sure."""
    done = payments.allocations(tx, payment=payment.id)
    owners = {one.customer_id for one in done}
    is_ours = any(one.kind in ("collected", "returned") for one in done)
    if is_ours or len(owners) != 1:
        return None
    is_said = any(one.by != AGENT for one in done)
    # Of what matching put a part may have been taken back: that is decided anew.
    if not is_said and payments.decision_of(tx, payment.id)[0] != rests.SETTLED:
        return None
    return customers.get(tx, owners.pop())


def decide(tx: Tx, payment: Payment, owner: Customer, tolerance: Tolerance) -> Decision:
    """Use an advance where an invoice is open for just as much; else ask.

    It may be meant for an invoice still to come: a person says so. What is left over
    was not said to be for this one: she is always asked.
    """
    owed = owed_by(tx, owner.id, payment.free.currency)
    is_little = is_rest(payment) and payment.free.cents <= tolerance.rounding
    if is_little or not owed:
        return Unknown(payment.id, REST_WAITS if is_rest(payment) else WAITS)
    because = LEFT_OVER if is_rest(payment) else "an advance of his is free"
    same = [item for item in owed if item.open == payment.free]
    if len(same) == 1 and len(owed) == 1 and not is_rest(payment):
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
