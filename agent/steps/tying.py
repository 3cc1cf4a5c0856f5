"""Tying: which letter a notice of failure is about, and how surely."""

from __future__ import annotations

from datetime import timedelta

from agent.ledger import letter_book, outbox
from agent.ledger.book import Tx
from agent.model.letter import Delivery
from agent.model.message import Failure, Parts
from agent.steps.asked import Asked

# Mail servers give up after five days at most (RFC 5321 § 4.5.4.1); the rest is for
# a mailbox that was not read for a while.
_WITHIN = timedelta(days=10)


def presumed(asked: Asked, parts: Parts, failure: Failure) -> Delivery | None:
    """Give the one letter that lately went to a failed address.

    For a notice that names no mail at all: one that names a mail which is none of
    our letters is about that mail, or forged.
    """
    named, tx = asked.marks(parts), asked.tx
    if named.tokens or named.message_ids or failure.original_message_id:
        return None
    found = outbox.out_to(tx, failure.recipients, tx.now - _WITHIN)
    return found[0] if len(found) == 1 else None


def is_of_another(failure: Failure, delivery: Delivery) -> bool:
    """Tell a failure at an address the letter was passed on to, not at its own."""
    return bool(failure.recipients) and (
        delivery.recipient.lower() not in failure.recipients
    )


def is_of_copies(tx: Tx, failure: Failure, delivery: Delivery) -> bool:
    """Tell a failure at no other address than those that got a copy."""
    return bool(failure.recipients) and all(
        is_to_copies(tx, recipient, delivery) for recipient in failure.recipients
    )


def is_to_copies(tx: Tx, address: str, delivery: Delivery) -> bool:
    """Tell an address that got a copy of a letter, and not the letter itself."""
    copied = {to.lower() for to in letter_book.manner(tx, delivery.letter_id).copy_to}
    return address.lower() in copied - {delivery.recipient.lower()}
