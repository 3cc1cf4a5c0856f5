"""Events: one line of history each, with its because."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Event:
    """Say what happened, to what, and why.

    Args:
        at: Aware, UTC.
        actor: "agent", or the person's name as configured.
        what: "noun.verb" in the past: "payment.recorded", "letter.sent".
        subject: Kind and id: "invoice:0ABC..."; names stand in other tables.
        because: One sentence: rule and data. Names and addresses stay out.
        data: Ids, amounts and digests.
        links: Other subjects in whose history it also stands.
    """

    at: datetime
    actor: str
    what: str
    subject: str
    because: str
    data: dict[str, str | int] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    seq: int = 0
    hash: str = ""
