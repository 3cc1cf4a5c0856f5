"""Told: what is known of an invoice or a customer, a sentence each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from agent.dunning import collection
from agent.dunning.holding import words as words_of_hold
from agent.ledger import (
    broken,
    disputes,
    exchange_notices,
    invoices,
    messages,
    outbox,
    payments,
    plans,
    promises,
    write_offs,
)
from agent.ledger.book import AGENT, Tx
from agent.ledger.disputes import Dispute
from agent.ledger.invoices import Entry
from agent.ledger.payments import Booked
from agent.ledger.promises import Promise
from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.model.letter import Delivery
from agent.model.money import Money
from agent.model.payment import Payment
from agent.model.plan import Plan
from agent.steps import exchange, holding, late, repair, score
from agent.steps.advances import owner_of
from agent.steps.certified import is_missing
from agent.steps.desk import Desk
from agent.steps.in_words import letter_in_words
from agent.steps.look import mails
from agent.steps.look.coming import fate
from agent.steps.look.open_sum import reckoned


def of_invoice(desk: Desk, tx: Tx, entry: Entry, customer: Customer) -> Iterator[str]:
    """Tell how an invoice stands, and all that was decided about it."""
    yield _state_of(desk, tx, entry, customer)
    items = invoices.items_of(tx, entry.id)
    for noted in exchange_notices.about(tx, entry.id):
        yield f"{_on(desk, noted.at).capitalize()}: {exchange.said(noted)}."
    for item in items:
        yield from _collected(desk, item)
        for part in payments.allocations(tx, item=item.id):
            yield _paid(part, payments.get(tx, part.payment_id))
        yield from late.told(desk, tx, customer, item)
    for given_up in write_offs.standing(tx, entry.id):
        on = _on(desk, given_up.at)
        yield f"{given_up.by} gave up {given_up.amount} {on}: {given_up.because}."
    for dispute in disputes.listed(tx, state="", invoice=entry.id):
        yield _contested(desk, tx, dispute)
    known = plans.of_customer(tx, customer.id)
    yield from (_agreed(desk, plan) for plan in known if entry.id in plan.invoice_ids)
    settled_at = _settled_at(tx, entry, items)
    for promise in promises.in_state(tx, "", customer.id):
        is_of_it = promise.invoice_id in ("", entry.id) and _concerns(promise, entry)
        if is_of_it and not (settled_at and promise.at > settled_at):
            yield _promised(desk, tx, promise)
    yield from mails.about(desk, tx, entry)
    for letter in outbox.letters_about(tx, [item.id for item in items]):
        yield _letter(desk, tx, letter)
        yield from _notices(tx, letter)


def of_customer(desk: Desk, tx: Tx, customer: Customer) -> Iterator[str]:
    """Tell what a customer owes, and all that stands about him."""
    owed = [one for one in invoices.open_items(tx, [customer.id]) if one.open.cents]
    told = ", ".join(f"{item.number} ({item.open})" for item in owed) or "nothing"
    yield f"{customer.name} owes {told}."
    yield score.told(desk, tx, customer)
    for item in owed:
        yield from _collected(desk, item, item.number)
    for dispute in disputes.listed(tx):
        if dispute.customer_id == customer.id:
            yield _contested(desk, tx, dispute, named=True)
    for plan in plans.of_customer(tx, customer.id):
        if plan.state in ("proposed", "running", "broken"):
            yield _agreed(desk, plan)
    for promise in promises.in_state(tx, "open", customer.id):
        yield _promised(desk, tx, promise)
    for letter in outbox.of_customer(tx, customer.id)[-1:]:
        yield _letter(desk, tx, letter)
        yield from _notices(tx, letter)


def free_money(tx: Tx, customer: Customer) -> Iterator[str]:
    """Tell of a customer's money that was put against nothing yet."""
    entries = payments.advances(tx)
    found = (
        *(one for one in entries if owner_of(tx, one) == customer),
        *payments.partly_free(tx, customer.id),
    )
    for payment in dict.fromkeys(found):
        yield (
            f"{payment.free} of payment {payment.no} is free (`sollecito review "
            f"payment {payment.no} --invoice NUMBER` puts it against an invoice)."
        )


def held(
    desk: Desk, tx: Tx, customer: Customer, said: str, invoice_id: str = ""
) -> Iterator[str]:
    """Tell of the holds that stand, those already spoken of left out.

    Args:
        said: What was told before.
        invoice_id: Only those over it, or over all; empty = every one.
    """
    for hold in holding.in_force(tx, desk.clock.today(), [customer.id]):
        words = words_of_hold(hold)
        concerns = not invoice_id or hold.invoice_id in ("", invoice_id)
        if concerns and words not in said:
            yield f"{words[0].upper()}{words[1:]}."


def addresses(desk: Desk, tx: Tx, customer: Customer) -> Iterator[str]:
    """Tell which addresses are dead, and which others were seen in the mailbox."""
    for address in customer.addresses:
        if address.dead_because:
            yield f"No letter reaches {address.email}: {address.dead_because}."
    if repair.is_wanted(tx, customer):
        for seen in repair.others(desk, tx, customer):
            yield (
                f"{seen.email} was seen in the mailbox on {seen.on} (`sollecito "
                f"customers edit {customer.no} --email {seen.email}` writes there)."
            )


def joined(sentences: Iterable[str]) -> str:
    """Make a paragraph of sentences."""
    return " ".join(sentences)


def _state_of(desk: Desk, tx: Tx, entry: Entry, customer: Customer) -> str:
    text = (
        f"{_KINDS[entry.kind]} {entry.number} of {entry.issued_on} to {customer.name}: "
        f"{entry.total}"
    )
    if entry.proforma:
        text += f", in the place of pro-forma {entry.proforma}"
    if entry.state == "review":
        return (
            f"{text}; it waits for a person: {entry.remarks or 'a doubt'} (`sollecito "
            f"review invoice {entry.number}`)."
        )
    if entry.state == "cancelled":
        return f"{text}; cancelled: {entry.remarks}."
    if not entry.open.cents:
        return f"{text}; nothing is open."
    late = (desk.clock.today() - entry.due_on).days if entry.due_on else 0
    overdue = f", {late} days ago" if late > 1 and entry.open.cents > 0 else ""
    of_what = reckoned(tx, entry)
    rest = f" ({of_what})" if of_what else ""
    return f"{text}; {entry.open} is open{rest}, due on {entry.due_on}{overdue}."


def _collected(desk: Desk, item: OpenItem, number: str = "") -> Iterator[str]:
    """Tell that we collect an item, or that it came back; nothing where it is paid."""
    said = collection.state(item, desk.rules.self_collected)
    if said and item.open.cents:
        several = item.instalments > 1
        which = f"instalment {item.instalment_no} of {item.instalments}"
        about = " ".join(filter(None, (number, which if several else "")))
        yield f"{about}: {said}." if about else f"{said[0].upper()}{said[1:]}."


def _paid(part: Booked, payment: Payment) -> str:
    if part.kind == "returned":
        return (
            f"The bank gave {-payment.amount} back unpaid on {payment.booked_on} "
            f"(payment {payment.no})."
        )
    if part.kind == "collected":
        return (
            f"{part.amount} was credited on {payment.booked_on} with payment "
            f"{payment.no}, subject to collection: {joined(part.reasons)}"
        )
    if payment.source == "hand":
        return (
            f"{part.amount} came as {payment.how} on {payment.booked_on} (payment {payment.no}, "
            f"entered by {part.by})."
        )
    return (
        f"{part.amount} came with payment {payment.no} of {payment.booked_on}: "
        f"{joined(part.reasons)}"
    )


def _agreed(desk: Desk, plan: Plan) -> str:
    parts = ", ".join(f"{part.amount} by {part.due_on}" for part in plan.parts)
    on = _on(desk, plan.at)
    state = f"{plan.state} until {plan.answer_by}"
    said = state if plan.state == "proposed" else plan.state
    return f"{plan.by} noted {on} that it is paid in parts: {parts} ({said})."


def _contested(desk: Desk, tx: Tx, dispute: Dispute, *, named: bool = False) -> str:
    items = invoices.items_of(tx, dispute.invoice_id)
    currency = items[0].amount.currency if items else "EUR"
    what = (
        f"{Money(dispute.part, currency)} is contested" if dispute.part else "contested"
    )
    if named:
        number = items[0].number if items else "An invoice"
        what = f"{number}: {what}" if dispute.part else f"{number} is contested"
    since = f"{dispute.at.astimezone(desk.clock.zone):%Y-%m-%d}"
    whose = f", {dispute.owner} looks after it" if dispute.owner else ""
    ended = f"; resolved: {dispute.outcome}" if dispute.state == "resolved" else whose
    return f"{what[0].upper()}{what[1:]} since {since}: {dispute.reason}{ended}."


def _settled_at(tx: Tx, entry: Entry, items: Iterable[OpenItem]) -> datetime | None:
    """Give when the last was put against an invoice; None while something is open."""
    if entry.open.cents:
        return None
    came = [
        part.at for item in items for part in payments.allocations(tx, item=item.id)
    ]
    given_up = [one.at for one in write_offs.standing(tx, entry.id)]
    return max([*came, *given_up], default=None)


def _concerns(promise: Promise, entry: Entry) -> bool:
    """Leave out what was promised of everything before this invoice was due."""
    if promise.invoice_id or promise.state == "open":
        return promise.state != "undone"
    return (
        promise.state != "undone" and (entry.due_on or promise.until) <= promise.until
    )


def _promised(desk: Desk, tx: Tx, promise: Promise) -> str:
    about = "" if promise.invoice_id else " all that was overdue"
    words = f": {' '.join(promise.words.split())}" if promise.words else ""
    end = "" if promise.state == "open" else f" ({promise.state})"
    who = "" if promise.by == AGENT else f", as {promise.by} noted,"
    until = f"by {promise.until}{end}{words.rstrip('.')}"
    if broken.was_none(tx, promise):
        return (
            f"A mail of his was taken {_on(desk, promise.at)} for a promise to "
            f"pay{about} {until}; a person said that it is none."
        )
    return f"He promised {_on(desk, promise.at)}{who} to pay{about} {until}."


def _letter(desk: Desk, tx: Tx, letter: Delivery) -> str:
    silent = ""
    if letter.state in ("sent", "delayed") and outbox.is_unconfirmed(tx, letter.id):
        silent = "; no sign of life since"
    called = letter_in_words(desk, letter.kind)
    return (
        f"Letter {letter.letter_no} ({called!r}) {fate(desk, tx, letter)}{silent}."
        f"{_certified(desk, tx, letter)}"
    )


def _notices(tx: Tx, letter: Delivery) -> Iterator[str]:
    if messages.about(tx, letter):
        yield (
            f"`sollecito review letter {letter.letter_no} --notices` shows what mail "
            "servers and robots said of it."
        )


def _on(desk: Desk, moment: datetime) -> str:
    return f"on {moment.astimezone(desk.clock.zone):%Y-%m-%d}"


def _certified(desk: Desk, tx: Tx, letter: Delivery) -> str:
    """Tell of the receipts of a letter by certified mail, and of one that is missing."""
    if letter.channel != "pec":
        return ""
    came = [
        f"{_RECEIPTS[one.kind]} {_on(desk, one.arrived_at)}"
        for one in messages.receipts(tx, letter)
    ]
    late = "; no delivery receipt in 24 hours" if is_missing(tx, letter) else ""
    kept = f", with the receipts kept whole: {', '.join(came)}" if came else ""
    return f" It goes by certified mail to {letter.recipient}{kept}{late}."


_KINDS = {
    "invoice": "Invoice",
    "credit_note": "Credit note",
    "proforma": "Pro-forma",
}
_RECEIPTS = {
    "pec_accepted": "accepted",
    "pec_delivered": "delivered",
    "pec_failed": "failed",
    "pec_other": "taken over",
    "delay": "delayed",
}
