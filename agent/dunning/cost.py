"""Cost: what chasing a customer takes, and from whom to part."""

from __future__ import annotations

from dataclasses import dataclass

from agent.dunning.effect import Effort
from agent.dunning.lateness import Lateness
from agent.model.money import Money

_HOUR = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """What chasing one customer took, beside what was invoiced to him in that time."""

    effort: Effort
    spent: Money
    invoiced: Money

    @property
    def percent(self) -> int:
        """Give the cost as a share of what was invoiced, rounded down; 100 at most."""
        if self.spent.cents >= self.invoiced.cents:
            return 100
        return 100 * self.spent.cents // self.invoiced.cents


def cost(effort: Effort, hour: Money, invoiced: Money) -> Cost:
    """Reckon what chasing a customer took.

    Args:
        hour: What an hour of whoever does it costs; of the same currency.
    """
    cents = effort.minutes * hour.cents // _HOUR
    return Cost(effort, Money(cents, hour.currency), invoiced)


def is_to_leave(found: Cost, score: Lateness, percent: int) -> bool:
    """Tell whether to part from a customer: always late, and dearer than it is worth.

    Only proposed: nothing is sent, and a person's word on how he pays ends it.

    Args:
        percent: Of what was invoiced; a cost above it is too much.
    """
    is_known = found.invoiced.cents > 0
    share = found.spent.cents * 100 > found.invoiced.cents * percent
    return score.is_always_late and is_known and share
