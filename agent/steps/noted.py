"""Noted: what of a person's mail is kept for those who look at it later."""

from __future__ import annotations

from collections.abc import Sequence

from agent.ledger import messages
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.model.letter import Delivery
from agent.model.reply import Reading


def note_reading(
    tx: Tx,
    stored: Stored,
    reading: Reading,
    owners: Sequence[str],
    delivery: Delivery | None,
) -> None:
    """Keep what a mail was understood to say."""
    messages.finish(
        tx,
        stored.id,
        kind="reply" if reading.about_money else "other",
        because="a person wrote",
        words=reading.text,
        customer=owners[0] if owners else None,
        delivery=delivery.id if delivery else None,
        reading={
            "intents": list(reading.intents),
            "needs_person": reading.needs_person,
            "numbers": list(reading.invoice_references),
            "contact": reading.new_contact,
            "call": reading.call_words,
            "parts": reading.parts,
            "monthly": reading.monthly,
        },
    )
