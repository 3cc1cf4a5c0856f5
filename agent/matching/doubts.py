"""What speaks against applying a reading without asking a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.matching import explain
from agent.matching.amounts import explanations, is_typed
from agent.matching.evidence import Account, Naming, Pointer, Who
from agent.matching.index import Items
from agent.matching.names import Agreement
from agent.matching.readings import Reading
from agent.matching.references import Remittance
from agent.matching.resolve import Named
from agent.model.payment import Payment

# More open items than this and some set of them adds up to almost anything.
_FEW_ITEMS = 12
# Below this share a part payment cannot be a discount or a fee.
_PART_PER_CENT = 95


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that is known of one payment: its words, and what they point to."""

    payment: Payment
    said: Remittance
    who: Who
    named: tuple[Named, ...]
    items: Items


def doubts(
    reading: Reading, hearing: Hearing, others: Sequence[Reading]
) -> tuple[str, ...]:
    """Give every doubt about a reading as a sentence; nothing = it is sure.

    Args:
        others: All readings of the payment, this one among them.
    """
    return (
        *_about_amount(reading, hearing, others),
        *_about_customer(reading, hearing),
        *_about_numbers(reading, hearing),
        *_about_words(reading, hearing),
    )


def _about_amount(
    reading: Reading, hearing: Hearing, others: Sequence[Reading]
) -> Iterator[str]:
    match reading.fit.kind:
        case "exact":
            pass
        case "sum" | "netted":
            yield from _about_set(reading, hearing, others)
        case "part" if _is_clear_part(reading, hearing):
            pass
        case _:
            yield explain.amount(reading)
    if reading.choices > 1:
        yield explain.several(reading)


def _about_set(
    reading: Reading, hearing: Hearing, others: Sequence[Reading]
) -> Iterator[str]:
    total = sum(cents for _, cents in reading.parts if cents > 0)
    paid = hearing.payment.free.cents
    is_chance = is_typed(explanations(paid, total)[0]) or not reading.naming
    is_said = hearing.said.purpose.credit or reading.fit.kind != "netted"
    if is_chance and not is_said:
        yield explain.NOT_SAID_NETTED
    if reading.naming >= Naming.BARE:
        return
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    if len(theirs) > _FEW_ITEMS:
        yield explain.TOO_MANY
    if any(is_typed(one.fit) for one in others):
        yield explain.AS_GOOD


def _is_clear_part(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether the payer says that he pays a part of one named invoice."""
    invoices = {item.invoice_id for item, _ in reading.parts}
    due = reading.parts[0][0].open.cents - reading.fit.difference
    is_well_below = hearing.payment.free.cents * 100 <= due * _PART_PER_CENT
    return (
        bool(hearing.said.purpose.part)
        and reading.naming >= Naming.BARE
        and len(invoices) == 1
        and is_well_below
        and hearing.who.of(reading.customer_id).agrees
    )


def _about_customer(reading: Reading, hearing: Hearing) -> Iterator[str]:
    who, customer_id = hearing.who, reading.customer_id
    if len(reading.customers) > 1:
        yield explain.TWO_CUSTOMERS
    elsewhere = who.points_elsewhere(customer_id)
    if elsewhere:
        yield elsewhere
        return
    pointer = who.of(customer_id)
    if reading.naming >= Naming.BARE:
        is_sure = pointer.agrees or reading.naming is Naming.DATED
        if not is_sure and _others(reading, hearing):
            yield explain.UNKNOWN_PAYER
    elif who.known != customer_id:
        yield explain.ONLY_AMOUNT
    elif not _is_enough(reading, pointer, hearing):
        yield explain.COMMON_AMOUNT


def _is_enough(reading: Reading, pointer: Pointer, hearing: Hearing) -> bool:
    """Tell whether a payer known without any number may decide."""
    if pointer.account and pointer.name >= Agreement.CLOSE:
        return True
    if reading.fit.kind != "exact":
        return pointer.account >= Account.TAUGHT
    others = _others(reading, hearing)
    if pointer.name >= Agreement.SAME or (pointer.account and pointer.name):
        # A stranger's equal amount is no rival to a name that is written out.
        others = {one for one in others if hearing.who.of(one).agrees}
    return not others


def _others(reading: Reading, hearing: Hearing) -> set[str]:
    """Give the other customers who owe, or owed today, just this amount."""
    if reading.fit.kind != "exact":
        return {""}
    items, paid = hearing.items, hearing.payment.free
    key = (paid.cents, paid.currency)
    fits = (*items.by_amount.get(key, ()), *items.closed_by_amount.get(key, ()))
    return {item.customer_id for item in fits} - {reading.customer_id}


def _about_numbers(reading: Reading, hearing: Hearing) -> Iterator[str]:
    if reading.naming is Naming.NEAR:
        yield explain.ANOTHER_YEAR
    for named in hearing.named:
        if any(item.id in reading.item_ids for item in named.items):
            yield from _about_twin(reading, named)
        else:
            yield from _about_leftover(reading, named, hearing)


def _about_twin(reading: Reading, named: Named) -> Iterator[str]:
    paid = {cents for _, cents in reading.parts}
    for item in named.closed:
        if item.customer_id == reading.customer_id and item.amount.cents in paid:
            yield explain.already_paid(item)


def _about_leftover(reading: Reading, named: Named, hearing: Hearing) -> Iterator[str]:
    """Doubt a reading that leaves out a number which the payer wrote."""
    customer_id = reading.customer_id
    his = [item for item in named.closed if item.customer_id == customer_id]
    if his:
        yield explain.already_paid(his[0])
        return
    is_his = any(item.customer_id == customer_id for item in named.items)
    is_clear = named.how >= Naming.FULL
    is_stranger = not hearing.who.of(customer_id).agrees and bool(named.items)
    if reading.naming < Naming.BARE or is_his or is_clear or is_stranger:
        yield explain.left_out(named)


def _about_words(reading: Reading, hearing: Hearing) -> Iterator[str]:
    purpose, payment = hearing.said.purpose, hearing.payment
    if purpose.not_ours:
        yield explain.not_ours(purpose.not_ours)
    if purpose.taken_back:
        yield explain.taken_back(purpose.taken_back)
    if purpose.proforma and not _pays_proformas(reading):
        yield explain.proforma(purpose.proforma)
    if any(item.issued_on > payment.booked_on for item, _ in reading.parts):
        yield explain.NOT_YET_ISSUED
    if reading.naming is Naming.NONE and not _is_of_months(reading, hearing):
        yield explain.ANOTHER_MONTH


def _pays_proformas(reading: Reading) -> bool:
    paid = [item for item, cents in reading.parts if cents > 0]
    return all(item.is_proforma or item.proforma for item in paid)


def _is_of_months(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether every invoice is of a month that the payer names, if any."""
    named = hearing.said.months
    issued = {
        (item.issued_on.year, item.issued_on.month)
        for item, cents in reading.parts
        if cents > 0
    }
    return not named or issued <= set(named)
