"""The ways to read a payment by the open items of those who may have paid it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from datetime import date
from itertools import accumulate

from agent.matching.amounts import TO_THE_CENT, Fit, explained, explanations
from agent.matching.combinations import MOST_ITEMS, has_free_choice, sums_to
from agent.matching.evidence import Who
from agent.matching.index import Items
from agent.matching.readings import (
    Reading,
    basis_of,
    filled,
    kind_of,
    reading,
    same,
    total,
)
from agent.matching.references import Remittance
from agent.model.invoice import OpenItem
from agent.model.money import Money

_MOST_PAYERS = 3
_MOST_TYPED = 6


def payer_readings(
    paid: Money, who: Who, items: Items, said: Remittance
) -> tuple[Reading, ...]:
    """Read the payment by the open items of those who may have paid it.

    Those of the dates or months that he names are read first.
    """
    found: list[Reading] = []
    ranked = who.ranked()
    crowd = {one.customer_id for one in ranked if one.is_by_part}
    if len(crowd) <= _MOST_PAYERS:
        crowd.clear()
    telling = [one for one in ranked if one.customer_id not in crowd]
    for pointer in telling[:_MOST_PAYERS]:
        theirs = items.by_customer.get(pointer.customer_id, ())
        mine = [one for one in theirs if same(one, paid)]
        found += _of_period(paid, mine, said)
        if not any(one.is_period and one.fit.kind in TO_THE_CENT for one in found):
            found += _of_payer(paid, mine)
            found += _less_unsaid(paid, mine, said)
    return (*found, *_of_crowd(paid, crowd, items))


def _of_crowd(paid: Money, crowd: Set[str], items: Items) -> list[Reading]:
    """Read it as just what one of many owes of whose names the payer's is a part.

    Some difference could be explained with somebody of so many, whoever paid.
    """
    fits = items.by_amount.get((paid.cents, paid.currency), ()) if crowd else ()
    theirs = [item for item in fits if item.customer_id in crowd][:_MOST_PAYERS]
    return [reading([item], Fit("exact"), choices=len(theirs)) for item in theirs]


def _of_period(
    paid: Money, theirs: Sequence[OpenItem], said: Remittance
) -> list[Reading]:
    """Read it as all that is of the days or months named, or as one of it."""
    days, months = frozenset(said.dates), frozenset(said.months)
    if not (days or months):
        return []
    dated = of_period(theirs, lambda day: day in days)
    of_months = of_period(theirs, lambda day: (day.year, day.month) in months)
    for chosen in (dated, of_months):
        found = _to_the_cent(paid, chosen)
        if said.purpose.credit:
            found = found or _less_notes(paid, chosen, theirs)
        if found:
            return found
    debts = [one for one in of_months if one.open.cents > 0]
    if len({one.invoice_id for one in debts}) != 1:
        return []
    fit = explanations(paid.cents, total(debts), basis_of(debts))[0]
    return [replace(filled(paid, debts, fit), is_period=True)]


def _less_unsaid(
    paid: Money, theirs: Sequence[OpenItem], said: Remittance
) -> list[Reading]:
    """Read it as all of the months named, less credit notes that he does not mention."""
    months = frozenset(said.months)
    if not months or said.purpose.credit:
        return []
    chosen = of_period(theirs, lambda day: (day.year, day.month) in months)
    return _less_notes(paid, chosen, theirs)


def of_period(
    theirs: Iterable[OpenItem], is_named: Callable[[date], bool]
) -> list[OpenItem]:
    """Give what was issued on a day named; if nothing was, what was due on one."""
    some = list(theirs)
    issued = [one for one in some if is_named(one.issued_on)]
    return issued or [one for one in some if is_named(one.due_on)]


def _to_the_cent(paid: Money, chosen: Sequence[OpenItem]) -> list[Reading]:
    debts = [one for one in chosen if one.open.cents > 0]
    if not debts:
        return []
    for whole in (debts, chosen):
        if total(whole) == paid.cents:
            return [reading(whole, kind_of(whole), is_period=True)]
    equal = _first_of_each(one for one in debts if one.open.cents == paid.cents)
    return _equal(equal, is_period=True)


def _less_notes(
    paid: Money, chosen: Sequence[OpenItem], theirs: Iterable[OpenItem]
) -> list[Reading]:
    """Read it as all of the period, less credit notes of any day."""
    debts = [one for one in chosen if one.open.cents > 0]
    notes = [one for one in theirs if one.open.cents < 0]
    if not debts or total(debts) <= paid.cents:
        return []
    off = paid.cents - total(debts)
    ways = sums_to([note.open.cents for note in notes], off)
    return [
        reading(
            [*debts, *(notes[place] for place in picked)],
            Fit("netted"),
            choices=len(ways),
            is_period=True,
        )
        for picked in ways
    ]


def _equal(found: Sequence[OpenItem], *, is_period: bool = False) -> list[Reading]:
    """Read it as each of the invoices of this amount: by law the oldest due one.

    The law tells nothing where he contests one of them: that stands last.
    """
    found = sorted(found, key=lambda one: one.is_held)
    is_by_law = len(found) > 1 and not found[-1].is_held
    return [
        reading(
            [one],
            Fit("exact"),
            choices=len(found),
            is_oldest=no == 0 and is_by_law,
            is_period=is_period,
        )
        for no, one in enumerate(found)
    ]


def _of_payer(paid: Money, theirs: Sequence[OpenItem]) -> list[Reading]:
    debts = [item for item in theirs if item.open.cents > 0]
    equal = _first_of_each(one for one in debts if one.open.cents == paid.cents)
    if equal:
        return _equal(equal)
    found = _sets_of_payer(paid, theirs)
    plain = [item for item in theirs if item.returned_on is None and not item.is_held]
    if len(plain) < len(theirs):
        found += _sets_of_payer(paid, plain)
    for item in debts:
        fit = explained(paid.cents, item.open.cents, basis_of([item]))
        found += [filled(paid, [item], fit)] if fit else []
    typed = found[:_MOST_TYPED]
    if not debts:
        return typed
    whole = explanations(paid.cents, total(debts))[-1]
    is_one = len({item.invoice_id for item in debts}) == 1
    is_much = whole.kind == "over" and whole.difference * 5 > total(debts)
    if is_much or not is_one:
        return typed  # it explains nothing: whose money it is says as much
    return [*typed, filled(paid, debts, whole)]


def _sets_of_payer(paid: Money, theirs: Sequence[OpenItem]) -> list[Reading]:
    """Find sets of one payer's items whose sum was paid, what is due first first."""
    debts = [item for item in theirs if item.open.cents > 0]
    for size, sum_ in enumerate(accumulate(item.open.cents for item in debts), 1):
        if size > 1 and sum_ == paid.cents:
            return [reading(debts[:size], Fit("sum"), is_oldest=True)]
    if len(theirs) > len(debts) and total(theirs) == paid.cents:
        return [reading(theirs, Fit("netted"), is_oldest=True)]
    if len(theirs) > MOST_ITEMS:
        return []
    amounts = [item.open.cents for item in theirs]
    solutions = sums_to(amounts, paid.cents, limit=4)
    ways = [
        (picked, [theirs[place] for place in picked])
        for picked in solutions
        if any(amounts[place] > 0 for place in picked)
    ]
    return [
        reading(way, kind_of(way), choices=len(ways) + has_free_choice(picked, amounts))
        for picked, way in ways
    ]


def _first_of_each(items: Iterable[OpenItem]) -> list[OpenItem]:
    """Keep the oldest instalment of each invoice: equal ones are one debt."""
    first: dict[str, OpenItem] = {}
    for item in items:
        first.setdefault(item.invoice_id, item)
    return list(first.values())
