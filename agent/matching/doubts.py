"""What speaks against applying a reading without asking a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.matching import explain
from agent.matching.amounts import TO_THE_CENT, explanations, is_typed
from agent.matching.evidence import Account, Naming, Pointer
from agent.matching.hearing import Hearing
from agent.matching.names import Agreement
from agent.matching.number_doubts import about_numbers
from agent.matching.readings import Reading

# More open items than this and some set of them adds up to almost anything.
_FEW_ITEMS = 12
# Less than one part in so many is no part payment that explains itself.
_FAIR_SHARE = 10


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
        *about_numbers(reading, hearing),
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
        case _ if not _is_clear_difference(reading, hearing, others):
            yield explain.amount(reading)
        case _:
            pass
    if reading.is_oldest and any(item.returned_on for item, _ in reading.parts):
        yield explain.CAME_BACK
    if reading.is_oldest and _is_beside_proformas(reading, hearing):
        yield explain.MIXED
    if reading.choices > 1 and not reading.is_oldest:
        yield explain.several(reading)


def _is_beside_proformas(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether the law would choose between invoices and pro-formas.

    It speaks of debts that are due (art. 1193 c.c.), and a pro-forma is none yet.
    """
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    debts = [item for item in theirs if item.open.cents > 0]
    is_mixed = len({item.is_proforma for item in debts}) > 1
    return is_mixed and any(item.id not in reading.item_ids for item in debts)


def _about_set(
    reading: Reading, hearing: Hearing, others: Sequence[Reading]
) -> Iterator[str]:
    whole = sum(cents for _, cents in reading.parts if cents > 0)
    paid = hearing.payment.free.cents
    is_chance = is_typed(explanations(paid, whole)[0]) or not reading.naming
    is_said = hearing.said.purpose.credit or reading.fit.kind != "netted"
    if is_chance and not is_said and not reading.is_oldest:
        yield explain.NOT_SAID_NETTED
    if reading.naming >= Naming.BARE or reading.is_period:
        return
    if any(one.fit.is_stated for one in others):
        yield explain.AS_GOOD
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    debts = [item for item in theirs if item.open.cents > 0]
    if hearing.said.purpose.whole and len(debts) > len(reading.parts):
        yield explain.NOT_THE_WHOLE
    if reading.is_oldest:
        return
    if len(theirs) > _FEW_ITEMS:
        yield explain.TOO_MANY
    if any(is_typed(one.fit) for one in others):
        yield explain.AS_GOOD


def _is_clear_difference(
    reading: Reading, hearing: Hearing, others: Sequence[Reading]
) -> bool:
    """Tell whether more or less than what is open is surely meant for one invoice."""
    customer_id, fit = reading.customer_id, reading.fit
    if len({item.invoice_id for item, _ in reading.parts}) > 1:
        return False
    agrees = hearing.who.of(customer_id).agrees
    if reading.naming >= Naming.NEAR and fit.is_stated and agrees:
        return True
    if any(
        one.customer_id == customer_id and one.fit.kind in TO_THE_CENT for one in others
    ):
        return False
    if reading.naming >= Naming.BARE:
        return _is_named_enough(reading, hearing)
    is_said = is_typed(fit) or bool(hearing.said.purpose.part)
    if not is_said or any(item.is_proforma for item, _ in reading.parts):
        return False
    if reading.is_period:
        return agrees
    return _is_all_he_owes(reading, hearing) and fit.kind != "over"


def _is_named_enough(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether the number says enough for an amount that is not what is open.

    Any number in a text is the number of something: without its year it may be a
    month or a house, and only what explains itself makes it an invoice's.
    """
    fit, customer_id = reading.fit, reading.customer_id
    if fit.kind == "part" and _is_paid_again(reading, hearing):
        return False
    agrees, is_full = hearing.who.of(customer_id).agrees, reading.naming >= Naming.FULL
    if fit.is_stated or fit.kind == "rounding":
        return agrees or is_full
    if is_full:
        return agrees
    if _is_announced(reading, hearing):
        return agrees
    return is_typed(fit) and hearing.who.known == customer_id


def _is_paid_again(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a part may be one that was paid before, sent a second time."""
    before = {item.amount.cents - item.open.cents for item, _ in reading.parts} - {0}
    is_same = hearing.payment.free.cents in before
    return bool(before) and (is_same or not hearing.said.purpose.part)


def _is_announced(reading: Reading, hearing: Hearing) -> bool:
    return all(
        named.mention.is_announced
        for named in hearing.named
        if any(item.id in reading.item_ids for item in named.items)
    )


def _is_all_he_owes(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a known payer has no other debt, and pays a fair share of it."""
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    owed = sum(item.open.cents for item in theirs)
    is_only_one = len({item.invoice_id for item in theirs}) == 1
    return is_only_one and hearing.payment.free.cents * _FAIR_SHARE >= owed


def _about_customer(reading: Reading, hearing: Hearing) -> Iterator[str]:
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
    if reading.naming >= Naming.BARE:
        is_sure = pointer.agrees or reading.naming >= Naming.FULL
        if not is_sure and _others(reading, hearing):
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
    is_clear = reading.naming >= Naming.FULL or _is_announced(reading, hearing)
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
    is_owed = any(item.open.cents == paid.cents for item in theirs)
    return not is_owed and reading.choices == 1


def _is_enough(reading: Reading, pointer: Pointer, hearing: Hearing) -> bool:
    """Tell whether a payer known without any number may decide."""
    if pointer.is_numbered or (pointer.account and pointer.name >= Agreement.CLOSE):
        return True
    is_written_out = pointer.name >= Agreement.SAME or pointer.is_quoted
    if reading.fit.kind != "exact":
        return pointer.account >= Account.TAUGHT or is_written_out
    others = _others(reading, hearing)
    if is_written_out or (pointer.account and pointer.name):
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
