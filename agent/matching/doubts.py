"""What speaks against applying a reading without asking a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from agent.matching import explain
from agent.matching.amounts import explanations, is_typed
from agent.matching.collections import is_collected, ways
from agent.matching.customer_doubts import about_customer
from agent.matching.difference import is_clear_difference
from agent.matching.evidence import Naming
from agent.matching.hearing import Hearing
from agent.matching.number_doubts import about_numbers
from agent.matching.payer_readings import of_period
from agent.matching.readings import Reading
from agent.model.invoice import OpenItem

# More open items than this and some set of them adds up to almost anything.
_FEW_ITEMS = 12


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
        case _ if not is_clear_difference(reading, hearing, others):
            yield explain.amount(reading)
        case _:
            pass
    if _pays_contested_silently(reading):
        yield explain.CONTESTS
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


def _pays_contested_silently(reading: Reading) -> bool:
    """Tell whether a contested item would be paid, or its rest closed, without a word.

    Its number says that he pays it, and so does an amount that is its alone.
    """
    if not any(item.is_held for item, _ in reading.parts):
        return False
    fit = reading.fit
    if reading.naming >= Naming.BARE:
        return fit.difference < 0 and is_typed(fit) and not fit.is_stated
    return fit.kind != "exact" or reading.choices > 1


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
    if hearing.said.purpose.whole and _leaves_out_older(reading, theirs):
        yield explain.NOT_THE_WHOLE
    if reading.is_oldest:
        return
    if len(theirs) > _FEW_ITEMS:
        yield explain.TOO_MANY
    if any(is_typed(one.fit) for one in others):
        yield explain.AS_GOOD


def _leaves_out_older(reading: Reading, theirs: Sequence[OpenItem]) -> bool:
    """Tell whether a debt is left out that any statement of account would show.

    What was issued after all that is paid may have come after the statement.
    """
    last = max(item.issued_on for item, _ in reading.parts)
    return any(
        item.open.cents > 0
        and item.id not in reading.item_ids
        and item.issued_on <= last
        for item in theirs
    )


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
    """Tell whether every invoice is of a month that the payer names, if any.

    He means the month of issue; that in which it is due where none of his is of that.
    """
    said = hearing.said
    if not (said.months or said.calendar):
        return True
    months, calendar = frozenset(said.months), frozenset(said.calendar)

    def is_named(day: date) -> bool:
        in_year = (day.year, day.month) in months
        return in_year if months else day.month in calendar

    theirs = hearing.items.by_customer.get(reading.customer_id, ())
    meant = {item.id for item in of_period(theirs, is_named)}
    return {item.id for item, cents in reading.parts if cents > 0} <= meant


def _is_of_dates(reading: Reading, hearing: Hearing) -> bool:
    """Tell whether every invoice bears a date that the payer gives documents, if any."""
    named = set(hearing.said.dates)
    return not named or all(
        {item.issued_on, item.due_on} & named for item, cents in reading.parts if cents
    )
