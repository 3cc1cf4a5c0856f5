"""Credited: what our bank credited of items that we collect, and what it took back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from agent.ledger import payments
from agent.ledger.book import Tx
from agent.ledger.payments import RETURNED, Booked
from agent.model.payment import Payment

_MOVES = ("collected", RETURNED)
Part = tuple[Payment, Booked]


def parts_of(tx: Tx, item_ids: Iterable[str]) -> dict[str, list[Part]]:
    """Give what our bank credited of items and took back, with its payments, in order."""
    found: dict[str, list[Part]] = {item_id: [] for item_id in item_ids}
    moved = payments.allocations_of(tx, found, _MOVES)
    paid = payments.some(tx, {one.payment_id for one in moved})
    for one in moved:
        found[one.item_id].append((paid[one.payment_id], one))
    return found


def entered_in(parts: Sequence[Part]) -> Payment | None:
    """Give the entry by hand that says that it came back, if there is one."""
    told = (payment for payment, one in parts if one.kind == RETURNED)
    return next((payment for payment in told if payment.source == "hand"), None)


@dataclass(frozen=True, slots=True)
class Standing:
    """What our bank credited of an item and took back.

    Args:
        returns: Each with the cents it takes from the credits before it.
        last_on: When it came back last; None if it did not.
        left: Cents credited that did not come back.
    """

    returns: tuple[tuple[Booked, int], ...]
    last_on: date | None
    left: int


def standing(parts: Iterable[Part]) -> Standing:
    """Put an item's credits and returns against each other, in their order."""
    moved = sorted(
        parts, key=lambda pair: (pair[0].booked_on, pair[1].kind, pair[0].no)
    )
    left, returns, last_on = 0, list[tuple[Booked, int]](), None
    for payment, one in moved:
        if one.kind == "collected":
            left += one.amount.cents
            continue
        takes = min(left, -payment.amount.cents)
        returns.append((one, takes))
        left, last_on = left - takes, payment.booked_on
    return Standing(tuple(returns), last_on, left)
