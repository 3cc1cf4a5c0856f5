"""In question: the payments about which a person is asked, whole or what is left."""

from __future__ import annotations

from agent.ledger import events, payments, proposals, rests
from agent.ledger.book import AGENT, Tx
from agent.model.payment import Payment
from agent.steps.ease import QUESTIONS


def in_question(tx: Tx) -> tuple[Payment, ...]:
    """Give the payments about which a person is asked, oldest first."""
    found = (*payments.with_decision(tx, *QUESTIONS), *rests.asked(tx))
    return tuple(sorted(found, key=lambda one: (one.booked_on, one.no)))


def is_asked(tx: Tx, payment: Payment) -> bool:
    """Tell whether a person is asked about a payment, or about what is left of it."""
    if payment.state == "undone":
        return False
    is_settled = payment.decision == rests.SETTLED
    return payment.decision in QUESTIONS or (
        is_settled and bool(proposals.asked_about(tx, [payment.id]))
    )


def is_programs_no(tx: Tx, payment: Payment) -> bool:
    """Tell whether matching itself decided that a payment pays no invoice."""
    if payment.decision != "not_ours":
        return False
    said = [
        event.actor
        for event in events.of(tx, f"payment:{payment.id}")
        if event.what == "payment.not_ours"
    ]
    return said[-1:] == [AGENT]
