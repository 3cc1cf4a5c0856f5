"""Silence: letters of which nobody knows whether they arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from agent.dunning.working_days import working_days_between


def is_unconfirmed(
    sent_on: date,
    signs_of_life_on: Iterable[date],
    today: date,
    working_days: int,
    is_closed: Callable[[date], bool],
) -> bool:
    """Tell whether a letter has gone without any sign of life for too long.

    Args:
        signs_of_life_on: Days of replies, payments and receipts; those before
            the letter say nothing about it.
        working_days: On that working day after the letter patience ends.
        is_closed: Tells weekends too.
    """
    if any(day >= sent_on for day in signs_of_life_on):
        return False
    return working_days_between(sent_on, today, is_closed) >= working_days
