"""Collected: the bank's credits of what we collect, put against its lists.

Such a credit is provisional: each part of it may come back unpaid. It says nothing
of the customers: it is neither a sign of life nor a habit of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agent.ledger import collections, customers, invoices
from agent.ledger.book import Tx
from agent.matching.collections import debits, lists, ways
from agent.matching.keys import payment_keys
from agent.model.invoice import OpenItem
from agent.model.money import Money, total
from agent.model.payment import Candidate, Decision, Payment, Settled, Unknown
from agent.steps.desk import Desk

_NO_LIST = (
    "a credit of RiBa or direct debits, but no due date's list adds up to it; "
    "name its invoices"
)
_SEVERAL = "a credit of RiBa or direct debits; {} lists add up to it: name its invoices"


def is_so(chosen: Candidate) -> bool:
    """Tell whether a reading is our bank's credit of what we collect."""
    return any(part.kind == "collected" for part in chosen.allocations)


def awaited(desk: Desk, tx: Tx) -> tuple[Money, ...]:
    """Give what is open that we collect ourselves, a sum a currency."""
    methods = desk.rules.self_collected
    items = collections.by_methods(tx, methods)
    return total([item.open for item in items if item.is_collected(methods)])


def decide(
    desk: Desk, tx: Tx, waiting: Sequence[Payment], decided: Sequence[Decision]
) -> tuple[Decision, ...]:
    """Decide anew on what the bank says it collected for us; the rest stays."""
    credits_ = {payment.id for payment in waiting if ways(payment)}
    if not credits_:
        return tuple(decided)
    methods = desk.rules.self_collected
    open_items = collections.by_methods(tx, methods)
    return tuple(
        _of(tx, payment, decision, open_items, methods)
        if payment.id in credits_
        else decision
        for payment, decision in zip(waiting, decided, strict=True)
    )


def _of(
    tx: Tx,
    payment: Payment,
    decision: Decision,
    open_items: Sequence[OpenItem],
    methods: Sequence[str],
) -> Decision:
    if isinstance(decision, Settled) or _is_customers(tx, payment):
        return decision
    possible = [one for one in open_items if _may_be_in(one, payment, methods)]
    found = lists(payment, possible)
    if len(found) == 1:
        return Settled(payment.id, found[0])
    if possible and isinstance(decision, Unknown):
        return Unknown(payment.id, _SEVERAL.format(len(found)) if found else _NO_LIST)
    return decision


def as_collected(
    tx: Tx, payment: Payment, chosen: Candidate, methods: Sequence[str]
) -> Candidate:
    """Give a reading as provisional where the bank credits what we collect."""
    wanted = ways(payment)
    if not wanted:
        return chosen
    if _is_customers(tx, payment):
        paid_by = debits(wanted).intersection(methods)
        items = invoices.items(tx, [part.item_id for part in chosen.allocations])
        if not all(item.method in paid_by for item in items if item.amount.cents > 0):
            return chosen
    parts = tuple(
        replace(part, kind="collected") if part.amount.cents > 0 else part
        for part in chosen.allocations
    )
    return replace(chosen, allocations=parts)


def _is_customers(tx: Tx, payment: Payment) -> bool:
    """Tell whether a credit names a customer as its payer: no bank's list does."""
    keys = payment_keys(payment)
    return bool(customers.by_name_keys(tx, [keys.payer_key]))


def _may_be_in(item: OpenItem, payment: Payment, methods: Sequence[str]) -> bool:
    """Tell whether a list may hold an item; one that came back later stood on it."""
    if item.returned_on is not None and item.returned_on < payment.booked_on:
        return False
    return item.open.cents > 0 and replace(item, returned_on=None).is_collected(methods)
