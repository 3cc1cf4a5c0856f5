"""Ageing: open money by days overdue."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from agent.model.day import Bucket
from agent.model.invoice import OpenItem
from agent.model.money import Money

# The last day overdue that still belongs into each bucket.
_BUCKETS = (("current", 0), ("1-30", 30), ("31-60", 60), ("61-90", 90))
_LAST = "90+"


def ageing(items: Iterable[OpenItem], today: date, currency: str) -> tuple[Bucket, ...]:
    """Sort open items of one currency into buckets; together they are all open.

    Unused credit notes lower the bucket of their own date.

    Returns:
        All five, from current to 90+, empty ones too.
    """
    names = [*(name for name, _ in _BUCKETS), _LAST]
    found: dict[str, list[OpenItem]] = {name: [] for name in names}
    for item in items:
        if item.open.currency == currency and item.open.cents:
            found[_bucket(item.days_overdue(today))].append(item)
    return tuple(
        Bucket(name, Money(sum(i.open.cents for i in held), currency), len(held))
        for name, held in found.items()
    )


def _bucket(days: int) -> str:
    return next((name for name, most in _BUCKETS if days <= most), _LAST)
