"""What follows from a letter that did not arrive, by whose fault it is.

A wrong address is a call; what may pass, another try and then a call; what is our
own fault stops all letters and troubles no customer.
"""

from __future__ import annotations

from datetime import timedelta

from agent.channels.protocol import Bounced
from agent.dunning.working_days import add_working_days
from agent.errors import Refused
from agent.ledger import customers, due, events, holds, outbox
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.fault import fault_of, is_dead
from agent.model.letter import Delivery
from agent.model.message import Failure
from agent.steps import stopping
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.ease import take_back
from agent.steps.fate import let

_WORDS: dict[str, str] = {
    "user_unknown": "the address does not exist",
    "host_unknown": "the mail domain does not exist",
    "mailbox_full": "the mailbox is full",
    "suspended": "the mailbox is switched off",
    "moved": "the address has moved",
    "expired": "it could not be delivered in time",
    "too_big": "the mail was too large",
    "policy": "the receiving server refused it by its rules",
    "spam": "the receiving server took it for spam",
    "virus": "the receiving server suspected a virus",
    "filtered": "it was filtered",
    "not_accept": "the receiving server takes no mail",
    "rate": "the receiving server takes no more for now",
    "network": "the receiving server could not be reached",
    "system": "the receiving server has a fault",
}


def bounced(
    desk: Desk, tx: Tx, delivery: Delivery, failure: Failure, message: Stored
) -> None:
    """Apply a failure notice that is surely about a letter."""
    said = _said(failure)
    at, status = message.arrived_at, failure.status
    if let(tx, delivery, Bounced(), said, sent_at=at, status=status) is None:
        return
    if not delivery.customer_id:
        due.stands_still(tx, "summary", f"a mail to ourselves came back: {said}")
        return
    _note(tx, "letter.bounced", delivery, failure, message, said)
    match fault_of(failure):
        case "ours" if not _came_back_before(tx, delivery):
            stopping.our_fault(tx, delivery, failure, said)
        case "moment" if not _came_back_before(tx, delivery):
            _once_more(desk, tx, delivery, said)
        case _:
            _follow(desk, tx, delivery, said, dead=is_dead(failure))


def _came_back_before(tx: Tx, delivery: Delivery) -> bool:
    """Tell a letter that was written once more already, and came back again."""
    written = outbox.letters_about(tx, outbox.enclosed(tx, delivery.letter_id))
    return any(
        other.state == "bounced"
        and (other.kind, other.recipient) == (delivery.kind, delivery.recipient)
        for other in written
        if other.id != delivery.id
    )


def _once_more(desk: Desk, tx: Tx, delivery: Delivery, said: str) -> None:
    """Wait a few working days: the letter counts as not written, so it comes again."""
    closed, today = desk.rules.is_closed, desk.clock.today()
    again_on = add_working_days(today, desk.sending.retry_days, closed)
    holds.put(
        tx,
        delivery.customer_id,
        "retry",
        f"letter {delivery.letter_no} came back: {said}",
        since=today,
        until=again_on - timedelta(days=1),
        cause=delivery.id,
    )
    take_back(desk, tx, delivery.customer_id)


def doubted(
    desk: Desk, tx: Tx, delivery: Delivery, failure: Failure, message: Stored, how: str
) -> None:
    """Ask for a call about a letter that a weaker tie says did not arrive.

    Nothing else changes: neither where the letter stands nor the address.

    Args:
        how: Why the tie is weaker, in a clause.
    """
    if not delivery.customer_id:
        return
    said = f"{_said(failure)}; {how}"
    because = f"letter {delivery.letter_no} may not have arrived: {said}"
    today = desk.clock.today()
    if ask_call(tx, delivery.customer_id, "bounced", because, today, cause=delivery.id):
        _note(tx, "letter.doubted", delivery, failure, message, said)
        take_back(desk, tx, delivery.customer_id)


def _said(failure: Failure) -> str:
    said = _WORDS.get(failure.reason or "", "it was returned")
    return f"{said} ({failure.status})" if failure.status else said


def _note(
    tx: Tx,
    what: str,
    delivery: Delivery,
    failure: Failure,
    message: Stored,
    because: str,
) -> None:
    events.write(
        tx,
        what,
        f"letter:{delivery.letter_id}",
        because,
        f"customer:{delivery.customer_id}",
        f"message:{message.id}",
        no=delivery.letter_no,
        status=failure.status,
        reason=failure.reason,
    )


def in_words(error: Refused) -> str:
    """Say why a letter was not taken, without names or a server's own words."""
    if not (error.status or error.code):
        return "it was put off for days and taken by nobody"
    return f"the mail server refused the address ({error.status or error.code})"


def refused_at_the_door(desk: Desk, tx: Tx, delivery: Delivery, error: Refused) -> None:
    """Turn our own relay's refusal of an address into a call."""
    if not delivery.customer_id:
        due.stands_still(tx, "summary", str(error))
        return
    said = in_words(error)
    _follow(desk, tx, delivery, said, dead=is_dead(Failure(status=error.status or "")))


def _follow(desk: Desk, tx: Tx, delivery: Delivery, said: str, *, dead: bool) -> None:
    if dead:
        customers.mark_dead(tx, delivery.customer_id, delivery.recipient, said)
    because = f"letter {delivery.letter_no} did not arrive: {said}"
    today = desk.clock.today()
    ask_call(tx, delivery.customer_id, "bounced", because, today, cause=delivery.id)
    take_back(desk, tx, delivery.customer_id)
