"""From the numbers in a text to the items they may name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from agent.matching.amounts import explanations, is_typed
from agent.matching.evidence import Naming, Who, naming
from agent.matching.identifiers import plain_code
from agent.matching.index import Items
from agent.matching.references import Mention, Remittance
from agent.matching.shapes import Shape, shape_of
from agent.model.invoice import OpenItem
from agent.model.money import Money

_TELLING = 4  # signs of a part of a reference that are no chance
_SHORTEST = 3

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


def resolve(said: Remittance, items: Items, who: Who, paid: Money) -> tuple[Named, ...]:
    """Find what each number or reference in the text may name.

    A number alone names an item of whoever the payment points to, if it names
    one of his; without such an item it may name anybody's.
    """
    named = tuple(
        _resolve(mention, items, who, paid) for mention in mentions_of(said, items)
    )
    ours = (_resolve(mention, items, who, paid) for mention in said.labelled)
    return (*named, *(each for each in ours if _is_his(each, who, paid)))


def _is_his(named: Named, who: Who, paid: Money) -> bool:
    """Tell whether a number under another label is a known payer's invoice.

    The sum must say so too: orders and contracts are numbered as invoices are.
    """
    written = plain_code(named.mention.written)
    return any(
        item.customer_id == who.known
        and item.open == paid
        and (
            named.how >= Naming.FULL
            or (len(written) >= _TELLING and written.endswith(plain_code(item.number)))
        )
        for item in named.items
        if named.how >= Naming.BARE
    )


def mentions_of(said: Remittance, items: Items) -> tuple[Mention, ...]:
    """Give what the text names: references that are known, and other numbers."""
    known = [key for key in said.references if key in items.by_reference]
    numbers = (
        mention
        for mention in said.mentions
        if _names_fully(mention, items)
        or not any(_is_part(mention, key) for key in known)
    )
    return (*numbers, *(Mention((), key, reference=key) for key in known))


def _names_fully(mention: Mention, items: Items) -> bool:
    """Tell whether it is a number of ours with its year, whatever else it may be."""
    return any(
        naming(mention, item) >= Naming.FULL
        for shape in mention.shapes
        for item in (
            *items.by_sequence.get(shape.sequence, ()),
            *_closed(items, shape.sequence),
        )
    )


def _is_part(mention: Mention, key: str) -> bool:
    bare = plain_code(mention.written)
    return bare == key or (len(bare) >= _TELLING and bare in key)


def _resolve(mention: Mention, items: Items, who: Who, paid: Money) -> Named:
    sequences = sorted({shape.sequence for shape in mention.shapes})
    referred = items.by_reference.get(mention.reference, ())
    found = [
        (item, naming(mention, item))
        for item in (
            *(one for each in sequences for one in items.by_sequence.get(each, ())),
            *(one for one in referred if one.open.cents),
        )
        if item.open.currency == paid.currency
        and (item.open.cents < 0) == mention.is_credit
    ]
    how = max((each for _, each in found), default=Naming.NONE)
    best = tuple(item for item, each in found if how and each is how)
    if how < Naming.FULL:
        best = tuple(one for one in best if who.of(one.customer_id).agrees) or best
    closed = tuple(
        item
        for item in (
            *(one for each in sequences for one in _closed(items, each)),
            *(one for one in referred if not one.open.cents),
        )
        if _names_closed(naming(mention, item), how, item, who, paid)
    )
    is_his = any(who.of(one.customer_id).agrees for one in (*best, *closed))
    if not is_his and not mention.is_credit:
        meant = _misspelt(mention, items, who, paid)
        best, how = (meant, Naming.NEAR) if meant else (best, how)
    return Named(mention, best, how, closed)


def _misspelt(mention: Mention, items: Items, who: Who, paid: Money) -> Bundle:
    """Give a known payer's items whose number is one slip away and whose sum fits.

    None where somebody has that very number and owes about this sum.
    """
    theirs = items.by_customer.get(who.known, ())
    if any(
        naming(mention, item) >= Naming.BARE and is_about(paid, item)
        for shape in mention.shapes
        for item in items.by_sequence.get(shape.sequence, ())
    ):
        return ()
    return tuple(
        item
        for item in theirs
        if any(_is_slip(shape, shape_of(item.number)) for shape in mention.shapes)
        and is_about(paid, item)
    )


def is_about(paid: Money, item: OpenItem) -> bool:
    """Tell whether an item is owed to the cent, or but for a difference with a name."""
    if item.open.currency != paid.currency or item.open.cents <= 0:
        return False
    fit = explanations(paid.cents, item.open.cents, item.basis)[0]
    return fit.kind == "exact" or is_typed(fit)


def _is_slip(written: Shape, own: Shape) -> bool:
    if len(written.sequence) != len(own.sequence) or len(own.sequence) < _SHORTEST:
        return False
    is_of_year = not (written.year and own.year) or written.year == own.year
    # Another digit is another invoice: one of next month's may not be here yet.
    is_swapped = sorted(written.sequence) == sorted(own.sequence)
    distance = OSA.distance(written.sequence, own.sequence, score_cutoff=1)
    return is_of_year and is_swapped and distance <= 1


def _closed(items: Items, sequence: str) -> Sequence[OpenItem]:
    return items.closed_by_sequence.get(sequence, ())


def _names_closed(
    closed: Naming, how: Naming, item: OpenItem, who: Who, paid: Money
) -> bool:
    """Tell whether a closed item is what the number means.

    Every year has its number 12: without a year it must be his, or the sum. With
    another year it must be both.
    """
    is_his, is_sum = who.of(item.customer_id).agrees, item.amount == paid
    if not closed or closed < how:
        return False
    return is_his and is_sum if closed is Naming.NEAR else is_his or is_sum
