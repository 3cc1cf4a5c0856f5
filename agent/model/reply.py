"""Replies: what a person's words say and what they change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateRange:
    """From and until, both included."""

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Reading:
    """What one mail of a person was understood to say.

    Args:
        text: The new words alone: no quotation, signature or disclaimer.
        language: Two letters; empty if unclear.
        intents: Words of the closed list in `agent.replies`.
        promise: The range in which he says he will pay; None if vague.
        invoice_references: Document numbers as written.
        about_money: It names an invoice, a payment or an amount, or reads so.
        needs_person: Reminders wait until somebody has looked.
        evidence: The quoted words behind each intent, verbatim.
        is_doubtful: Whether it is about money cannot be told; held for a while.
        call_words: His wish to be phoned, verbatim; empty = there is none.
        call_on: The day he names for it.
        parts: In how many parts he asks to pay; 0 = he names no number.
        monthly: What he can pay a month, in whole units of money; 0 = not said.
    """

    text: str
    language: str = ""
    intents: tuple[str, ...] = ()
    promise: DateRange | None = None
    paid_on: date | None = None
    amount: str = ""
    payment_reference: str = ""
    invoice_references: tuple[str, ...] = ()
    new_contact: str = ""
    return_on: date | None = None
    substitute: str = ""
    about_money: bool = True
    needs_person: bool = True
    evidence: tuple[tuple[str, str], ...] = ()
    is_doubtful: bool = False
    call_words: str = ""
    call_on: date | None = None
    parts: int = 0
    monthly: int = 0
