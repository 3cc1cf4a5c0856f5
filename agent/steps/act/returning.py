"""What a person says of collections that came back unpaid (insoluto)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from agent.dunning.collection import name as way
from agent.errors import Refused
from agent.ledger import collections, invoices, payments, recording
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import BankLine, Payment
from agent.steps import returned
from agent.steps.act.allocating import settle_others
from agent.steps.act.named import the_invoice
from agent.steps.desk import Desk
from agent.steps.each import transaction


def enter(desk: Desk, by: str, words: str, on: date, part: int = 0) -> OpenItem:
    """Note that an instalment came back unpaid, before a statement says so.

    Args:
        part: Which instalment, from 1; 0 = the only one that we collect.

    Raises:
        Refused: We do not collect it, it came back already, or several fit.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        item = _the_item(desk, tx, entry, part)
        if on < item.due_on:
            raise Refused(f"{entry.number} was not due before {item.due_on}")
        credited_on = returned.credited_on(tx, item)
        if credited_on and on < credited_on:
            raise Refused(
                f"{entry.number} was credited on {credited_on}; say --on DAY, when it "
                "came back"
            )
        line = BankLine(on, -item.amount, is_credit=False, remittance=entry.number)
        mark = hashlib.sha256(f"hand|{tx.new_id()}".encode()).hexdigest()
        payment_id = recording.record(tx, line, "", mark, "hand", "", how=returned.HOW)
        payment = payments.get(tx, payment_id)
        because = f"{by} says that it came back unpaid on {on}"
        returned.tie(tx, payment, item, because, by)
    settle_others(desk)
    return item


def take_back(desk: Desk, by: str, words: str, part: int = 0) -> Money:
    """Take back that an instalment came back unpaid; give its amount.

    Raises:
        Refused: Nothing of the invoice came back, or several instalments did.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        found = _came_back(tx, entry, part)
        item = _only(found, entry, "nothing of invoice {} came back unpaid")
        ties = [
            one
            for one in payments.allocations(tx, item=item.id)
            if one.kind == "returned"
        ]
        if ties:  # the last time alone: it may have been presented again
            payment = payments.get(tx, ties[-1].payment_id)
            returned.untie(desk, tx, payment, f"{by} took it back", item.id)
        else:
            collections.set_returned(tx, item.id, None)
    settle_others(desk)
    return item.amount


def name(desk: Desk, tx: Tx, payment: Payment, named: Sequence[Entry], by: str) -> None:
    """Say which invoices a debit of the bank gave back unpaid.

    Raises:
        Refused: It is tied already, we do not collect one of them, or they are more
            than the bank took back.
    """
    if payments.allocations(tx, payment=payment.id):
        raise Refused(f"payment {payment.no} is tied to an invoice; --undo frees it")
    cents = -payment.amount.cents
    items = [_named(desk, tx, entry, cents) for entry in named]
    asked = sum(min(item.amount.cents, cents) for item in items)
    if asked > cents:
        raise Refused(
            f"{Money(asked, payment.amount.currency)} of these invoices is more than "
            f"the {-payment.amount} that the bank took back"
        )
    for item in items:
        returned.tie(tx, payment, item, "a person named it", by)


def _named(desk: Desk, tx: Tx, entry: Entry, cents: int) -> OpenItem:
    found = _collected(desk, tx, entry)
    same = [item for item in found if item.amount.cents == cents]
    said = [item for item in found if returned.entered(tx, item)]
    return _only(said or same or found, entry, _NOT_OURS)


_NOT_OURS = (
    "nothing of invoice {} is collected by us; `sollecito customers edit WHO "
    "--method riba` says that a customer pays so"
)


def _the_item(desk: Desk, tx: Tx, entry: Entry, part: int) -> OpenItem:
    found = [
        item
        for item in invoices.items_of(tx, entry.id)
        if returned.may_come_back(desk, tx, item) and part in (0, item.instalment_no)
    ]
    if not found and (back := _came_back(tx, entry, part)):
        raise Refused(
            f"{entry.number} came back unpaid on {back[0].returned_on} already; `sollecito returned "
            f"{entry.number} --undo` takes that back"
        )
    due = [item for item in found if item.due_on <= desk.clock.today()]
    return _only(due or found, entry, _NOT_OURS)


def _collected(desk: Desk, tx: Tx, entry: Entry) -> list[OpenItem]:
    return [
        item
        for item in invoices.items_of(tx, entry.id)
        if returned.may_come_back(desk, tx, item) or returned.entered(tx, item)
    ]


def _came_back(tx: Tx, entry: Entry, part: int) -> list[OpenItem]:
    return [
        item
        for item in invoices.items_of(tx, entry.id)
        if item.returned_on and part in (0, item.instalment_no)
    ]


def _only(items: Sequence[OpenItem], entry: Entry, none: str) -> OpenItem:
    if not items:
        raise Refused(none.format(entry.number))
    if len(items) > 1:
        some = ", ".join(
            f"{item.instalment_no} ({way(item.method)} due {item.due_on})"
            for item in items
        )
        raise Refused(
            f"invoice {entry.number} has several: {some}; `sollecito returned "
            f"{entry.number} --instalment N` says which"
        )
    return items[0]
