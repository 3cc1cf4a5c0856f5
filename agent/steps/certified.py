"""Certified mail (PEC): what its receipts say of a letter, and when one is missing.

Only a receipt that lies in the certified mailbox, names a letter of ours by its own
Message-ID and, where it says so, its recipient counts; any other changes nothing.
Source: DPR 68/2005 art. 6: sent when accepted, delivered when put into his mailbox.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from agent.channels import protocol
from agent.ledger import events, messages, outbox, signs
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail import pec
from agent.model.letter import Delivery
from agent.model.message import (
    Bounce,
    Delay,
    Failure,
    MessageKind,
    Parts,
    Receipt,
)
from agent.steps import failures
from agent.steps.deliver import proven
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, nothing, picture, transaction
from agent.steps.fate import let

# Within so long it is delivered or given up: DM 2 November 2005, § 6.4.
_RECEIPT_WITHIN = timedelta(hours=24)
_MISSING = "letter.unreceipted"


def took_news(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    what: MessageKind,
    letter: Delivery | None,
) -> bool:
    """Take in news of a letter sent by certified mail, if it is to be believed.

    Args:
        letter: The letter of ours whose marks the mail bears.

    Returns:
        False where the mail is to be read like any other.
    """
    named = pec.letter_of(parts)
    about = outbox.by_message_id(tx, [named or ""]) or letter
    is_news = named is not None or isinstance(what, Bounce | Delay | Receipt)
    if about is None or about.channel != "pec" or not is_news:
        return False
    fault = _why_not_believed(desk, stored, what, named, about)
    if fault:
        messages.finish(tx, stored.id, kind="other", because=fault)
        return True
    if named is None:
        return False  # an ordinary notice, in the certified mailbox
    messages.finish(
        tx,
        stored.id,
        kind=_word(what),
        because=what.because,
        delivery=about.id,
        customer=about.customer_id,
    )
    _apply(desk, tx, stored, what, about)
    return True


def _why_not_believed(
    desk: Desk, stored: Stored, what: MessageKind, named: str | None, letter: Delivery
) -> str:
    if desk.pec is None or stored.mailbox != desk.pec.mailbox or stored.role == "sent":
        return "news of certified mail, but not in the certified mailbox"
    if named not in (None, letter.message_id):
        return "a receipt of certified mail about another mail"
    if named and not _is_for(what, letter.recipient.lower()):
        return "a receipt of certified mail about another recipient"
    return ""


def _is_for(what: MessageKind, recipient: str) -> bool:
    match what:
        case Receipt(recipients=named) | Delay(failure=Failure(recipients=named)):
            return not named or recipient in named
        case _:
            return True


def _word(what: MessageKind) -> str:
    match what:
        case Receipt():
            return what.what
        case Delay():
            return "delay"
        case _:
            return "pec_other"  # taken over by his provider


def _apply(
    desk: Desk, tx: Tx, stored: Stored, what: MessageKind, letter: Delivery
) -> None:
    at = stored.arrived_at
    match what:
        case Receipt(what="pec_accepted"):
            because = "its receipt says that it was accepted"
            proven(tx, letter, protocol.EvidenceFound(), because)
        case Receipt(what="pec_delivered"):
            let(tx, letter, protocol.Delivered(), what.because, sent_at=at)
            _is_alive(tx, stored, letter)
        case Receipt(what="pec_failed"):
            failure = Failure(what.recipients, is_permanent=True, reason=what.reason)
            failures.bounced(desk, tx, letter, failure, stored)
        case Delay():
            let(tx, letter, protocol.Delayed(), what.because, sent_at=at)
        case _:
            pass


def _is_alive(tx: Tx, stored: Stored, letter: Delivery) -> None:
    customer, at = letter.customer_id, stored.arrived_at
    signs.add(tx, customer, "delivered", at, delivery_id=letter.id, message=stored.id)
    _note(tx, "letter.delivered", "its delivery receipt says so", letter)


def _note(tx: Tx, what: str, because: str, letter: Delivery) -> None:
    about = (f"letter:{letter.letter_id}", because, f"customer:{letter.customer_id}")
    events.write(tx, what, *about, no=letter.letter_no)


def watch(desk: Desk, beat: Callable[[], None] = nothing) -> tuple[Fault, ...]:
    """Tell once of each certified letter without its delivery receipt for a day.

    Args:
        beat: Called before each of them.
    """
    if desk.pec is None:
        return ()
    with picture(desk) as tx:
        out = outbox.in_state(tx, "sent", "delayed")
        late = [letter for letter in out if is_missing(tx, letter)]

    def tell(letter: Delivery) -> None:
        with transaction(desk) as tx:
            told = {event.what for event in events.of(tx, f"letter:{letter.letter_id}")}
            if _MISSING not in told:
                because = f"letter {letter.letter_no}: no delivery receipt in 24 hours"
                _note(tx, _MISSING, because, letter)

    return each(desk, late, tell, lambda it: f"letter {it.letter_no}", beat)


def is_missing(tx: Tx, letter: Delivery) -> bool:
    """Tell a certified letter whose delivery receipt should be here by now."""
    is_out = letter.channel == "pec" and letter.state in ("sent", "delayed")
    left = letter.sent_at
    return is_out and left is not None and tx.now - left > _RECEIPT_WITHIN
