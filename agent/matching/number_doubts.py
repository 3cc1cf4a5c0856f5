"""What the numbers in the words say against applying a reading without asking."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from agent.matching import explain
from agent.matching.evidence import Account, Naming, naming
from agent.matching.hearing import Hearing
from agent.matching.identifiers import is_creditor_reference
from agent.matching.names import Agreement
from agent.matching.readings import Reading
from agent.matching.resolve import Named, is_about
from agent.matching.shapes import shape_of
from agent.model.invoice import OpenItem

_LONG = 3  # digits of a number that is no month and no house
_YEAR = re.compile(r"(?:19|20)\d\d")
_MANY_DIGITS = 6  # of all the numbers of a list


def about_numbers(reading: Reading, hearing: Hearing) -> Iterator[str]:
    """Give every doubt that the numbers written raise, as sentences."""
    if reading.naming is Naming.NEAR and not _is_slip(reading, hearing):
        yield explain.ANOTHER_YEAR
    for named in hearing.named:
        if any(item.id in reading.item_ids for item in named.items):
            yield from _about_twin(reading, named)
        else:
            yield from _about_leftover(reading, named, hearing)


def _is_slip(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a known payer wrote another year beside the number he meant."""
    fit = reading.fit
    is_exact = fit.kind in {"exact", "sum"} or fit.is_stated
    is_known = hearing.who.known == reading.customer_id
    is_clear = is_exact and is_known and reading.choices == 1
    return is_clear and not _is_of_another_series(reading, hearing)


def _is_of_another_series(reading: Reading, hearing: Hearing) -> bool:
    return any(
        "" not in {shape.series, own.series} and shape.series != own.series
        for named in hearing.named
        for item in named.items
        for own in (shape_of(item.number),)
        for shape in named.mention.shapes
        if item.id in reading.item_ids
    )


def _about_twin(reading: Reading, named: Named) -> Iterator[str]:
    if reading.fit.kind == "sum" and reading.choices == 1:
        return  # that it adds up tells which ones are meant
    paid = {cents for _, cents in reading.parts}
    mine = {item.invoice_id for item, _ in reading.parts}
    for item in named.closed:
        is_his = item.customer_id == reading.customer_id
        if is_his and item.invoice_id not in mine and item.amount.cents in paid:
            yield explain.already_paid(item)


def _about_leftover(reading: Reading, named: Named, hearing: Hearing) -> Iterator[str]:
    """Doubt a reading that leaves out a number which the payer wrote."""
    customer_id = reading.customer_id
    paid = hearing.payment.free
    his = [
        item
        for item in named.closed
        if item.customer_id == customer_id
        and (item.amount == paid or reading.naming >= Naming.BARE)
    ]
    if his:
        yield explain.already_paid(his[0])
        return
    is_announced = named.mention.is_announced and not named.items
    if is_announced and reading.naming and not is_numbered(reading, hearing):
        yield explain.left_out(named)
        return
    if reading.naming < Naming.BARE and _is_wrong_number(reading, named, hearing):
        return
    is_his = any(item.customer_id == customer_id for item in named.items)
    is_clear = named.how >= Naming.FULL
    is_stranger = not hearing.who.of(customer_id).agrees and bool(named.items)
    if reading.naming < Naming.BARE or is_his or is_clear or is_stranger:
        yield explain.left_out(named)


def is_numbered(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a number names the items: an order or a tender has others too."""
    return any(
        each.mention.shapes or is_creditor_reference(each.mention.reference)
        for each in hearing.named
        if any(item.id in reading.item_ids for item in each.items)
    )


def is_announced(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a word for a document stands before each number of the items."""
    return all(
        named.mention.is_announced
        for named in hearing.named
        if any(item.id in reading.item_ids for item in named.items)
    )


def are_meant(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether the numbers of the items say so much that anybody may pay them.

    They are announced or all that is written, and so long that a month or a house has
    none such; and nobody else owes such a sum under a number like it, which he might
    have meant.
    """
    return (
        reading.naming >= Naming.BARE
        and (hearing.said.is_bare or is_announced(reading, hearing))
        and are_long(reading, hearing)
        and not any(_may_be_slip(item, hearing) for item, _ in reading.parts)
    )


def are_long(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether the numbers of the items are too long for a month or a house.

    A year, or the sum itself, stands there by chance.
    """
    cents = hearing.payment.free.cents
    sums = {str(cents), str(cents // 100)}
    return all(
        _length(each) >= _LONG
        and _sequence(each) not in sums
        and not _YEAR.fullmatch(_sequence(each))
        for each in _named(reading, hearing)
    )


def are_many(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether several numbers together are no chance: they add up, to the cent."""
    named = _named(reading, hearing)
    digits = sum(map(_length, named))
    is_told = hearing.said.is_bare or is_announced(reading, hearing)
    return reading.fit.kind == "sum" and digits >= _MANY_DIGITS and is_told


def _named(reading: Reading, hearing: Hearing) -> list[Named]:
    return [
        each
        for each in hearing.named
        if any(item.id in reading.item_ids for item in each.items)
    ]


def _length(named: Named) -> int:
    """Count the digits of a number, those of its year aside."""
    return len(_sequence(named))


def _sequence(named: Named) -> str:
    """Give a number without its year; empty where it is but guessed."""
    sure = (one.sequence for one in named.mention.shapes if not one.is_guess)
    return next(sure, "")


def _may_be_slip(item: OpenItem, hearing: Hearing) -> bool:
    """Tell whether another customer owes, or owed, as much under a number like it."""
    items, key = hearing.items, (item.open.cents, item.open.currency)
    same = (*items.by_amount.get(key, ()), *items.closed_by_amount.get(key, ()))
    own = shape_of(item.number).sequence
    others = {
        shape_of(one.number).sequence
        for one in same
        if one.customer_id != item.customer_id
    }
    alike = (one for one in others if sorted(one) == sorted(own))
    return any(OSA.distance(own, one, score_cutoff=1) <= 1 for one in alike)


def _is_wrong_number(reading: Reading, named: Named, hearing: Hearing) -> bool:
    """Tell whether a number that names nothing of his may be overlooked.

    He is known, he owes just this, and it names with its year somebody else's, of
    another sum, of which he does not say that he pays a part. A number that stands
    nowhere, or in another year, may be that of an invoice which is not here yet.
    """
    customer_id, paid = reading.customer_id, hearing.payment.free
    pointer = hearing.who.of(customer_id)
    is_sure = pointer.account >= Account.TAUGHT or pointer.name >= Agreement.SAME
    theirs = [*named.items, *named.closed]
    return (
        is_sure
        and any(naming(named.mention, item) >= Naming.FULL for item in theirs)
        and not hearing.said.purpose.part
        and hearing.who.known == customer_id
        and reading.fit.kind == "exact"
        and reading.choices == 1
        and all(item.customer_id != customer_id for item in theirs)
        and all(paid != item.amount and not is_about(paid, item) for item in theirs)
    )
