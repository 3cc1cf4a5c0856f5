"""Asked: what of a customer's items is asked for on a day, and the sum of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agent.model.invoice import OpenItem
from agent.model.money import Money, total


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, by letter or on the phone.

    Args:
        overdue: What is asked for; where there is none, what is to come is.
        upcoming: Not yet due: else only told of, and in no sum.
        credits: Credit notes not yet used, of the currencies asked for.
        totals: What is asked for, less the credit notes.
    """

    overdue: tuple[OpenItem, ...]
    upcoming: tuple[OpenItem, ...]
    credits: tuple[OpenItem, ...]
    totals: tuple[Money, ...]

    @property
    def debts(self) -> tuple[OpenItem, ...]:
        """Give the items that the sum is of, credit notes left out."""
        return self.overdue or self.upcoming


def asked(items: Iterable[OpenItem], day: date) -> Asked:
    """Say what of these items, credit notes among them, is asked for on a day."""
    given = tuple(items)
    debts = [item for item in given if item.open.cents > 0]
    overdue = tuple(item for item in debts if item.due_on < day)
    upcoming = tuple(item for item in debts if item.due_on >= day)
    currencies = {item.open.currency for item in overdue or upcoming}
    credited = tuple(
        item
        for item in given
        if item.open.cents < 0 and item.open.currency in currencies
    )
    sums = total([item.open for item in (*(overdue or upcoming), *credited)])
    return Asked(overdue, upcoming, credited, sums)
