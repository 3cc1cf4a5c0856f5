"""What a person said of the rest of a payment, taken back alone."""

from __future__ import annotations

from collections.abc import Sequence

from agent.ledger import events, invoices, payments, questions, rests
from agent.ledger.book import AGENT, Tx
from agent.ledger.payments import Booked
from agent.model.payment import Payment
from agent.steps import ease, returned
from agent.steps.desk import Desk

_NO_REST = ("collected", "returned")


def answer_of(payment: Payment, done: Sequence[Booked]) -> tuple[Booked, ...]:
    """Give what a person put of a rest, at the last; empty where all is one answer.

    Args:
        done: What stands of the payment, in order.
    """
    if payment.source == "hand" or any(one.kind in _NO_REST for one in done):
        return ()
    hers = [one for one in done if one.by != AGENT]
    last = max((one.at for one in hers), default=None)
    answer = tuple(one for one in hers if one.at == last)
    return answer if len(answer) < len(done) else ()


def take_back_answer(
    desk: Desk, tx: Tx, payment: Payment, answer: Sequence[Booked]
) -> None:
    """Free what a person put of a rest; what the payment paid before stands."""
    for one in answer:
        payments.undo(tx, one)
    returned.balance(tx, [one.item_id for one in answer])
    about = {
        *(f"customer:{one.customer_id}" for one in answer),
        *(
            f"invoice:{item.invoice_id}"
            for item in invoices.items(tx, [one.item_id for one in answer])
        ),
    }
    said = "a person took back what was put of its rest"
    ask_again(tx, payment, said, *about)
    for customer_id in {one.customer_id for one in answer}:
        ease.take_back(desk, tx, customer_id)


def ask_again(tx: Tx, payment: Payment, said: str, *about: str) -> None:
    """Ask about a rest again; the payment is left as what else it paid left it."""
    before = payments.allocations(tx, payment=payment.id)
    is_hers = any(one.by != AGENT for one in before)
    left = "by_hand" if is_hers else rests.SETTLED
    payments.decide(tx, payment.id, left, " ".join(before[0].reasons))
    questions.look_anew(tx)
    subject, amount = f"payment:{payment.id}", str(payment.amount)
    events.write(tx, "payment.undone", subject, said, *about, amount=amount)
