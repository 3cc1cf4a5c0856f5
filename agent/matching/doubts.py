"""What speaks against applying a reading without asking a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.matching import explain
from agent.matching.amounts import TO_THE_CENT, explanations, is_typed
from agent.matching.collections import is_collected, ways
from agent.matching.customer_doubts import about_customer
from agent.matching.evidence import Naming
from agent.matching.hearing import Hearing
from agent.matching.number_doubts import about_numbers, is_announced, is_numbered
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
        *about_customer(reading, hearing),
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
    if reading.is_oldest and not reading.is_period and hearing.said.purpose.which:
        yield explain.says_which(hearing.said.purpose.which)
    if reading.is_oldest and _is_beside_proformas(reading, hearing):
        yield explain.MIXED
    if reading.is_oldest and _is_beside_collected(reading, hearing):
        yield explain.COLLECTED
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


def _is_beside_collected(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a transfer would pay what the bank fetches, and leave the rest."""
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    sent = [item for item in theirs if item.open.cents > 0 and not is_collected(item)]
    return (
        any(is_collected(item) for item, _ in reading.parts)
        and any(item.id not in reading.item_ids for item in sent)
        and not ways(hearing.payment)
    )


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
    if fit.kind == "over" and _pays_others_too(reading, hearing):
        return False
    if any(
        one.customer_id == customer_id and one.fit.kind in TO_THE_CENT for one in others
    ):
        return False
    if reading.naming >= Naming.BARE:
        return _is_named_enough(reading, hearing)
    purpose = hearing.said.purpose
    is_said = is_typed(fit) or bool(purpose.part and not purpose.ahead)
    if not is_said or any(item.is_proforma for item, _ in reading.parts):
        return False
    if reading.is_period:
        return agrees
    return _is_all_he_owes(reading, hearing) and fit.kind != "over"


def _pays_others_too(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether what is too much may pay, but for a tenth, what else he owes.

    A list of numbers may be cut short: whoever has paid is not reminded.
    """
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    return any(
        item.open.cents > 0
        and item.id not in reading.item_ids
        and reading.fit.difference * _FAIR_SHARE >= item.open.cents * (_FAIR_SHARE - 1)
        for item in theirs
    )


def _is_named_enough(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether the number says enough for an amount that is not what is open.

    Any number in a text is the number of something: without its year it may be a
    month or a house, and only what explains itself makes it an invoice's.
    """
    fit, customer_id = reading.fit, reading.customer_id
    if fit.kind == "part" and _is_paid_again(reading, hearing):
        return False
    agrees = hearing.who.of(customer_id).agrees
    is_full = reading.naming >= Naming.FULL and is_numbered(reading, hearing)
    if fit.is_stated or fit.kind == "rounding":
        return agrees or is_full
    if is_full:
        return agrees
    if is_announced(reading, hearing):
        return agrees
    return is_typed(fit) and hearing.who.known == customer_id


def _is_paid_again(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a part may be one that was paid before, sent a second time."""
    before = {item.amount.cents - item.open.cents for item, _ in reading.parts} - {0}
    is_same = hearing.payment.free.cents in before
    return bool(before) and (is_same or not hearing.said.purpose.part)


def _is_all_he_owes(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether a known payer has no other debt, and pays a fair share of it."""
    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    owed = sum(item.open.cents for item in theirs)
    is_only_one = len({item.invoice_id for item in theirs}) == 1
    return is_only_one and hearing.payment.free.cents * _FAIR_SHARE >= owed


def _about_words(reading: Reading, hearing: Hearing) -> Iterator[str]:
    purpose, payment = hearing.said.purpose, hearing.payment
    if purpose.not_ours:
        yield explain.not_ours(purpose.not_ours)
    if purpose.taken_back:
        yield explain.taken_back(purpose.taken_back)
    if purpose.less and reading.fit.difference < 0:
        yield explain.says_less(purpose.less)
    if purpose.proforma and not _pays_proformas(reading):
        yield explain.proforma(purpose.proforma)
    if any(item.issued_on > payment.booked_on for item, _ in reading.parts):
        yield explain.NOT_YET_ISSUED
    if reading.naming is Naming.NONE and not _is_of_months(reading, hearing):
        yield explain.ANOTHER_MONTH
    if reading.naming is Naming.NONE and not _is_of_dates(reading, hearing):
        yield explain.ANOTHER_DATE


def _pays_proformas(reading: Reading) -> bool:
    paid = [item for item, cents in reading.parts if cents > 0]
    return all(item.is_proforma or item.proforma for item in paid)


def _is_of_months(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether every invoice is of a month that the payer names, if any."""
    named, calendar = hearing.said.months, hearing.said.calendar
    issued = {
        (item.issued_on.year, item.issued_on.month)
        for item, cents in reading.parts
        if cents > 0
    }
    if named:
        return issued <= set(named)
    return not calendar or {month for _, month in issued} <= set(calendar)


def _is_of_dates(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether every invoice bears a date that the payer gives documents, if any."""
    named = set(hearing.said.dates)
    return not named or all(
        {item.issued_on, item.due_on} & named for item, cents in reading.parts if cents
    )
