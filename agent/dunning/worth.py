"""Worth: whether what is due is enough to write about, currency by currency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.dunning.progress import Progress
from agent.model.case import HoldReason
from agent.model.money import Money


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why nothing is written today; the sentence may be empty."""

    reason: HoldReason
    because: str = ""


def worth_writing(
    table: Sequence[Progress], credited: Mapping[str, int], minimum: Money
) -> tuple[tuple[Progress, ...], tuple[Excuse, ...]]:
    """Give the items a letter of this day would list, and why others are not.

    Those are the overdue ones, and those to come whose stage is reached. Credit
    notes count against what is overdue, also those of held invoices: in doubt
    the customer owes less.

    Args:
        credited: Cents of credit notes not yet used, positive, by currency.
        minimum: Compared within its own currency alone.
    """
    kept: set[str] = set()
    excuses: list[Excuse] = []
    for currency in sorted({each.item.open.currency for each in table}):
        mine = [each for each in table if each.item.open.currency == currency]
        least = minimum if minimum.currency == currency else Money(0, currency)
        listed, excuse = _listed(
            [each for each in mine if each.is_overdue],
            [each for each in mine if each.is_reached and not each.is_overdue],
            Money(credited.get(currency, 0), currency),
            least,
        )
        kept |= {each.item.id for each in listed}
        excuses += [excuse] if excuse else []
    return tuple(each for each in table if each.item.id in kept), tuple(excuses)


def _listed(
    overdue: list[Progress], upcoming: list[Progress], credit: Money, minimum: Money
) -> tuple[list[Progress], Excuse | None]:
    asked = overdue or upcoming
    if not asked:
        return [], None
    excuse = _excuse(asked, credit, minimum)
    if excuse is None:
        return overdue + upcoming, None
    # A few cents left over must not keep him from hearing about the next invoice.
    if overdue and excuse.reason == "minimum":
        return _listed([], upcoming, credit, minimum)[0], excuse
    return [], excuse


def _excuse(asked: list[Progress], credit: Money, minimum: Money) -> Excuse | None:
    due = Money(sum(each.item.open.cents for each in asked), credit.currency)
    if due <= credit:
        return Excuse(
            "credit", f"credits of {credit} cover the {due} due: propose a set-off"
        )
    net = due - credit
    if net < minimum:
        return Excuse("minimum", f"{net} is below the minimum of {minimum}")
    return None
