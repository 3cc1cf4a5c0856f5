"""Silence: letters of which nobody knows whether they arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from agent.dunning.working_days import working_days_between

_ALIVE = timedelta(days=365)


def is_unconfirmed(
    sent_on: date,
    signs_of_life_on: Iterable[date],
    today: date,
    working_days: int,
    is_closed: Callable[[date], bool],
    first_on: date | None = None,
) -> bool:
    """Tell whether a letter has gone without any sign of life for too long.

    Args:
        signs_of_life_on: Days of replies, payments and receipts; those before
            the letter say nothing about it.
        working_days: On that working day after the letter patience ends.
        is_closed: Tells weekends too.
        first_on: When the first letter went to that address; a sign since then keeps
            it alive for a year. None = with this one.
    """
    alive_from = max(first_on, today - _ALIVE) if first_on else sent_on
    if any(day >= min(alive_from, sent_on) for day in signs_of_life_on):
        return False
    return working_days_between(sent_on, today, is_closed) >= working_days
