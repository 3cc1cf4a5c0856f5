"""Pressure: how soon after earlier letters and calls the next one may come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from agent.model.procedure import Procedure

_MONTH = timedelta(days=30)


def earliest(letters_on: Sequence[date], procedure: Procedure, today: date) -> date:
    """Give the first day, today or later, on which one more letter is allowed.

    Args:
        letters_on: Days of all letters, and of calls where those count too.
    """
    return max(today, *_limits(sorted(letters_on), procedure))


def limit(letters_on: Sequence[date], procedure: Procedure) -> str:
    """Name the limit that holds longest; there must have been a letter."""
    days = sorted(letters_on)
    interval, month = _limits(days, procedure)
    if interval >= month:
        return (
            f"last contact on {days[-1]}, {procedure.minimum_days} days lie between two"
        )
    return (
        f"{procedure.most_a_month} contacts since {days[-procedure.most_a_month]}"
        " are the most within 30 days"
    )


def _limits(days: list[date], procedure: Procedure) -> tuple[date, date]:
    cap = procedure.most_a_month
    interval = days[-1] + timedelta(days=procedure.minimum_days) if days else date.min
    month = days[-cap] + _MONTH if len(days) >= cap else date.min
    return interval, month
