"""Allocating: how a person's money is spread over open items, and taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.ledger import events, holds, invoices, payments, proposals, reversals
from agent.ledger.book import AGENT, Tx
from agent.ledger.invoices import Entry
from agent.ledger.payments import Booked
from agent.matching.explain import is_by_law
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import (
    Allocation,
    Candidate,
    Payment,
    Proposed,
    Settled,
    Unknown,
)
from agent.steps import ease, returned
from agent.steps.desk import Desk
from agent.steps.each import each
from agent.steps.settle import decide_all, settle

_BEFORE = "So it stood before."
_OWN = "A person put it so, and took it back."


def fill(tx: Tx, free: Money, named: Sequence[Entry]) -> tuple[Allocation, ...]:
    """Spread money over open items; credit notes among them widen it.

    No more of a credit note is used up than there is to pay: it never becomes
    money.
    """
    items = [item for entry in named for item in invoices.items_of(tx, entry.id)]
    same = [item for item in items if item.open.currency == free.currency]
    debts = [item for item in same if item.open.cents > 0]
    owed = sum(item.open.cents for item in debts)
    parts, credit = [], 0
    for item in (item for item in same if item.open.cents < 0):
        use = min(-item.open.cents, owed - credit)
        if use > 0:
            parts.append(Allocation(item.id, Money(-use, free.currency), "hand"))
            credit += use
    left = free.cents + credit
    for item in debts:
        take = min(left, item.open.cents)
        if take > 0:
            parts.append(Allocation(item.id, Money(take, free.currency), "hand"))
            left -= take
    return tuple(parts)


def make_room(tx: Tx, payment: Payment, named: Sequence[Entry]) -> None:
    """Free what a person names of money that matching put there for want of a word.

    The law chose among the payer's debts (art. 1193 c.c.), and a person knows better.
    That money is decided anew.
    """
    items = [item for entry in named for item in invoices.items_of(tx, entry.id)]
    left = payment.free.cents - sum(max(0, item.open.cents) for item in items)
    for item in items:
        for one in payments.allocations(tx, item=item.id):
            is_said = one.payment_id == payment.id or one.by != AGENT
            if left > 0 and is_by_law(one.reasons) and not is_said:
                _free(tx, one, item, f"payment {payment.no} is for {item.number}")
                left -= one.amount.cents


def _free(tx: Tx, one: Booked, item: OpenItem, because: str) -> None:
    payments.undo(tx, one)
    payments.decide(tx, one.payment_id, "new", because)
    about = (f"customer:{one.customer_id}", f"invoice:{item.invoice_id}")
    events.write(tx, "payment.undone", f"payment:{one.payment_id}", because, *about)


def take_back(
    desk: Desk, tx: Tx, payment: Payment, done: Sequence[Booked], because: str
) -> None:
    """Undo allocations, and ask whose the money is; each customer waits for that.

    Whom a person had named by mistake is asked about, and waits, only where matching
    would ask about him too.
    """
    if payment.how == returned.HOW:
        for one in done:
            returned.untie(desk, tx, payment, because, one.item_id)
        return
    mine: dict[str, list[Booked]] = {}
    for allocation in done:
        payments.undo(tx, allocation)
        mine.setdefault(allocation.customer_id, []).append(allocation)
    returned.balance(tx, [one.item_id for one in done])
    payments.decide(tx, payment.id, "undone", because)
    meant = _meant(desk, tx, payment.id)
    others = [one for one in meant if one.customer_id not in mine]
    is_own = any(one.by != AGENT for one in done)
    suggested = {one.customer_id for one in meant}
    if is_own:
        mine = {whose: some for whose, some in mine.items() if whose in suggested}
    told = _OWN if is_own else _BEFORE
    before = [_as_before(one, told) for one in mine.values()]
    shown = _but_last(meant, before) if is_own else [*before, *others]
    proposals.propose(tx, {payment.id: shown})
    for other in {one.customer_id for one in others}:
        holds.put(
            tx,
            other,
            "payment",
            f"payment {payment.no} was taken back from another: it may be his",
            since=desk.clock.today(),
            until=None,
            cause=payment.id,
            renew=True,
        )
        ease.take_back(desk, tx, other)
    for customer_id, taken in mine.items():
        holds.put(
            tx,
            customer_id,
            "payment",
            f"payment {payment.no} was taken back from his invoices, and nobody has "
            "said yet whose it is",
            since=desk.clock.today(),
            until=None,
            cause=taken[0].id,
        )
        ease.take_back(desk, tx, customer_id)


def _meant(desk: Desk, tx: Tx, payment_id: str) -> Sequence[Candidate]:
    """Give what matching makes of a payment now: the machine asks no second time."""
    payment = payments.get(tx, payment_id)
    (decision,) = decide_all(tx, [payment], desk.rules.tolerance)
    match decision:
        case Settled(chosen=chosen):
            return (chosen,)
        case Proposed(candidates=found):
            return found
        case Unknown():
            return ()


def _but_last(
    meant: Sequence[Candidate], before: Sequence[Candidate]
) -> list[Candidate]:
    """Show what a person's own answer was last of those shown: he took it back."""
    denied = {frozenset(_parts(one)) for one in before}
    others = [one for one in meant if frozenset(_parts(one)) not in denied]
    shown = max(0, proposals.SHOWN - len(before))
    return [*others[:shown], *before, *others[shown:]]


def _parts(one: Candidate) -> Iterator[tuple[str, int]]:
    return ((part.item_id, part.amount.cents) for part in one.allocations)


def _as_before(taken: Sequence[Booked], told: str) -> Candidate:
    parts = tuple(Allocation(one.item_id, one.amount, "hand") for one in taken)
    return Candidate(taken[0].customer_id, parts, 0.0, (told,))


def forget_entry(desk: Desk, tx: Tx, payment: Payment, done: Sequence[Booked]) -> None:
    """Take an entry by hand back whole: nothing of it is free afterwards."""
    for allocation in done:
        payments.undo(tx, allocation)
    reversals.take_back(tx, payment.id, f"by hand: {tx.new_id()}")
    for customer_id in {allocation.customer_id for allocation in done}:
        ease.take_back(desk, tx, customer_id)


def settle_others(desk: Desk) -> None:
    """Settle what was noted to be looked at anew: one answer may be another's.

    What fails now is made up for by the next settling.
    """

    def work(_name: str) -> None:
        settle(desk)

    each(desk, ["the other payments"], work)
