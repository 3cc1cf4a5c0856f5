"""Advances: money of a known customer that pays no invoice yet, until one comes.

So is what a person left over of a payment whose invoice she named, and what matching
left over of one that it settled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from agent.ledger import customers, invoices, payments, rests
from agent.ledger.book import AGENT, Tx
from agent.ledger.payments import Booked
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


def owner_of(tx: Tx, payment: Payment) -> Customer | None:
    """Give the customer whose advance or rest a payment is; None where it is none."""
    owner = owners_of(tx, [payment]).get(payment.id)
    return customers.get(tx, owner) if owner else None


def owners_of(tx: Tx, some: Iterable[Payment]) -> dict[str, str]:
    """Give the ids of the customers whose advances or rests payments are, by theirs."""
    of_advances, left = dict[str, str](), dict[str, Payment]()
    for one in some:
        if one.how == payments.ADVANCE:
            of_advances[one.id] = one.customer_id
        elif is_rest(one):
            left[one.id] = one
    return of_advances | (_owners_of_rests(tx, left) if left else {})


def is_rest(payment: Payment) -> bool:
    """Tell a payment of which a part is put against an invoice, and a part is free."""
    is_part = 0 < payment.free.cents < payment.amount.cents
    return is_part and payment.how != payments.ADVANCE


def is_his_rest(tx: Tx, payment: Payment) -> bool:
    """Tell what is left of a payment known to be a customer's: nobody can deny that."""
    return is_rest(payment) and payment.id in owners_of(tx, [payment])


def _owners_of_rests(tx: Tx, left: Mapping[str, Payment]) -> dict[str, str]:
    """Give for whose invoices payments are: a person said so, or it is sure."""
    done: dict[str, list[Booked]] = {}
    for one in payments.allocations_by(tx, left):
        done.setdefault(one.payment_id, []).append(one)
    return {
        payment_id: some[0].customer_id
        for payment_id, some in done.items()
        if len({one.customer_id for one in some}) == 1
        and not any(one.kind in ("collected", "returned") for one in some)
        # Of what matching put a part may have been taken back: that is decided anew.
        and (_is_said(some) or left[payment_id].decision == rests.SETTLED)
    }


def _is_said(some: Iterable[Booked]) -> bool:
    return any(one.by != AGENT for one in some)


def decide(
    tx: Tx, some: Sequence[Payment], owners: Mapping[str, str], tolerance: Tolerance
) -> dict[str, Decision]:
    """Use advances where an invoice is open for just as much; else ask.

    One may be meant for an invoice still to come: a person says so. What is left over
    was not said to be for this one: she is always asked.

    Args:
        owners: The customers whose they are, by the payments' ids.
    """
    theirs: dict[str, list[OpenItem]] = {owners[one.id]: [] for one in some}
    for item in invoices.open_items(tx, theirs):
        theirs[item.customer_id].append(item)
    return {
        one.id: _decide(one, owner, theirs[owner], tolerance)
        for one in some
        for owner in (owners[one.id],)
    }


def _decide(
    payment: Payment, owner: str, items: Iterable[OpenItem], tolerance: Tolerance
) -> Decision:
    owed = _owed(items, payment.free.currency)
    is_little = is_rest(payment) and payment.free.cents <= tolerance.rounding
    if is_little or not owed:
        return Unknown(payment.id, REST_WAITS if is_rest(payment) else WAITS)
    because = LEFT_OVER if is_rest(payment) else "an advance of his is free"
    same = [item for item in owed if item.open == payment.free]
    if len(same) == 1 and len(owed) == 1 and not is_rest(payment):
        part = Allocation(same[0].id, payment.free)
        return Settled(payment.id, Candidate(owner, (part,), 1.0, (f"{because}.",)))
    parts = spread(owed, payment.free)
    found = Candidate(owner, parts, 0.5, (f"{because}, oldest invoice first.",))
    return Proposed(payment.id, (found,), because)


def owed_by(tx: Tx, customer_id: str, currency: str) -> list[OpenItem]:
    """Give what a customer owes in a currency, the oldest due first."""
    return _owed(invoices.open_items(tx, [customer_id]), currency)


def _owed(items: Iterable[OpenItem], currency: str) -> list[OpenItem]:
    owed = (
        item for item in items if item.open.cents > 0 and item.open.currency == currency
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
