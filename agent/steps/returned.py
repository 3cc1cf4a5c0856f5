"""Returned: what we collected and the bank gave back unpaid (insoluto).

It is booked as money that went: a payment of a negative amount. Of it just so much
is put against its instalment as our bank had credited there before; so what is open
is the debt again, whichever of the two came first, and each can be taken back alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from agent.dunning.collection import name
from agent.ledger import (
    candidates,
    collections,
    customers,
    events,
    invoices,
    payments,
    questions,
)
from agent.ledger.book import AGENT, Tx
from agent.matching.collections import came_back
from agent.matching.keys import payment_keys
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Allocation, BankLine, Payment
from agent.steps import ease
from agent.steps.desk import Desk
from agent.steps.each import each, picture, transaction

HOW = "returned"
_NONE_FITS = "an unpaid collection: nothing that we collected fits its words"
_SEVERAL = "an unpaid collection: {} fit it"


def record(tx: Tx, line: BankLine, account: str, mark: str, sha256: str) -> str:
    """Record a debit that gives a collection back, once; empty if it stands."""
    gone = replace(line, amount=-line.amount)
    payment_id = payments.record(tx, gone, account, mark, "statement", sha256, how=HOW)
    if payment_id:
        events.write(
            tx,
            "collection.returned",
            f"payment:{payment_id}",
            "read from a bank statement",
            amount=str(line.amount),
            booked=line.booked_on.isoformat(),
        )
    return payment_id


def settle(desk: Desk) -> int:
    """Reopen what came back unpaid, or ask which it was; give how many reopened."""
    with picture(desk) as tx:
        found = payments.with_decision(tx, "new", "unknown")
    reopened = 0

    def one(payment: Payment) -> None:
        nonlocal reopened
        with transaction(desk) as tx:
            reopened += _decide(desk, tx, payment)

    waiting = [payment for payment in found if payment.how == HOW]
    each(desk, waiting, one, lambda payment: f"payment {payment.no}")
    return reopened


def _decide(desk: Desk, tx: Tx, payment: Payment) -> bool:
    items = _candidates(desk, tx, payment)
    names = customers.names(tx, {item.customer_id for item in items})
    fits = came_back(payment, items, names)
    if len(fits) == 1:
        because = f"the bank gave it back unpaid on {payment.booked_on}"
        tie(tx, payment, fits[0], because, AGENT)
        return True
    numbers = ", ".join(sorted({item.number for item in fits}))
    asked = ("unknown", _SEVERAL.format(numbers) if fits else _NONE_FITS)
    if payments.decision_of(tx, payment.id) != asked:
        payments.decide(tx, payment.id, *asked)
    return False


def _candidates(desk: Desk, tx: Tx, payment: Payment) -> list[OpenItem]:
    """Give what we collect that it may have been, also what a person said came back."""
    found = {
        item.id: item
        for item in (
            *candidates.by_keys(tx, payment_keys(payment).numbers),
            *collections.of_amounts(tx, [-payment.amount.cents]),
        )
    }
    methods = desk.rules.self_collected
    collected = {key for key, item in found.items() if item.is_collected(methods)}
    others = found.keys() - collected
    tied = {one.item_id for one in payments.of_kind(tx, "returned", others)}
    return [
        item
        for key, item in found.items()
        if key in collected or (key in tied and _entered(tx, item) is not None)
    ]


def _entered(tx: Tx, item: OpenItem) -> Payment | None:
    """Give the entry by hand that says that an item came back, if there is one."""
    for part in payments.allocations(tx, item=item.id):
        if part.kind == "returned":
            payment = payments.get(tx, part.payment_id)
            return payment if payment.source == "hand" else None
    return None


def tie(tx: Tx, payment: Payment, item: OpenItem, because: str, by: str) -> None:
    """Reopen an instalment that came back unpaid; letters ask for it from now on.

    A statement's line takes the place of what a person entered before.
    """
    entered = _entered(tx, item)
    if entered is not None:
        forget(tx, entered)
    kind = "settled" if by == AGENT else "by_hand"
    nothing = Allocation(item.id, Money(0, item.open.currency), "returned")
    payments.allocate(tx, payment.id, nothing, (because,), by)
    payments.decide(tx, payment.id, kind, because)
    collections.set_returned(tx, item.id, payment.booked_on)
    balance(tx, [item.id])
    questions.look_anew(tx)
    events.write(
        tx,
        "collection.reopened",
        f"invoice:{item.invoice_id}",
        f"{name(item.method) or 'its collection'} came back unpaid: it is asked for",
        f"customer:{item.customer_id}",
        f"payment:{payment.id}",
        amount=str(item.amount),
    )


def reopen(desk: Desk, tx: Tx, item_ids: Iterable[str], on: date) -> None:
    """Ask for what we collect and whose credit the bank took back whole."""
    balance(tx, item_ids)
    for item in invoices.items(tx, item_ids):
        if item.is_collected(desk.rules.self_collected):
            collections.set_returned(tx, item.id, on)


def balance(tx: Tx, item_ids: Iterable[str]) -> None:
    """Let what came back take from each item just what our bank had credited of it."""
    for item_id in set(item_ids):
        parts = payments.allocations(tx, item=item_id)
        credited = sum(one.amount.cents for one in parts if one.kind == "collected")
        for one in parts:
            if one.kind != "returned":
                continue
            most = -payments.get(tx, one.payment_id).amount.cents
            wanted = Money(-min(credited, most), one.amount.currency)
            if wanted != one.amount:
                payments.undo(tx, one)
                part = Allocation(item_id, wanted, "returned")
                payments.allocate(tx, one.payment_id, part, one.reasons, one.by)


def untie(desk: Desk, tx: Tx, payment: Payment, because: str) -> None:
    """Take back that something came back: it counts as collected again."""
    owners = _loosen(tx, payment)
    if payment.source == "hand":
        payments.take_back(tx, payment.id, f"by hand: {tx.new_id()}")
    else:
        payments.decide(tx, payment.id, "undone", because)
    for customer_id in owners:
        ease.after_payment(desk, tx, customer_id)


def forget(tx: Tx, payment: Payment) -> None:
    """Drop an entry by hand whose place a statement's line takes."""
    _loosen(tx, payment)
    payments.take_back(tx, payment.id, f"by hand: {tx.new_id()}")


def _loosen(tx: Tx, payment: Payment) -> set[str]:
    done = payments.allocations(tx, payment=payment.id)
    for one in done:
        payments.undo(tx, one)
        collections.set_returned(tx, one.item_id, None)
    return {one.customer_id for one in done}
