"""Mails: what a customer wrote about an invoice, and what it brought about."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from agent.ledger import (
    corrections,
    events,
    holds,
    invoices,
    letter_book,
    messages,
    outbox,
)
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.ledger.messages import Said, Stored
from agent.matching.keys import number_keys
from agent.model.event import Event
from agent.steps.desk import Desk
from agent.steps.in_words import MEANINGS

_MOST = 100  # of a customer's last mails
_BROUGHT = ("reply.held", "call.asked", "message.mail")


def about(desk: Desk, tx: Tx, entry: Entry) -> Iterator[str]:
    """Tell which mails concern an invoice, oldest first, a sentence each."""
    for mail in reversed(messages.of_customer(tx, entry.customer_id, _MOST)):
        if mail.kind != "reply" or mail.state != "read":
            continue
        said = messages.reading_of(tx, mail.id)
        day = mail.arrived_at.astimezone(desk.clock.zone).date()
        if day >= entry.issued_on and _concerns(tx, entry, mail, said):
            known = _in_words(corrections.first_read(tx, mail.id))
            meant = f" ({known})" if known else ""
            yield f"He wrote on {day.isoformat()}{meant}: {_brought(desk, tx, entry, mail)}."
            yield from _corrected(desk, tx, mail)


def _in_words(intents: Collection[str]) -> str:
    """Say what a mail means; empty where that is none of what we tell apart."""
    known = [MEANINGS[one] for one in MEANINGS if one in intents and one != "other"]
    return f"he {'; he '.join(known)}" if known else ""


def _corrected(desk: Desk, tx: Tx, mail: Stored) -> Iterator[str]:
    """Tell who said when that a mail means something else; nothing if nobody did."""
    meant = corrections.corrected(tx, mail.id)
    log = events.of(tx, f"message:{mail.id}")
    last = [event for event in log if event.what == "reply.corrected"][-1:]
    for event in last if meant else ():
        day = event.at.astimezone(desk.clock.zone).date()
        if set(meant) == corrections.first_read(tx, mail.id):
            yield f"{event.actor} said on {day} that this is right."
        else:
            now = _in_words(meant) or "he says nothing of the kind"
            yield (
                f"{event.actor} corrected this on {day}, and it stands as: {now}; "
                "a correction ends no hold."
            )


def _concerns(tx: Tx, entry: Entry, mail: Stored, said: Said) -> bool:
    """Tell a mail that names the invoice, or answers a letter about it, or names none."""
    if said.numbers:
        key = number_keys(entry.number)[:1]
        return any(number_keys(number)[:1] == key for number in said.numbers)
    if not mail.delivery_id:
        return True
    letter = outbox.get(tx, mail.delivery_id)
    listed = letter_book.enclosed(tx, letter.letter_id)
    items = invoices.items(tx, listed)
    return any(item.invoice_id == entry.id for item in items)


def _brought(desk: Desk, tx: Tx, entry: Entry, mail: Stored) -> str:
    brought = (
        event.because.rpartition(": ")[2] + _ended(desk, tx, entry.customer_id, event)
        for event in events.of(tx, f"message:{mail.id}")
        if event.what in _BROUGHT
    )
    return ", ".join(dict.fromkeys(brought)) or "nothing followed from it"


def _ended(desk: Desk, tx: Tx, customer_id: str, event: Event) -> str:
    """Tell when and by what the hold that a mail brought ended; empty if it stands."""
    because, _, held = event.because.rpartition(": ")
    zone = desk.clock.zone
    day = event.at.astimezone(zone).date()
    end = holds.ended(tx, customer_id, because, day) if held else None
    if end is None:
        return ""
    at, why = end
    return f", which ended on {at.astimezone(zone):%Y-%m-%d} ({why.rstrip('.')})"
