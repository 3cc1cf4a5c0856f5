"""Stopping: no letter to customers leaves until a person resumes."""

from __future__ import annotations

from agent.ledger import due, events, firms, outbox
from agent.ledger.book import Tx
from agent.model.day import Fact
from agent.model.letter import Delivery
from agent.model.message import Failure
from agent.steps import ease, fit

SENDER = "our mail"  # what stands still while other servers refuse our letters


def stop(tx: Tx, what: str, because: str, said: str, **data: str) -> int:
    """Stop every letter to customers; give how many were taken back.

    Args:
        what: Under which name it stands still.
        because: As status and summary show it.
        said, data: The same for the log, in a sentence without names.
    """
    firms.set_switch(tx, "paused", "on", because)
    due.stands_still(tx, what, because)
    events.write(tx, "sending.stopped", "firm:self", said, **data)
    waiting = outbox.in_state(tx, "approved", "ready", "claimed")
    return sum(
        ease.withdraw(tx, letter, said) for letter in waiting if letter.customer_id
    )


def our_fault(tx: Tx, delivery: Delivery, failure: Failure, said: str) -> None:
    """Stop all letters as one was refused for what is wrong with us.

    One that left before a person last stopped or resumed tells nothing new.

    Args:
        said: Why it was refused, in a clause.
    """
    decided_at = firms.set_at(tx, "paused")
    if delivery.sent_at and decided_at and delivery.sent_at <= decided_at:
        return
    because = f"letter {delivery.letter_no} came back: {said}"
    stop(
        tx,
        SENDER,
        because,
        because,
        reason=failure.reason or "other",
        status=failure.status,
    )


def refused_for(tx: Tx) -> dict[str, Fact]:
    """Give why other servers refuse our letters, as they last said it."""
    last = events.latest(tx, 1, prefix="sending.stopped")
    return {name: value for each in last for name, value in each.data.items()}


def go_on(tx: Tx) -> None:
    """Let letters leave again."""
    for what in (fit.ALL_LETTERS, SENDER):
        due.works(tx, what)
    firms.set_switch(tx, "paused", "", "a person resumed")
    events.write(tx, "sending.resumed", "firm:self", "a person resumed sending")
