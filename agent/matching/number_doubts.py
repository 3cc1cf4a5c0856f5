"""What the numbers in the words say against applying a reading without asking."""

from __future__ import annotations

from collections.abc import Iterator

from agent.matching import explain
from agent.matching.evidence import Account, Naming, naming
from agent.matching.hearing import Hearing
from agent.matching.identifiers import is_creditor_reference
from agent.matching.names import Agreement
from agent.matching.readings import Reading
from agent.matching.resolve import Named, is_about
from agent.matching.shapes import shape_of


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
