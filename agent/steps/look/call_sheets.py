"""Call sheets: all that one needs on the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent.ledger import customers, disputes, messages, outbox, promises
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.steps import repair
from agent.steps.day_to_do import open_calls
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.repair import Seen


@dataclass(frozen=True, slots=True)
class CallSheet:
    """All that one needs on the phone.

    Args:
        items: What to ask for, oldest first, credit notes not yet used behind it.
        total: Of these, as a letter would ask.
        contacts: The last letters and messages, newest first.
        promises: Earlier promises and what came of them.
        side: The customer's own last words, and what he contests.
        apart: What he owes too, in no sum: not yet due, or held.
        addresses: Other addresses of his that a person may confirm, newest first.
    """

    no: int
    customer: Customer
    because: str
    items: tuple[OpenItem, ...]
    total: tuple[Money, ...]
    contacts: tuple[str, ...]
    promises: tuple[str, ...]
    side: tuple[str, ...]
    apart: tuple[OpenItem, ...] = ()
    addresses: tuple[Seen, ...] = ()


def call_sheets(desk: Desk, no: int = 0) -> tuple[CallSheet, ...]:
    """Give the sheets of all open calls, the most money first, or of one."""
    with picture(desk) as tx:
        found = open_calls(desk, tx, desk.clock.today(), no)
        return tuple(
            CallSheet(
                no=call.no,
                customer=customers.get(tx, call.customer_id),
                because=call.because,
                items=(*told.debts, *told.credits),
                total=told.totals,
                contacts=_contacts(tx, desk, call.customer_id),
                promises=_promises(tx, call.customer_id),
                side=_side(tx, call.customer_id),
                apart=told.apart,
                addresses=_addresses(desk, tx, call),
            )
            for call, told in found
        )


def _addresses(desk: Desk, tx: Tx, call: CallTask) -> tuple[Seen, ...]:
    if call.reason not in repair.ADDRESS_CALLS:
        return ()
    return repair.others(desk, tx, customers.get(tx, call.customer_id))


def _contacts(tx: Tx, desk: Desk, customer_id: str) -> tuple[str, ...]:
    zone = desk.clock.zone
    told: list[tuple[datetime, str]] = [
        (letter.sent_at, f"letter '{letter.kind}': {letter.state}")
        for letter in outbox.of_customer(tx, customer_id)
        if letter.sent_at is not None
    ]
    told += [
        (message.arrived_at, f"{message.kind.replace('_', ' ')}: {message.subject}")
        for message in messages.of_customer(tx, customer_id, 10)
    ]
    newest = sorted(told, reverse=True)[:5]
    return tuple(f"{at.astimezone(zone):%Y-%m-%d} {what}" for at, what in newest)


def _promises(tx: Tx, customer_id: str) -> tuple[str, ...]:
    return tuple(
        f"by {each.until.isoformat()}: {each.state}"
        for each in promises.in_state(tx, "", customer_id)
        if each.state != "undone"
    )


def _side(tx: Tx, customer_id: str) -> tuple[str, ...]:
    contested = tuple(
        f"contests: {each.reason} (with {each.owner})"
        for each in disputes.listed(tx)
        if each.customer_id == customer_id
    )
    written = [
        each.words for each in messages.of_customer(tx, customer_id) if each.words
    ]
    return (*contested, *written[:1])
