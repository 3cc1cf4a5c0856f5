"""What follows from a letter that did not arrive, by whose fault it is.

A wrong address is a call; what may pass, another try and then a call; what is surely
our own fault stops all letters and troubles no customer.
"""

from __future__ import annotations

from datetime import timedelta

from agent.channels.protocol import Bounced
from agent.dunning.working_days import add_working_days
from agent.errors import Refused
from agent.ledger import customers, due, events, holds, letter_book, outbox
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.failure import reason_for
from agent.mail.fault import fault_of, is_dead
from agent.mail.said import Command
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


_WORDS_AT_HOME: dict[str, str] = {
    "too_big": "our mail server found it too large",
    "policy": "our mail server refused it by its rules",
    "spam": "our mail server took it for spam",
    "virus": "our mail server suspected a virus",
    "rate": "our mail server takes no more for now",
    "not_accept": "our mail server takes no mail",
}


def bounced(
    desk: Desk, tx: Tx, delivery: Delivery, failure: Failure, message: Stored
) -> None:
    """Apply a failure notice that is surely about a letter."""
    said = _said(failure)
    at, status = message.arrived_at, failure.status
    back = let(tx, delivery, Bounced(), said, sent_at=at, status=status)
    if back is None:
        return
    if not delivery.customer_id:
        due.stands_still(tx, "summary", f"a mail to ourselves came back: {said}")
        return
    fault = fault_of(failure)
    _note(tx, "letter.bounced", delivery, failure, message, said, fault=fault)
    if fault == "ours" and stopping.by_others(tx, back, failure, said):
        return
    if _may_pass(failure) and not _failed_before(tx, delivery):
        _once_more(desk, tx, delivery, message, said)
    else:
        _follow(desk, tx, delivery, said, dead=is_dead(failure))


def _may_pass(failure: Failure) -> bool:
    passes = failure.reason == "rate" or failure.is_permanent is False
    return fault_of(failure) == "moment" or (passes and fault_of(failure) == "ours")


def _failed_before(tx: Tx, delivery: Delivery) -> bool:
    """Tell a letter that was written once more already, and failed again."""
    written = outbox.letters_about(tx, letter_book.enclosed(tx, delivery.letter_id))
    return any(
        other.state in ("bounced", "refused")
        and (other.kind, other.recipient) == (delivery.kind, delivery.recipient)
        for other in written
        if other.id != delivery.id
    )


def _once_more(
    desk: Desk, tx: Tx, delivery: Delivery, message: Stored, said: str
) -> None:
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
        cause=message.id,
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


def copy_returned(
    tx: Tx, delivery: Delivery, failure: Failure, message: Stored
) -> None:
    """Note that the copy of a letter did not arrive; the letter itself is another."""
    _note(tx, "letter.copy_returned", delivery, failure, message, _said(failure))


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
    **data: str,
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
        **data,
    )


def refusal(error: Refused, command: Command) -> Failure:
    """Read what our own side said no with, and to what; without a code: not for good."""
    said, status = str(error), error.status or ""
    words = said.partition(": ")[2] or said
    is_final = bool(error.code or status)
    return Failure(
        is_permanent=is_final,
        reason=reason_for(status, words, command) if is_final else None,
        status=status,
    )


def in_words(error: Refused, failure: Failure) -> str:
    """Say why a letter was not taken, without names or a server's own words."""
    code = error.status or error.code
    if not code:
        return "it was put off for days and taken by nobody"
    if fault_of(failure, at_home=True) == "ours":
        said = _WORDS_AT_HOME.get(
            failure.reason or "", "our mail server turned it away"
        )
        return f"{said} ({code})"
    return f"the mail server refused the address ({code})"


def refused_at_the_door(
    desk: Desk, tx: Tx, delivery: Delivery, error: Refused, failure: Failure
) -> None:
    """Follow a refusal by our own mail server: a call, or a stop where it is us.

    What a certified mailbox's provider refuses says nothing of ordinary mail.
    """
    said = in_words(error, failure)
    is_ours = fault_of(failure, at_home=True) == "ours" and delivery.channel == "email"
    if not delivery.customer_id:
        due.stands_still(tx, "summary", str(error))
    elif is_ours and not _failed_before(tx, delivery):
        stopping.at_home(tx, delivery, failure, said)
    else:
        _follow(desk, tx, delivery, said, dead=is_dead(failure))


def _follow(desk: Desk, tx: Tx, delivery: Delivery, said: str, *, dead: bool) -> None:
    if dead:
        customers.mark_dead(tx, delivery.customer_id, delivery.recipient, said)
    because = f"letter {delivery.letter_no} did not arrive: {said}"
    today = desk.clock.today()
    ask_call(tx, delivery.customer_id, "bounced", because, today, cause=delivery.id)
    take_back(desk, tx, delivery.customer_id)
