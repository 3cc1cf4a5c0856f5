"""Acknowledge: answer an objection or a promise by a letter that a person approves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from agent.dunning.instalments import cut
from agent.errors import Unreadable
from agent.ledger import (
    customers,
    due,
    invoices,
    letter_book,
    letter_items,
    messages,
    outbox,
    promises,
)
from agent.ledger.book import Tx
from agent.ledger.contested import less_contested
from agent.model.invoice import OpenItem
from agent.model.letter import ANSWERS, Delivery, Facts
from agent.model.money import total
from agent.model.plan import Plan
from agent.model.procedure import Stage
from agent.steps import ease, remind
from agent.steps.desk import Desk
from agent.steps.fit import mode, stopped_by_hand
from agent.steps.own_account import compose_checked

_NOT_GONE = ("proposed", "approved", "ready")
_ONE_WITHIN = timedelta(days=7)  # the next answer waits for a person, whatever the mode
# An objection that a mail made, and a person then records, is answered once.
_AGAIN_AFTER = timedelta(days=14)


def dispute(desk: Desk, tx: Tx, customer_id: str, invoice_id: str) -> Delivery | None:
    """Put up the letter that says who looks into an objection.

    Returns:
        None where none is written: nothing is open, sending or answers are off,
        no address works, or a person has stopped all letters to this customer.
    """
    found = less_contested(tx, invoices.items_of(tx, invoice_id))
    items = [one for one in found if one.open.cents > 0]
    kind, because = "dispute_acknowledged", "an invoice is contested"
    if told := _told_lately(tx, customer_id, kind, items):
        return told
    return put_up(desk, tx, facts_of(desk, tx, customer_id, kind, items), because)


def _told_lately(
    tx: Tx, customer_id: str, kind: str, items: Sequence[OpenItem]
) -> Delivery | None:
    """Give the answer of this kind about these items that left, or is about to."""
    mine = {item.id for item in items}
    for letter in outbox.of_customer(tx, customer_id):
        at = letter.created_at
        is_late = at is None or at < tx.now - _AGAIN_AFTER
        if letter.kind != kind or is_late or letter.state in letter_items.VOID:
            continue
        if mine <= set(letter_book.enclosed(tx, letter.letter_id)):
            return letter
    return None


def objection(
    desk: Desk, tx: Tx, customer_id: str, named: Sequence[str]
) -> Delivery | None:
    """Put up that letter where a mail contests the one invoice it can mean.

    Args:
        named: Numbers of the invoices that the mail names.
    """
    owed = [one for one in invoices.open_items(tx, [customer_id]) if one.open.cents > 0]
    meant = [one for one in owed if one.number in named] or owed
    found = {one.invoice_id for one in meant}
    return dispute(desk, tx, customer_id, found.pop()) if len(found) == 1 else None


def promise(desk: Desk, tx: Tx, customer_id: str) -> Delivery | None:
    """Put up the letter that confirms the day promised last; None as for a dispute."""
    made = promises.in_state(tx, "open", customer_id)[-1]
    items = ease.still_owed(desk, tx, made)
    facts = facts_of(desk, tx, customer_id, "promise_confirmed", items)
    sums = total([item.open for item in items])
    facts = replace(facts, promised_on=made.until, totals=sums)
    return put_up(desk, tx, facts, f"promised by {made.until.isoformat()}")


def plan(
    desk: Desk, tx: Tx, proposed: Plan, items: Sequence[OpenItem]
) -> Delivery | None:
    """Put up the letter that proposes a plan; None as for a dispute.

    Args:
        items: What it is about, as it is due now.
    """
    parts = cut(items, proposed.parts)
    shown = [
        replace(
            item,
            id=f"{item.id}/{n}",
            due_on=part.due_on,
            amount=part.amount,
            open=part.amount,
            instalment_no=n,
            instalments=len(parts[item.id]),
        )
        for item in items
        for n, part in enumerate(parts[item.id], 1)
    ]
    facts = facts_of(desk, tx, proposed.customer_id, "plan_proposed", shown)
    facts = replace(facts, totals=total([item.open for item in shown]))
    return put_up(desk, tx, facts, "a plan is proposed", items)


def thread_of(tx: Tx, delivery: Delivery) -> tuple[str, ...]:
    """Give the letters before a letter, and last the mail that an answer answers."""
    thread = outbox.last_thread(tx, delivery.customer_id)
    if delivery.kind not in ANSWERS:
        return thread
    his = [
        mail.message_id
        for mail in messages.of_customer(tx, delivery.customer_id)
        if mail.kind == "reply" and mail.message_id
    ]
    return (*thread, *his[:1])


def facts_of(
    desk: Desk, tx: Tx, customer_id: str, kind: str, items: Sequence[OpenItem]
) -> Facts:
    """Gather what an answer of this kind may say of these items, without sums."""
    return Facts(
        firm=desk.sender,
        customer=customers.get(tx, customer_id),
        stage=Stage(kind, 0),
        today=desk.clock.today(),
        overdue=(),
        upcoming=(),
        totals=(),
        about=tuple(items),
    )


def put_up(
    desk: Desk,
    tx: Tx,
    facts: Facts,
    because: str,
    about: Sequence[OpenItem] = (),
    *,
    recipient: str = "",
    alone: bool | None = None,
) -> Delivery | None:
    """Write an answer down; None where none may be written.

    Args:
        about: What it is about, where that is not what it shows.
        recipient: An address of his that works; empty = the one letters go to.
        alone: It leaves without a person's word; None = as the configuration says.
    """
    about = about or facts.about
    customer, kind = facts.customer, facts.stage.name
    is_off = "off" in (mode(desk, tx), desk.sending.answers)
    if is_off or not (facts.about and customer.write_to):
        return None
    if stopped_by_hand(desk, tx, customer.id):
        return None
    try:
        composed = compose_checked(desk, facts)
    except Unreadable as error:  # a bad template never costs what a person said
        due.stands_still(tx, "writing", f"customer {customer.no}: {error}")
        return None
    before = outbox.of_customer(tx, customer.id)
    for earlier in before:
        if earlier.kind == kind and earlier.state in _NOT_GONE:
            ease.withdraw(tx, earlier, "a newer answer takes its place")
    known = invoices.open_items(tx, [customer.id])
    draft = letter_book.Draft(
        kind=kind,
        composed=composed,
        recipient=recipient or customer.write_to,
        because=because,
        customer_id=customer.id,
        language=customer.language,
        items=(*about, *(item for item in known if item.open.cents < 0)),
    )
    if alone is None:
        alone = desk.sending.answers == mode(desk, tx) == "auto"
    # Two programs may be answering each other.
    answered = any(
        one.kind in ANSWERS and one.sent_at and tx.now - one.sent_at < _ONE_WITHIN
        for one in before
    )
    return remind.put_up(desk, tx, draft, about, alone=alone and not answered)
