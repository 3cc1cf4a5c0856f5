"""Repair: other addresses of a customer, seen in the mailbox, for a person to confirm.

None of them is ever written to by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from agent.ledger import blobs, calls, messages, writers
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.free_domains import FREE
from agent.mail.parse import parse
from agent.model.call import Seen
from agent.model.customer import Customer
from agent.steps.desk import Desk

# Calls that another address may make needless.
ADDRESS_CALLS = ("bounced", "no_address", "left")
_MOST = 3
_MOST_READ = 10  # last mails of his whose other recipients are looked at


def is_wanted(tx: Tx, customer: Customer) -> bool:
    """Tell a customer for whom another address is looked for."""
    if not customer.write_to or any(one.dead_because for one in customer.addresses):
        return True
    waiting = calls.listed(tx, customer=customer.id)
    return any(call.reason in ADDRESS_CALLS for call in waiting)


def others(desk: Desk, tx: Tx, customer: Customer) -> tuple[Seen, ...]:
    """Give other addresses of a customer, the last seen first; at most three."""
    known = {one.email for one in customer.addresses} | desk.own_addresses
    found: dict[str, datetime] = {}
    for at, email in _all_seen(tx, customer):
        if email not in known:
            found[email] = max(at, found.get(email, at))
    newest = sorted(found.items(), key=lambda one: one[1], reverse=True)[:_MOST]
    zone = desk.clock.zone
    return tuple(Seen(email, at.astimezone(zone).date()) for email, at in newest)


def _all_seen(tx: Tx, customer: Customer) -> Iterator[tuple[datetime, str]]:
    yield from messages.named_instead(tx, customer.id)
    yield from messages.writers_for(tx, customer.id)
    domains = _domains(tx, customer)
    for domain in sorted(domains):
        yield from messages.writers_at(tx, domain)
    for stored in messages.of_customer(tx, customer.id, _MOST_READ):
        for email in _named_in(tx, stored):
            if email.rpartition("@")[2] in domains:
                yield stored.arrived_at, email


def _named_in(tx: Tx, stored: Stored) -> tuple[str, ...]:
    """Give who else got a mail that a person of his or one of us wrote."""
    if stored.kind not in ("reply", "other", "colleague"):
        return ()
    parts = parse(blobs.get(tx, stored.sha256))
    return (*parts.to, *parts.cc)


def _domains(tx: Tx, customer: Customer) -> set[str]:
    """Give the mail domains that are this customer's alone."""
    his = {one.email.rpartition("@")[2] for one in customer.addresses} - FREE
    everyone = writers.emails(tx)
    return {
        domain
        for domain in his
        if writers.of(tx, [one for one in everyone if one.endswith(f"@{domain}")])
        == (customer.id,)
    }
