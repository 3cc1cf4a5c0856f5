"""Returned: what we collected and the bank gave back unpaid (insoluto).

It is booked as money that went: a payment of a negative amount. Of it just so much
is put against its instalment as our bank had credited there before; so what is open
is the debt again, whichever of the two came first, and each can be taken back alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agent.dunning.collection import name
from agent.errors import Refused
from agent.ledger import (
    candidates,
    collections,
    customers,
    events,
    invoices,
    payments,
    questions,
    recording,
    reversals,
)
from agent.ledger.book import AGENT, Tx
from agent.ledger.payments import RETURNED, Booked
from agent.matching.collections import came_back, debits, telling_words
from agent.matching.keys import payment_keys
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Allocation, BankLine, Payment
from agent.steps import ease
from agent.steps.credited import Part, entered_in, parts_of, standing
from agent.steps.desk import Desk
from agent.steps.each import Fault, in_slices, transaction

HOW = RETURNED
_NONE_FITS = "an unpaid collection: nothing that we collected fits its words"
_PAID = (
    "an unpaid collection of {}, which payment {} paid: name it if that was the "
    "collection, else say --not-ours"
)
_SEVERAL = "an unpaid collection: {} fit it"


def record(
    tx: Tx, gone: BankLine, account: str, mark: str, source: str, sha256: str
) -> None:
    """Record a debit that gives a collection back, once.

    Args:
        gone: The line, its amount negative.
    """
    payment_id = recording.record(tx, gone, account, mark, source, sha256, how=HOW)
    if payment_id:
        events.write(
            tx,
            "collection.returned",
            f"payment:{payment_id}",
            "read from a bank statement",
            amount=str(-gone.amount),
            booked=gone.booked_on.isoformat(),
        )


def settle(desk: Desk, waiting: Sequence[Payment]) -> tuple[int, tuple[Fault, ...]]:
    """Reopen what came back unpaid, or ask which it was; give how many reopened."""
    reopened = 0

    def some(waiting: Sequence[Payment]) -> None:
        nonlocal reopened
        with transaction(desk) as tx:
            now = payments.some(tx, [one.id for one in waiting])
            # Of some a person may have decided since they were looked up.
            same = [one for one in waiting if now.get(one.id) == one]
            told = _told(tx, same)
            done = sum(_decide(desk, tx, payment, told) for payment in same)
        reopened += done

    faults = in_slices(desk, waiting, some, lambda payment: f"payment {payment.no}")
    return reopened, faults


@dataclass(slots=True)
class _Told:
    """What debits may have given back.

    Args:
        parts: What our bank credited of each item and took back.
        names: Customers' names by id.
    """

    items: dict[str, OpenItem]
    parts: dict[str, list[Part]]
    names: dict[str, str]


def _told(tx: Tx, waiting: Iterable[Payment]) -> _Told:
    """Look up what any of these debits names or amounts to, together."""
    some = list(waiting)
    numbers = {number for one in some for number in payment_keys(one).numbers}
    by_number = candidates.by_keys(tx, numbers)
    words = {word for one in some for word in telling_words(one)}
    sums = {-one.amount.cents for one in some}
    by_amount = collections.of_amounts(tx, sums, words)
    items = {one.id: one for one in (*by_number, *by_amount)}
    names = customers.names(tx, {item.customer_id for item in items.values()})
    return _Told(items, parts_of(tx, items), names)


def _decide(desk: Desk, tx: Tx, payment: Payment, told: _Told) -> bool:
    fits = _fitting(desk, payment, told)
    paid = _paid(tx, fits[0], told.parts[fits[0].id]) if len(fits) == 1 else ()
    if len(fits) == 1 and not paid:
        because = f"the bank gave it back unpaid on {payment.booked_on}"
        tie(tx, payment, fits[0], because, AGENT)
        _look_again(tx, told, fits[0])
        return True
    numbers = ", ".join(sorted({item.number for item in fits}))
    said = _SEVERAL.format(numbers) if fits else _NONE_FITS
    for one in paid:
        said = _PAID.format(numbers, payments.get(tx, one.payment_id).no)
    if (payment.decision, payment.because) != ("unknown", said):
        payments.decide(tx, payment.id, "unknown", said)
    return False


def _look_again(tx: Tx, told: _Told, item: OpenItem) -> None:
    """Look up what became of an item, and of all that shares a debit with it."""
    moved = {payment.id for payment, _ in told.parts[item.id]}
    changed = {item.id} | {
        key
        for key, parts in told.parts.items()
        if any(payment.id in moved for payment, _ in parts)
    }
    told.items |= {one.id: one for one in invoices.items(tx, changed)}
    told.parts |= parts_of(tx, changed)


def _fitting(desk: Desk, payment: Payment, told: _Told) -> Sequence[OpenItem]:
    """Give what a debit may have given back; what a person entered goes first."""
    items = [
        item
        for item in told.items.values()
        if _may_come_back(desk, item, told.parts[item.id])
        or entered_in(told.parts[item.id])
    ]
    fits = came_back(payment, items, told.names)
    said = [item for item in fits if entered_in(told.parts[item.id])]
    return said if len(said) == 1 else fits


def may_come_back(desk: Desk, tx: Tx, item: OpenItem) -> bool:
    """Tell whether our bank may still give an item back: we collect it, or did again."""
    return _may_come_back(desk, item, parts_of(tx, [item.id])[item.id])


def _may_come_back(desk: Desk, item: OpenItem, parts: Sequence[Part]) -> bool:
    return item.is_collected(desk.rules.self_collected) or standing(parts).left > 0


def credited_on(tx: Tx, item: OpenItem) -> date | None:
    """Give the day our bank credited an item last; None if it did not."""
    days = [
        payment.booked_on
        for payment, one in parts_of(tx, [item.id])[item.id]
        if one.kind == "collected"
    ]
    return max(days, default=None)


def entered(tx: Tx, item: OpenItem) -> Payment | None:
    """Give the entry by hand that says that an item came back, if there is one."""
    return entered_in(parts_of(tx, [item.id])[item.id])


def _paid(tx: Tx, item: OpenItem, parts: Sequence[Part]) -> tuple[Booked, ...]:
    """Give what paid a direct debit whole, and may have been its collection.

    Its credit may name the debtor and say no more: so does a transfer of his.
    """
    if not debits([item.method]) or standing(parts).left:
        return ()
    exact = payments.allocations_of(tx, [item.id], ("exact",))
    return tuple(one for one in exact if one.amount == item.amount)


def tie(tx: Tx, payment: Payment, item: OpenItem, because: str, by: str) -> None:
    """Reopen an instalment that came back unpaid; letters ask for it from now on.

    A statement's line takes the place of what a person entered before.
    """
    before = entered(tx, item)
    if before is not None:
        _loosen(tx, before)
        reversals.take_back(tx, before.id, f"by hand: {tx.new_id()}")
    if by != AGENT:  # he says that what paid it was the collection
        for one in _paid(tx, item, parts_of(tx, [item.id])[item.id]):
            payments.set_kind(tx, one, "collected")
    kind = "settled" if by == AGENT else "by_hand"
    nothing = Allocation(item.id, Money(0, item.open.currency), "returned")
    payments.allocate(tx, payment.id, nothing, (because,), by)
    payments.decide(tx, payment.id, kind, because)
    collections.set_returned(tx, item.id, payment.booked_on)
    balance(tx, [item.id])
    questions.look_anew(tx, item.id)
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
    """Let each return take from its item just what our bank had credited before."""
    for parts in parts_of(tx, item_ids).values():
        for one, takes in standing(parts).returns:
            if one.amount.cents != -takes:
                payments.change(tx, one, -takes)


def untie(
    desk: Desk, tx: Tx, payment: Payment, because: str, item_id: str = ""
) -> None:
    """Take back that something came back: it counts as collected again.

    Args:
        item_id: What alone did not come back; empty = all that the payment says.

    Raises:
        Refused: It was paid since: it would be paid twice.
    """
    tied = [one.item_id for one in payments.allocations(tx, payment=payment.id)]
    owners = _loosen(tx, payment, item_id)
    for item in invoices.items(tx, tied):
        if item.open.cents < 0:
            raise Refused(
                f"{item.number} was paid since it came back; take that payment back "
                f"first: `sollecito why {item.number}` names it"
            )
    if payment.source == "hand":
        reversals.take_back(tx, payment.id, f"by hand: {tx.new_id()}")
    elif not payments.allocations(tx, payment=payment.id):
        payments.decide(tx, payment.id, "undone", because)
    for customer_id in owners:
        ease.after_payment(desk, tx, customer_id)


def _loosen(tx: Tx, payment: Payment, item_id: str = "") -> set[str]:
    done = [
        one
        for one in payments.allocations(tx, payment=payment.id)
        if item_id in ("", one.item_id)
    ]
    for one in done:
        payments.undo(tx, one)
        left = standing(parts_of(tx, [one.item_id])[one.item_id])
        collections.set_returned(tx, one.item_id, left.last_on)
    balance(tx, [one.item_id for one in done])
    return {one.customer_id for one in done}
