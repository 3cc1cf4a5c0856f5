"""Drafts: what a mail asks for, answered by a letter that a person approves.

A copy of an invoice may leave without a person where that is switched on: to the
address that asked, and once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.ledger import invoices, letter_book, letter_items, outbox
from agent.ledger.book import Tx
from agent.matching.keys import number_keys
from agent.model.invoice import OpenItem
from agent.model.letter import COPY, Delivery, Facts
from agent.model.money import total
from agent.model.reply import Reading
from agent.replies.wanted import wanted
from agent.steps import ease, enclosed
from agent.steps.acknowledge import facts_of, put_up
from agent.steps.desk import Desk
from agent.steps.fit import mode
from agent.steps.remind import approve

# All that such a mail may say for its answer to leave without a person.
_PLAIN = frozenset(("asks_documents", "acknowledges"))


def answer(
    desk: Desk,
    tx: Tx,
    reading: Reading,
    customer_id: str,
    sender: str,
    about: Delivery | None,
) -> Delivery | None:
    """Put up the letter that gives what a mail asks for.

    Args:
        sender: Who wrote the mail.
        about: The letter it answers.

    Returns:
        None where nothing is asked that the ledger knows, or none may be written.
    """
    named = _named(tx, reading, customer_id, about)
    owed = ease.owed(desk, tx, customer_id)
    chosen = [item for item in owed if item.invoice_id in named]
    match wanted(reading):
        case "copy":
            return _copy(desk, tx, reading, customer_id, sender, named)
        case "account":
            return _told(desk, tx, customer_id, "account_statement", owed)
        case "pay_details" if desk.sender.iban:
            return _told(desk, tx, customer_id, "pay_details", chosen or owed)
        case "figures":
            meant = chosen or _only(owed)
            return _told(desk, tx, customer_id, "question_answered", meant)
        case "contact":
            facts = facts_of(desk, tx, customer_id, "contact_asked", owed)
            because = "he asks that somebody else be written to"
            return put_up(desk, tx, facts, because, alone=False)
        case _:
            return None


def _named(
    tx: Tx, reading: Reading, customer_id: str, about: Delivery | None
) -> tuple[str, ...]:
    """Give his invoices that a mail names, else those of the letter it answers."""
    keys = {number_keys(number)[:1] for number in reading.invoice_references} - {()}
    found = [
        entry.id
        for entry in invoices.listed(tx, only_open=False, customer=customer_id)
        if keys and entry.state == "open" and number_keys(entry.number)[:1] in keys
    ]
    if not found and not reading.invoice_references and about is not None:
        listed = invoices.items(tx, letter_book.enclosed(tx, about.letter_id))
        found = [item.invoice_id for item in listed if item.amount.cents > 0]
    return tuple(dict.fromkeys(found))


def _only(items: Sequence[OpenItem]) -> Sequence[OpenItem]:
    """Give the items of the one invoice that can be meant; none of several."""
    return items if len({item.invoice_id for item in items}) == 1 else ()


def _with_copies(
    desk: Desk, tx: Tx, customer_id: str, named: Sequence[str]
) -> Facts | None:
    """Say what a letter with these copies may say; None where one is missing."""
    items = [item for each in named for item in invoices.items_of(tx, each)]
    copies = enclosed.copies_of(tx, named)
    if not items or not all(copies.get(each) for each in named):
        return None
    facts = facts_of(desk, tx, customer_id, COPY, items)
    owed = ease.owed(desk, tx, customer_id)
    return _with_sums(tx, facts) if all(item in owed for item in items) else facts


def _copy(
    desk: Desk,
    tx: Tx,
    reading: Reading,
    customer_id: str,
    sender: str,
    named: Sequence[str],
) -> Delivery | None:
    facts = _with_copies(desk, tx, customer_id, named)
    if facts is None:
        return None
    items = facts.about
    asked = sender if facts.customer.may_get(sender) else ""
    alone = bool(asked) and _may_go_alone(desk, tx, reading, customer_id, items)
    because = "he asks for a copy"
    return put_up(desk, tx, facts, because, recipient=asked, alone=alone)


def copy_ordered(
    desk: Desk, tx: Tx, customer_id: str, named: Sequence[str]
) -> Delivery | None:
    """Send copies because a person of ours says so; None where that cannot be.

    They go to the address that his letters go to, in office hours, once the time for
    a change of mind is over.
    """
    found = _with_copies(desk, tx, customer_id, named)
    if found is None:
        return None
    letter = put_up(desk, tx, found, "a person ordered it", alone=False)
    if letter is not None:
        approve(desk, tx, letter, "a person ordered it")
    return letter


def _may_go_alone(
    desk: Desk,
    tx: Tx,
    reading: Reading,
    customer_id: str,
    items: Sequence[OpenItem],
) -> bool:
    """Tell whether a copy may leave unasked: nothing else is said, and it is the first."""
    if not desk.sending.copies or mode(desk, tx) == "off":
        return False
    if reading.needs_person or not set(reading.intents) <= _PLAIN:
        return False
    mine = {item.id for item in items}
    return not any(
        letter.kind == COPY and mine & set(letter_book.enclosed(tx, letter.letter_id))
        for letter in outbox.of_customer(tx, customer_id)
        if letter.state not in letter_items.VOID
    )


def _told(
    desk: Desk, tx: Tx, customer_id: str, kind: str, items: Sequence[OpenItem]
) -> Delivery | None:
    """Put up a letter that says what he owes, until when, and where to pay it."""
    facts = _with_sums(tx, facts_of(desk, tx, customer_id, kind, items))
    if kind == "pay_details" and not facts.totals:
        return None
    return put_up(desk, tx, facts, "he asks what the ledger knows", alone=False)


def _with_sums(tx: Tx, facts: Facts) -> Facts:
    """Say the sum to be paid, less credit notes; none where these cover it."""
    known = invoices.open_items(tx, [facts.customer.id])
    unused = tuple(item for item in known if item.open.cents < 0)
    sums = total([item.open for item in (*facts.about, *unused)])
    asks = all(each.cents > 0 for each in sums)
    return replace(facts, credits=unused, totals=sums if asks else ())
