"""One payment with all that is known of it: its words, and what they point to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent.matching.amounts import Tolerance
from agent.matching.evidence import Who
from agent.matching.index import Items
from agent.matching.references import Remittance
from agent.matching.resolve import Named
from agent.model.payment import Payment


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that is known of one payment: its words, and what they point to.

    Args:
        claimed_on: The day of the mail that named the numbers; None if the payment
            names them itself, or nobody does.
    """

    payment: Payment
    said: Remittance
    who: Who
    named: tuple[Named, ...]
    items: Items
    tolerance: Tolerance = Tolerance()
    claimed_on: date | None = None
