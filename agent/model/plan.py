"""Plans: a debt that a customer pays in parts, as agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from agent.model.money import Money

# proposed: he has not said yes; lapsed: he never did; ended: by a person.
PlanState = Literal["proposed", "lapsed", "running", "kept", "broken", "ended"]


@dataclass(frozen=True, slots=True)
class Part:
    """What is to be paid by one day."""

    due_on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Plan:
    """Parts by which invoices of one customer are paid.

    Args:
        parts: By day; together all that was open of the invoices.
        answer_by: The last day on which a proposal stands.
    """

    id: str
    customer_id: str
    invoice_ids: tuple[str, ...]
    parts: tuple[Part, ...]
    state: PlanState
    by: str
    at: datetime
    answer_by: date
