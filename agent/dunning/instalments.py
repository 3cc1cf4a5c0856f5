"""Instalments: a debt cut into parts, to the cent, and put on its invoices."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date

from agent.dunning.working_days import next_working_day
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.plan import Part

_MONTHS = 12


def parts_of(
    total: Money, count: int, first: date, is_closed: Callable[[date], bool]
) -> tuple[Part, ...]:
    """Cut a sum into monthly parts of whole cents; the last takes what is left.

    Args:
        first: Day of the first part; the others fall on the same day of the months
            after, all moved to a working day.
        is_closed: Tells weekends too.
    """
    each = total.cents // count
    sums = [each] * (count - 1) + [total.cents - each * (count - 1)]
    return tuple(
        Part(
            next_working_day(_months_on(first, number), is_closed),
            Money(cents, total.currency),
        )
        for number, cents in enumerate(sums)
    )


def cut(
    items: Sequence[OpenItem], parts: Sequence[Part]
) -> dict[str, tuple[Part, ...]]:
    """Put the parts on the items, the oldest first; give each item's own, by id."""
    found: dict[str, list[Part]] = {}
    left = [item.open.cents for item in items]
    for part in parts:
        wanted = part.amount.cents
        for place, item in enumerate(items):
            cents = min(wanted, left[place])
            if cents <= 0:
                continue
            amount = Money(cents, part.amount.currency)
            found.setdefault(item.id, []).append(Part(part.due_on, amount))
            left[place] -= cents
            wanted -= cents
    return {item: tuple(own) for item, own in found.items()}


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
