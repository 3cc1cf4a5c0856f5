"""The call list: whom to phone today, the most money first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agent.model.money import Money


@dataclass(frozen=True, slots=True)
class PendingCall:
    """A call still to be made.

    Args:
        at_stake: What he owes by now. Currencies are compared by their figure:
            the order needs no rate.
        oldest_due_on: Due date of the oldest item it is about.
    """

    id: str
    at_stake: Money
    oldest_due_on: date


def todays_calls(calls: Iterable[PendingCall], per_day: int) -> tuple[PendingCall, ...]:
    """Give at most so many calls, by money at stake, then by age."""
    ordered = sorted(
        calls, key=lambda call: (-call.at_stake.decimal, call.oldest_due_on, call.id)
    )
    return tuple(ordered[:per_day])
