"""Promises: whether the customer kept his word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from agent.dunning.working_days import add_working_days
from agent.model.money import Money

# Money sent on the last day is on the statement two working days later.
_GRACE_DAYS = 2


def is_broken(
    promise_until: date,
    open: Money,  # noqa: A002 - as OpenItem calls it
    today: date,
    is_closed: Callable[[date], bool],
) -> bool:
    """Tell whether a promise to pay was broken.

    Args:
        promise_until: Last day of the range he named.
        open: What is left of what he promised.
        is_closed: Tells weekends too.
    """
    if open.cents <= 0:
        return False
    return today >= add_working_days(promise_until, _GRACE_DAYS, is_closed)
