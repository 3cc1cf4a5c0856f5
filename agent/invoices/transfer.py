"""Transfers: how much of an invoice is to be transferred, and by which day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agent.model.invoice import Instalment
from agent.model.money import Money

_ROUNDING_CENTS = 5


@dataclass(frozen=True, slots=True)
class Stated:
    """One payment as the document states it.

    Args:
        amount: None where only a day or a method is stated.
    """

    due_on: date | None
    amount: Money | None
    method: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What follows from the statements of a document.

    Args:
        instalments: At least one.
        remarks: Sentences on what was derived or contradicts itself.
        needs_review: More would be asked for than the document justifies.
        other_ways: What the document offers in place of the first instalment.
    """

    instalments: tuple[Instalment, ...]
    remarks: tuple[str, ...] = ()
    needs_review: bool = False
    other_ways: tuple[Instalment, ...] = ()


def to_transfer(
    stated: Sequence[Stated], total: Money, withheld: Money, split_vat: Money
) -> Transfer:
    """Take the stated instalments; derive what is not stated.

    Args:
        stated: In the order of the document; amounts positive.
        total: Of the document, tax included.
        withheld: What the buyer keeps back as withholding tax; 0 if none.
        split_vat: VAT the buyer pays to the state himself; 0 if none.
    """
    expected = total - withheld - split_vat
    remarks = [] if any(s.due_on for s in stated) else ["it states no due date"]
    stated, *others = _ways(stated, (expected, total))
    other_ways = tuple(
        Instalment(each.due_on, each.amount, each.method)
        for way in others
        for each in way
        if each.amount is not None
    )
    if others:
        remarks.append(f"one payment is offered in {1 + len(others)} ways: taken once")
    known = _completed(stated, expected)
    if known is None:
        remarks.append(_derivation(total, withheld, split_vat))
        last = max((s.due_on for s in stated if s.due_on), default=None)
        method = stated[0].method if stated else ""
        only = Instalment(last, expected, method)
        return Transfer((only,), tuple(remarks), needs_review=len(stated) > 1)
    if any(item.amount is None for item in stated):
        remarks.append(_derivation(total, withheld, split_vat))
    asked = Money(sum(item.amount.cents for item in known), total.currency)
    if asked != expected:
        remarks.append(
            f"its instalments make {asked}, total less deductions is {expected}"
        )
    too_much = abs(asked.cents) > abs(expected.cents) + _ROUNDING_CENTS
    return Transfer(known, tuple(remarks), too_much, other_ways)


def _completed(
    stated: Sequence[Stated], expected: Money
) -> tuple[Instalment, ...] | None:
    """Fill in the one amount that is missing; None where that cannot be done."""
    missing = [item for item in stated if item.amount is None]
    if not stated or len(missing) > 1:
        return None
    told = sum(item.amount.cents for item in stated if item.amount is not None)
    rest = Money(expected.cents - told, expected.currency)
    if missing and rest.cents * expected.cents < 0:
        return None
    return tuple(
        Instalment(s.due_on, rest if s.amount is None else s.amount, s.method)
        for s in stated
    )


def _ways(
    stated: Sequence[Stated], wholes: tuple[Money, ...]
) -> list[Sequence[Stated]]:
    """Divide the payments where a document offers its whole amount in several ways.

    Returns:
        The way that leaves most time first; all payments together if it is but one.
    """
    alike = {replace(item, method="") for item in stated}
    if len(stated) > 1 and len(alike) == 1 and stated[0].amount in wholes:
        return [[each] for each in stated]
    by_method: dict[str, list[Stated]] = {}
    for item in stated:
        by_method.setdefault(item.method, []).append(item)
    ways: list[Sequence[Stated]] = list(by_method.values())
    are_ways = any(all(_makes(way, one) for way in ways) for one in wholes)
    if len(ways) > 1 and are_ways:
        return sorted(ways, key=_last_day, reverse=True)
    return [stated]


def _makes(way: Sequence[Stated], whole: Money) -> bool:
    amounts = [each.amount.cents for each in way if each.amount is not None]
    return len(amounts) == len(way) and sum(amounts) == whole.cents


def _last_day(way: Sequence[Stated]) -> date:
    return max((each.due_on for each in way if each.due_on), default=date.min)


def _derivation(total: Money, withheld: Money, split_vat: Money) -> str:
    parts = [f"the amount to transfer is derived: total {total}"]
    if withheld.cents:
        parts.append(f"less withholding {withheld}")
    if split_vat.cents:
        parts.append(f"less split VAT {split_vat}")
    return " ".join(parts)
