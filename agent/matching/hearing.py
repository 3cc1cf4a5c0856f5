"""One payment with all that is known of it: its words, and what they point to."""

from __future__ import annotations

from dataclasses import dataclass

from agent.matching.evidence import Who
from agent.matching.index import Items
from agent.matching.references import Remittance
from agent.matching.resolve import Named
from agent.model.payment import Payment


@dataclass(frozen=True, slots=True)
class Hearing:
    """All that is known of one payment: its words, and what they point to."""

    payment: Payment
    said: Remittance
    who: Who
    named: tuple[Named, ...]
    items: Items
