"""What whoever pays says against applying a reading without asking."""

from __future__ import annotations

from collections.abc import Iterator

from agent.matching import explain
from agent.matching.evidence import Account, Naming, Pointer
from agent.matching.hearing import Hearing
from agent.matching.names import Agreement
from agent.matching.number_doubts import is_announced
from agent.matching.readings import Reading
from agent.matching.resolve import is_about


def about_customer(reading: Reading, hearing: Hearing) -> Iterator[str]:
    """Give every doubt that whoever pays raises, as sentences."""
    who, customer_id = hearing.who, reading.customer_id
    if len(reading.customers) > 1:
        if not _is_told_of_several(reading, hearing):
            yield explain.TWO_CUSTOMERS
        return
    elsewhere = who.points_elsewhere(customer_id)
    if elsewhere:
        if not _is_said_for_another(reading, hearing):
            yield elsewhere
        return
    pointer = who.of(customer_id)
    if reading.naming < Naming.BARE and who.quoted - {customer_id}:
        yield explain.ANOTHER_QUOTED
    if reading.naming >= Naming.BARE:
        is_sure = pointer.agrees or reading.naming >= Naming.FULL
        is_only = is_announced(reading, hearing) and not _others(reading, hearing)
        if not (is_sure or is_only):
            yield explain.UNKNOWN_PAYER
    elif who.known != customer_id:
        is_namesake = customer_id in who.namesakes and len(who.namesakes) > 1
        yield explain.NAMESAKES if is_namesake else explain.ONLY_AMOUNT
    elif not _is_enough(reading, pointer, hearing):
        yield explain.COMMON_AMOUNT


def _is_told_of_several(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether one transfer surely pays for several customers: by their numbers.

    Something points to each of them, or each number is nobody else's: it has its
    year, or he is one of them and owes nothing like what the others owe.
    """
    if reading.fit.kind != "sum" or reading.choices > 1:
        return False
    his = {one for one in reading.customers if hearing.who.of(one).agrees}
    if his == reading.customers:
        return reading.naming >= Naming.BARE
    if not _is_nobody_elses(reading, hearing):
        return False
    own = {item.open for one in his for item in hearing.items.by_customer.get(one, ())}
    others = {item.open for item, _ in reading.parts if item.customer_id not in his}
    return reading.naming >= Naming.FULL or bool(his and not own & others)


def _is_nobody_elses(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether each number is announced as a document's, and means one alone."""
    named = [
        each
        for each in hearing.named
        if any(item.id in reading.item_ids for item in each.items)
    ]
    is_clear = reading.naming >= Naming.FULL or is_announced(reading, hearing)
    return is_clear and all(
        len({item.invoice_id for item in each.items}) == 1 and not each.closed
        for each in named
    )


def _is_said_for_another(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a payer surely pays another customer's invoice.

    Its number and its amount say so, the year too or nobody else owes just this; and
    he owes nothing like it himself.
    """
    who, paid, fit = hearing.who, hearing.payment.free, reading.fit
    if reading.naming < Naming.BARE or not _is_nobody_elses(reading, hearing):
        return False
    same = hearing.items.by_amount.get((paid.cents, paid.currency), ())
    is_only = fit.kind == "exact" and len(same) == 1
    is_exact = fit.kind in {"exact", "sum", "rounding"} or fit.is_stated
    if not (is_only or (is_exact and reading.naming >= Naming.FULL)):
        return False
    own = who.namesakes | who.holders
    theirs = (item for one in own for item in hearing.items.by_customer.get(one, ()))
    is_owed = any(is_about(paid, item) for item in theirs)
    return not is_owed and reading.choices == 1


def _is_enough(reading: Reading, pointer: Pointer, hearing: Hearing) -> bool:
    """Tell whether a payer known without any number may decide."""
    if pointer.is_numbered or (pointer.account and pointer.name >= Agreement.CLOSE):
        return True
    if hearing.said.payer and not (pointer.account or pointer.name):
        return False  # who bears another name may speak of him and not pay for him
    is_written_out = pointer.name >= Agreement.SAME or pointer.is_quoted
    if reading.fit.kind != "exact" or reading.choices > 1:
        return pointer.account >= Account.TAUGHT or is_written_out
    others = _others(reading, hearing)
    if is_written_out or (pointer.account >= Account.TAUGHT and pointer.name):
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
