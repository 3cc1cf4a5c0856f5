"""Courses: how instalments went, from the invoice to the money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent.model.money import Money


@dataclass(frozen=True, slots=True)
class Course:
    """One instalment, and what came for it on which days.

    Args:
        item_id: The instalment's id in the ledger.
        amount: What was to be transferred.
        open: What is left of it; 0 too where it was written off or credited.
        paid: Day and sum of each payment, oldest first; what the bank took back
            is negative.
    """

    item_id: str
    invoice_id: str
    customer_id: str
    number: str
    issued_on: date
    due_on: date
    amount: Money
    open: Money
    paid: tuple[tuple[date, Money], ...] = ()

    @property
    def is_open(self) -> bool:
        """Tell whether something is left to pay."""
        return self.open.cents > 0

    @property
    def settled_on(self) -> date | None:
        """Give the day of the last payment; None while open, or if nobody paid."""
        return None if self.is_open or not self.paid else self.paid[-1][0]

    @property
    def delay_days(self) -> int | None:
        """Count the days from the due date to the last payment; negative before it."""
        day = self.settled_on
        return None if day is None else (day - self.due_on).days
