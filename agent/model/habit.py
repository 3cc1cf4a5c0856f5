"""Habits: the day of the month on which a customer pays."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class Habit:
    """A customer pays on one day of the month, or soon after it.

    Args:
        day_of_month: 31 = on the last one, however long the month is.
    """

    day_of_month: int

    def on_or_after(self, day: date) -> date:
        """Give the first such day from a day on."""
        found = self._in(day)
        if found >= day:
            return found
        return self._in(day.replace(day=1) + timedelta(days=LAST_DAY + 1))

    def _in(self, month: date) -> date:
        length = monthrange(month.year, month.month)[1]
        return month.replace(day=min(self.day_of_month, length))
