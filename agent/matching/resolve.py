"""From the numbers in a text to the items they may name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz.distance import OSA

from agent.matching.amounts import explained
from agent.matching.evidence import Naming, Who, naming
from agent.matching.identifiers import as_written, plain_code
from agent.matching.index import Items
from agent.matching.references import Mention, Remittance
from agent.matching.shapes import Shape, groups_of, shape_of
from agent.model.invoice import OpenItem
from agent.model.money import Money

_TELLING = 4  # signs of a part of a reference that are no chance
_SHORTEST = 3
_GROUPS_AND_ENDS = 3  # blanks around and between three groups are four

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


class _His:
    """What a known payer may mean who errs in a number; most payments never ask."""

    def __init__(self, items: Sequence[OpenItem], paid: Money):
        self.items = items
        self._paid = paid

    @cached_property
    def about(self) -> Bundle:
        """Give what he owes of about the sum paid."""
        return tuple(item for item in self.items if is_about(self._paid, item))


def resolve(said: Remittance, items: Items, who: Who, paid: Money) -> tuple[Named, ...]:
    """Find what each number or reference in the text may name.

    A number alone names an item of whoever the payment points to, if it names
    one of his; without such an item it may name anybody's.
    """
    mentions = mentions_of(said, items)
    is_said = _is_said_with_years(mentions, items, who, paid)
    his = _His(() if is_said else items.by_customer.get(who.known, ()), paid)
    named = tuple(_resolve(mention, items, who, paid, his) for mention in mentions)
    named = _without_parts(named, said.words)
    named = tuple(_of_series(each, said.words) for each in named)
    named = (*named, *_slips(named, who, paid, his))
    ours = (_resolve(each, items, who, paid, his) for each in said.labelled)
    return (*named, *(each for each in ours if _is_his(each, who, paid)))


def _is_said_with_years(
    mentions: Iterable[Mention], items: Items, who: Who, paid: Money
) -> bool:
    """Tell whether numbers with their years are his and add up: beside them none errs.

    Whatever else is written, it is no other number of his with two digits swapped.
    """
    named = {
        item
        for mention in mentions
        for shape in mention.shapes
        for item in items.by_sequence.get(shape.sequence, ())
        if item.customer_id == who.known and item.open.currency == paid.currency
        if naming(mention, item) >= Naming.FULL
    }
    return bool(named) and sum(item.open.cents for item in named) == paid.cents


def _without_parts(named: tuple[Named, ...], words: str) -> tuple[Named, ...]:
    """Leave out what is only a part of a longer number: "2026/2/598" names no 2."""
    written = groups_of(words)
    whole = {
        item.number
        for each in named
        for item in (*each.items, *each.closed)
        for number in (groups_of(item.number),)
        if number.count(" ") > _GROUPS_AND_ENDS and number in written
    }
    if not whole:
        return named
    own = {shape_of(number).sequence for number in whole}
    parts = {group for number in whole for group in groups_of(number).split()} - own
    return tuple(
        each
        for each in named
        if not each.mention.shapes
        or any(shape.sequence not in parts for shape in each.mention.shapes)
    )


def _of_series(named: Named, words: str) -> Named:
    """Keep what is written with its series: "FPR 41/26" names that, and no plain 41."""
    if len(named.items) == 1:
        return named
    whole = tuple(
        item
        for item in named.items
        if shape_of(item.number).series and groups_of(item.number) in groups_of(words)
    )
    return replace(named, items=whole) if whole else named


def _slips(named: Sequence[Named], who: Who, paid: Money, his: _His) -> Iterator[Named]:
    """Give what else a known payer may mean who names what is not his, nor this sum.

    His own number is one slip away; where he owes just this sum, that says more.
    """
    if not named or any(item.open == paid for item in his.items):
        return
    for each in named:
        is_strange = not any(
            who.of(one.customer_id).agrees or is_about(paid, one) for one in each.items
        )
        if each.items and is_strange and not each.mention.is_credit:
            near = tuple(one for one in his.items if _may_mean(each.mention, one))
            yield Named(each.mention, near, Naming.NEAR)


def _may_mean(mention: Mention, item: OpenItem) -> bool:
    own = shape_of(item.number)
    is_debt = item.open.cents > 0
    return is_debt and any(_is_slip(shape, own) for shape in mention.shapes)


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
    references = (
        Mention((), as_written(key, said.words), reference=key) for key in known
    )
    return (*numbers, *references)


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


def _resolve(mention: Mention, items: Items, who: Who, paid: Money, his: _His) -> Named:
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
        meant = _misspelt(mention, items, paid, his)
        best, how = (meant, Naming.NEAR) if meant else (best, how)
    return Named(mention, best, how, closed)


def _misspelt(mention: Mention, items: Items, paid: Money, his: _His) -> Bundle:
    """Give what a known payer owes of about this sum, its number one slip away.

    A slip are two digits swapped, or another year.
    None where somebody has that very number and owes about this sum.
    """
    meant = tuple(
        item
        for item in his.about
        if naming(mention, item) is Naming.NEAR or _may_mean(mention, item)
    )
    if meant and any(
        naming(mention, item) >= Naming.BARE and is_about(paid, item)
        for shape in mention.shapes
        for item in items.by_sequence.get(shape.sequence, ())
    ):
        return ()
    return meant


def is_about(paid: Money, item: OpenItem) -> bool:
    """Tell whether an item is owed to the cent, or but for a difference with a name."""
    if item.open.currency != paid.currency or item.open.cents <= 0:
        return False
    return explained(paid.cents, item.open.cents, item.basis) is not None


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
