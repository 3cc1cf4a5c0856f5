"""Ask: what is not sure of payments becomes a person's question.

Nobody whose money it may be is written to until it is answered.
"""

from __future__ import annotations

from collections.abc import Sequence

from agent.ledger import events, holds, outbox, payments, proposals, rests
from agent.ledger.book import Tx
from agent.ledger.holds import Question
from agent.model.payment import (
    Candidate,
    Decision,
    Payment,
    Proposed,
    Settled,
    Unknown,
)
from agent.steps import ease
from agent.steps.advances import REST_WAITS, WAITS, is_rest
from agent.steps.booking import Booking
from agent.steps.desk import Desk
from agent.steps.gather import named_in

Unsure = Proposed | Unknown
_NAMED = "His name stands in it."


def ask(
    desk: Desk, tx: Tx, unsure: Sequence[tuple[Payment, Unsure]], booking: Booking
) -> set[str]:
    """Keep what payments may mean; give those whom the questions before were about.

    Args:
        booking: Opened for them: about whom they asked.
    """
    if not unsure:
        return set()
    candidates = _candidates(tx, unsure)
    proposals.propose(tx, candidates)
    for payment, decision in unsure:
        _note(tx, payment, decision, candidates[payment.id], booking)
    questions = [
        Question(
            customer_id,
            payment.id,
            f"payment {payment.no} of {payment.amount} may be his: {decision.because}",
            # Asked about before, it may have been released by a person.
            is_new=customer_id not in booking.asked.get(payment.id, ()),
        )
        for payment, decision in unsure
        for customer_id in _customers(candidates[payment.id])
    ]
    holds.put_questions(tx, questions, desk.clock.today())
    held = {one.customer_id for one in questions}
    for customer_id in {one.customer_id for one in outbox.of_customers(tx, held)}:
        ease.take_back(desk, tx, customer_id)
    return {one for payment, _ in unsure for one in booking.asked.get(payment.id, ())}


def ask_others(desk: Desk, tx: Tx, payment: Payment, decision: Decision) -> None:
    """Ask of whom else a payment may be that a person took from somebody.

    Nothing of it is booked but by a person, and of whom he denied nobody asks again.
    """
    shown = proposals.candidates(tx, payment.id)
    known = {*_customers(shown), *_denied(tx, payment)}
    found = (
        (decision.chosen,)
        if isinstance(decision, Settled)
        else _candidates(tx, [(payment, decision)])[payment.id]
    )
    more = [one for one in found if one.customer_id not in known]
    if not more:
        return
    proposals.propose(tx, {payment.id: [*more, *shown]})
    because = f"payment {payment.no} of {payment.amount} may be his: he owes it since"
    whose = _customers(more)
    for customer_id in whose:
        holds.put(
            tx,
            customer_id,
            "payment",
            because,
            since=desk.clock.today(),
            until=None,
            cause=payment.id,
            renew=True,
        )
        ease.take_back(desk, tx, customer_id)
    links = [f"customer:{one}" for one in whose]
    said = "taken from another, it may pay what is owed since"
    events.write(tx, "payment.proposed", f"payment:{payment.id}", said, *links)


def _denied(tx: Tx, payment: Payment) -> set[str]:
    """Give those of whom a person said that they did not pay."""
    return {
        link.removeprefix("customer:")
        for event in events.of(tx, f"payment:{payment.id}")
        if event.what == "payment.not_his"
        for link in event.links
    }


def _candidates(
    tx: Tx, unsure: Sequence[tuple[Payment, Unsure]]
) -> dict[str, Sequence[Candidate]]:
    """Give whose each may be: where nothing fits, those whose names stand in it."""
    nameless = [payment for payment, decision in unsure if _kind(decision) == "unknown"]
    named = named_in(tx, nameless) if nameless else {}
    found: dict[str, Sequence[Candidate]] = {}
    for payment, decision in unsure:
        found[payment.id] = (
            decision.candidates
            if isinstance(decision, Proposed)
            else [
                Candidate(one, (), 0.0, (_NAMED,)) for one in named.get(payment.id, ())
            ]
        )
    return found


def _kind(decision: Unsure) -> str:
    """Give the word for how a payment is left."""
    match decision:
        case Unknown() if decision.because in (WAITS, REST_WAITS):
            return "by_hand"
        case Unknown(is_ours=False):
            return "not_ours"
        case Unknown():
            return "unknown"
        case Proposed():
            return "proposed"


def _note(
    tx: Tx,
    payment: Payment,
    decision: Unsure,
    found: Sequence[Candidate],
    booking: Booking,
) -> None:
    """Note a decision; the log hears of it only where it is news, an advance's never.

    What is settled stays so while its rest is asked about.
    """
    kind, because = _kind(decision), decision.because
    left = payment.decision
    if (left, payment.because) == (kind, because) or left == kind == "by_hand":
        return
    is_settled = left == rests.SETTLED and is_rest(payment)
    if is_settled and booking.asked.get(payment.id):
        return
    if not is_settled:
        payments.decide(tx, payment.id, kind, because)
    if kind != "by_hand":
        events.write(
            tx,
            f"payment.{kind}",
            f"payment:{payment.id}",
            because,
            *(f"customer:{one}" for one in _customers(found)),
            amount=str(payment.amount),
        )


def _customers(found: Sequence[Candidate]) -> list[str]:
    return list(dict.fromkeys(one.customer_id for one in found))
