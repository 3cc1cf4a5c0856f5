"""What the day's lines speak of: the facts that stand beside each code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from agent.ledger import (
    calls,
    disputes,
    events,
    invoices,
    letter_book,
    messages,
    outbox,
    payments,
    promises,
)
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.mail.failure import reason_for
from agent.model.case import Hold
from agent.model.day import Fact
from agent.model.event import Event
from agent.model.invoice import OpenItem
from agent.model.letter import Delivery
from agent.model.money import Money, total
from agent.model.payment import Payment
from agent.steps import advances, late
from agent.steps.desk import Desk

Facts = dict[str, Fact]

_BEHIND = {
    "bounced": ("letter.bounced", "letter.doubted", "letter.refused"),
    "unconfirmed": ("letter.unconfirmed",),
}


def of_call(desk: Desk, tx: Tx, call: CallTask) -> Facts:
    """Say what led to a call: the letter that failed, the day promised."""
    if call.reason == "promise_broken":
        broken = promises.in_state(tx, "broken", call.customer_id)
        return {"promised_on": broken[-1].until} if broken else {}
    if call.reason == "left":
        instead = messages.named_instead(tx, call.customer_id)
        return {"address": instead[0][1]} if instead else {}
    wanted = _BEHIND.get(call.reason, ())
    history = events.of(tx, f"customer:{call.customer_id}") if wanted else ()
    behind = [event for event in history if event.what in wanted]
    return of_event(desk, tx, behind[-1]) if behind else {}


def words_of_call(tx: Tx, call: CallTask) -> str:
    """Give what a person noted, or what he wrote, when asking for a call; may be empty."""
    if call.reason == "asked":
        return messages.reading_of(tx, call.cause).call
    if call.reason != "hand":
        return ""
    return _noted(tx, call.customer_id, "call_back", "not_reached")


def words_of_hold(tx: Tx, hold: Hold) -> str:
    """Give what a person said when he put a hold; empty where a rule put it."""
    match hold.reason:
        case "hand":
            return hold.because
        case "dispute" if hold.invoice_id:
            contested = disputes.listed(tx, invoice=hold.invoice_id)
            return contested[-1].reason if contested else ""
        case "dispute":
            return _noted(tx, hold.customer_id, "dispute")
        case _:
            return ""


def _noted(tx: Tx, customer_id: str, *outcomes: str) -> str:
    made = calls.listed(tx, state="done", customer=customer_id)
    notes = [call.note for call in made if call.outcome in outcomes]
    return notes[-1] if notes else ""


def of_holds(tx: Tx, alike: Sequence[Hold]) -> Facts:
    """Name the invoices that holds are about, if they are about some."""
    items = [
        item
        for hold in alike
        if hold.invoice_id
        for item in invoices.items_of(tx, hold.invoice_id)
    ]
    return {"numbers": _numbers(items)}


def of_event(desk: Desk, tx: Tx, event: Event) -> Facts:
    """Name the letter an event is about, and why it did not arrive."""
    status = str(event.data.get("status", ""))
    reason = event.data.get("reason") or (status and reason_for(status, "")) or ""
    at_home = "yes" if event.what == "letter.refused" else ""
    doubted = "yes" if event.what == "letter.doubted" else ""
    facts: Facts = {"reason": reason, "status": status}
    facts |= {"at_home": at_home, "doubted": doubted}
    for letter in outbox.of_letter(tx, int(event.data.get("no", 0))):
        facts |= {"no": letter.letter_no, "address": letter.recipient}
        if event.what == "letter.copy_returned":
            facts["names"] = letter_book.manner(tx, letter.letter_id).copy_to
        if letter.sent_at is not None:
            facts["sent_on"] = _local(desk, letter.sent_at)
    return facts


def of_letter(desk: Desk, tx: Tx, letter: Delivery) -> tuple[Facts, Money | None]:
    """Give a letter's stage and invoices, and the sum it asks for."""
    found = late.asked_by(desk, tx, letter)
    facts: Facts = {"stage": letter.kind, "subject": letter.subject}
    return facts | {"numbers": _numbers(found.debts)}, next(iter(found.totals), None)


def payer(tx: Tx, payment: Payment) -> str:
    """Give whose an advance is, or whom the bank names, else the payment's words."""
    owner = advances.owner_of(tx, payment)
    return owner.name if owner else payment.payer or payment.remittance[:40]


def of_payment(tx: Tx, payment: Payment) -> Facts:
    """Name the invoices a payment was put against, and what of them is left."""
    parts = payments.allocations(tx, payment=payment.id)
    items = invoices.items(tx, [part.item_id for part in parts])
    facts: Facts = {"numbers": _numbers(items)}
    left = [each for each in total([item.open for item in items]) if each.cents > 0]
    if payment.how:
        facts["how"] = payment.how
    return facts | ({"left": left[0]} if left else {})


def _numbers(items: Sequence[OpenItem]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.number for item in items))


def _local(desk: Desk, moment: datetime) -> date:
    return moment.astimezone(desk.clock.zone).date()
