"""From the numbers in a text to the items they may name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from agent.matching.evidence import Naming, Who, naming
from agent.matching.index import Items
from agent.matching.references import Mention
from agent.model.invoice import OpenItem
from agent.model.money import Money

Bundle = tuple[OpenItem, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """What one number in the text may name.

    Args:
        items: Open items that it names best, and equally well.
        how: How well; NONE if it names nothing open.
        closed: Closed items that it names at least as well.
    """

    mention: Mention
    items: Bundle
    how: Naming
    closed: Bundle = ()


def resolve(
    mentions: Iterable[Mention], items: Items, who: Who, paid: Money
) -> tuple[Named, ...]:
    """Find what each number in the text may name.

    A number alone names an item of whoever the payment points to, if it names
    one of his; without such an item it may name anybody's.
    """
    return tuple(_resolve(mention, items, who, paid) for mention in mentions)


def _resolve(mention: Mention, items: Items, who: Who, paid: Money) -> Named:
    sequences = sorted({shape.sequence for shape in mention.shapes})
    found = [
        (item, naming(mention, item))
        for each in sequences
        for item in items.by_sequence.get(each, ())
        if item.open.currency == paid.currency
        and (item.open.cents < 0) == mention.is_credit
    ]
    how = max((each for _, each in found), default=Naming.NONE)
    best = tuple(item for item, each in found if how and each is how)
    if how < Naming.FULL:
        best = tuple(one for one in best if who.of(one.customer_id).agrees) or best
    closed = tuple(
        item
        for each in sequences
        for item in items.closed_by_sequence.get(each, ())
        if _names_closed(naming(mention, item), how, item, who, paid)
    )
    return Named(mention, best, how, closed)


def _names_closed(
    closed: Naming, how: Naming, item: OpenItem, who: Who, paid: Money
) -> bool:
    """Tell whether a closed item is what the number means.

    Every year has its number 12: without a year it must be his, or the sum.
    """
    if closed < max(how, Naming.BARE):
        return False
    is_his = who.of(item.customer_id).agrees
    return closed >= Naming.FULL or is_his or item.amount == paid
