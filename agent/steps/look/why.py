"""Why: one paragraph on an invoice or a customer, and its history."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from agent.ledger import cases, customers, events, invoices, outbox
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.model.customer import Customer
from agent.model.event import Event
from agent.steps.act.named import the_subject
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look import told
from agent.steps.look.coming import coming
from agent.steps.waiting import why_none_leaves

_TWO_POINTS = re.compile(r"(?<!\.)\.\.(?!\.)")
_POINT_TOO_MANY = re.compile(r"(?<=[?!])\.(?!\.)")


@dataclass(frozen=True, slots=True)
class Answer:
    """Why things stand as they do.

    Args:
        about: "invoice 12/2026" or "customer 7".
        paragraph: Rule, data and what comes next with its date.
        sentences: The same, one by one.
        history: Every decision and message about it, oldest first.
    """

    about: str
    paragraph: str
    history: tuple[Event, ...]
    sentences: tuple[str, ...] = ()


def why(desk: Desk, words: str) -> Answer:
    """Explain an invoice, or else a customer, that these words name.

    Raises:
        Refused: Nothing fits, or several things do.
    """
    with picture(desk) as tx:
        found = the_subject(tx, words)
        if isinstance(found, Entry):
            return _of_invoice(desk, tx, found)
        return _of_customer(desk, tx, found)


def history(tx: Tx, found: Entry | Customer) -> tuple[Event, ...]:
    """Give every decision and message about an invoice or a customer, oldest first."""
    if isinstance(found, Customer):
        return events.of(tx, f"customer:{found.id}")
    items = [item.id for item in invoices.items_of(tx, found.id)]
    letters = {each.letter_id for each in outbox.letters_about(tx, items)}
    subjects = [f"invoice:{found.id}", *(f"letter:{each}" for each in letters)]
    known = {event.seq: event for each in subjects for event in events.of(tx, each)}
    return tuple(known[seq] for seq in sorted(known))


def _of_invoice(desk: Desk, tx: Tx, entry: Entry) -> Answer:
    customer = customers.get(tx, entry.customer_id)
    said = [*told.of_invoice(desk, tx, entry, customer)]
    if entry.state == "open" and entry.open.cents:
        following = _following(desk, tx, customer)
        said = [
            *_unless_repeated(said, following),
            *told.held(desk, tx, customer, following, entry.id),
            *told.free_money(tx, customer),
            *told.addresses(desk, tx, customer),
            following,
        ]
    return _answer(f"invoice {entry.number}", said, history(tx, entry))


def _of_customer(desk: Desk, tx: Tx, customer: Customer) -> Answer:
    said = [*told.of_customer(desk, tx, customer), *told.free_money(tx, customer)]
    if invoices.open_items(tx, [customer.id]):
        following = _following(desk, tx, customer)
        said = [
            *_unless_repeated(said, following),
            *told.held(desk, tx, customer, following),
            *told.addresses(desk, tx, customer),
            following,
        ]
    return _answer(f"customer {customer.no}", said, history(tx, customer))


def _answer(about: str, said: Iterable[str], events: tuple[Event, ...]) -> Answer:
    """Make an answer: people's words often end with the point that we set, too."""
    sentences = tuple(
        _POINT_TOO_MANY.sub("", _TWO_POINTS.sub(".", each)) for each in said
    )
    return Answer(about, told.joined(sentences), events, sentences)


def _following(desk: Desk, tx: Tx, customer: Customer) -> str:
    (case,) = cases.some(tx, [customer.id], desk.terms)
    off = why_none_leaves(desk, tx)
    still = f" No letter leaves: {off}." if off else ""
    return f"Next: {coming(desk, tx, case)}.{still}"


def _unless_repeated(said: Sequence[str], following: str) -> Iterator[str]:
    """Leave out what the sentence on what follows says too: a letter that waits."""
    repeated = following.casefold()
    return (each for each in said if each.rstrip(".").casefold() not in repeated)
