"""Backlog: what was overdue long before we started."""

from __future__ import annotations

from datetime import date, timedelta

from agent.model.case import Standing


def is_backlog(standing: Standing, started_on: date, look_back_days: int) -> bool:
    """Tell whether a person must decide once before an item is dunned.

    Args:
        started_on: The firm's first day with us.
        look_back_days: What fell due this long before the start is not backlog.
    """
    item = standing.item
    if standing.done or item.open.cents <= 0:
        return False
    return item.due_on < started_on - timedelta(days=look_back_days)
