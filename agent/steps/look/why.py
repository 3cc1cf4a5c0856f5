"""Why: one paragraph on an invoice, a customer or a payment, and its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent.errors import Refused
from agent.ledger import cases, customers, events, invoices, outbox, payments
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.model.case import Call, Held, NextAction, Send, Wait
from agent.model.customer import Customer
from agent.model.event import Event
from agent.model.letter import Delivery
from agent.steps.act.named import the_customer, the_invoice
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.remind import next_action


@dataclass(frozen=True, slots=True)
class Answer:
    """Why things stand as they do.

    Args:
        about: "invoice 12/2026" or "customer 7".
        paragraph: Rule, data and what comes next with its date.
        history: Every decision and message about it, oldest first.
    """

    about: str
    paragraph: str
    history: tuple[Event, ...]


def why(desk: Desk, words: str) -> Answer:
    """Explain an invoice, or else a customer, that these words name.

    Raises:
        Refused: Nothing fits.
    """
    with picture(desk) as tx:
        try:
            return _of_invoice(desk, tx, the_invoice(tx, words))
        except Refused as no_invoice:
            if not customers.find(tx, words):
                raise Refused(
                    f"neither an invoice nor a customer fits {words!r}"
                ) from no_invoice
        return _of_customer(desk, tx, the_customer(tx, words))


def _of_invoice(desk: Desk, tx: Tx, entry: Entry) -> Answer:
    customer = customers.get(tx, entry.customer_id)
    items = [item.id for item in invoices.items_of(tx, entry.id)]
    letters = outbox.letters_about(tx, items)
    sentences = [
        _state_of(entry, customer),
        *_money(tx, entry),
        *(_letter(desk, letter) for letter in letters),
    ]
    if entry.state == "open" and entry.open.cents:
        sentences.append(_next(desk, tx, customer))
    subjects = [
        f"invoice:{entry.id}",
        *(f"letter:{each.letter_id}" for each in letters),
    ]
    told = {event.seq: event for each in subjects for event in events.of(tx, each)}
    history = tuple(told[seq] for seq in sorted(told))
    return Answer(f"invoice {entry.number}", " ".join(sentences), history)


def _state_of(entry: Entry, customer: Customer) -> str:
    kind = "Credit note" if entry.kind == "credit_note" else "Invoice"
    text = (
        f"{kind} {entry.number} of {entry.issued_on} to {customer.name}: {entry.total}"
    )
    if entry.state == "review":
        return f"{text}; it waits for a person: {entry.remarks or 'a doubt'}."
    if entry.state == "cancelled":
        return f"{text}; cancelled: {entry.remarks}."
    if not entry.open.cents:
        return f"{text}; nothing is open."
    return f"{text}; {entry.open} is open, due on {entry.due_on}."


def _money(tx: Tx, entry: Entry) -> list[str]:
    found = []
    for item in invoices.items_of(tx, entry.id):
        for part in payments.allocations(tx, item=item.id):
            payment = payments.get(tx, part.payment_id)
            found.append(
                f"{part.amount} came with payment {payment.no} of {payment.booked_on}: "
                f"{' '.join(part.reasons)}"
            )
    return found


def _letter(desk: Desk, letter: Delivery) -> str:
    """Say how far a letter has come, in the firm's own time."""
    state = letter.state.replace("_", " ")
    left = ""
    if letter.sent_at is not None:
        at = letter.sent_at.astimezone(desk.clock.zone)
        left = f" left on {at:%Y-%m-%d at %H:%M} and"
    return (
        f"Letter {letter.letter_no} ({letter.kind}){left} is {state}: {letter.because}."
    )


def _of_customer(desk: Desk, tx: Tx, customer: Customer) -> Answer:
    owed = list(invoices.open_items(tx, [customer.id]))
    told = ", ".join(f"{item.number} ({item.open})" for item in owed) or "nothing"
    paragraph = f"{customer.name} owes {told}."
    if owed:
        paragraph += " " + _next(desk, tx, customer)
    history = events.of(tx, f"customer:{customer.id}")
    return Answer(f"customer {customer.no}", paragraph, history)


def _next(desk: Desk, tx: Tx, customer: Customer) -> str:
    found = cases.some(tx, [customer.id], desk.terms)
    return in_words(next_action(desk, found[0]), desk.clock.today())


def in_words(action: NextAction, today: date) -> str:
    """Say what comes next, with its date and its reason."""
    match action:
        case Send(stage=stage, because=because):
            return f"Next: the letter '{stage.name}', today ({today}): {because}."
        case Call(because=because):
            return f"Next: a call, today ({today}): {because}."
        case Wait(until=until, because=because):
            return f"Next: nothing before {until}: {because}."
        case Held(until=None, because=because):
            return f"Held until a person decides: {because}."
        case Held(until=until, because=because):
            return f"Held until {until}: {because}."
