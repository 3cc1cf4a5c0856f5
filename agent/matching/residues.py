"""Residues: what a payment leaves open and nobody owes any more, with its reason."""

from __future__ import annotations

from datetime import date

from agent.matching.amounts import FitKind
from agent.matching.readings import Reading
from agent.model.money import Money
from agent.model.payment import Residue

_WORDS: dict[FitKind, str] = {
    "rounding": "rounded",
    "stamp": "stamp duty",
    "withholding": "withholding tax, paid to the state for us",
    "split_vat": "VAT under split payment, paid to the state",
    "fee": "bank fee",
    "discount": "discount for early payment",
}
_ONLY_STATED = ("withholding", "split_vat")


def residues(reading: Reading, booked_on: date) -> tuple[Residue, ...]:
    """Give what is closed together with a reading.

    Withholding and split VAT only as the document's own figures give them; a
    discount only until the due date: later it is asked for.
    """
    fit = reading.fit
    if fit.difference >= 0 or fit.kind not in _WORDS or len(reading.parts) != 1:
        return ()
    if fit.kind in _ONLY_STATED and not fit.is_stated:
        return ()
    ((item, cents),) = reading.parts
    if fit.kind == "discount" and booked_on > item.due_on:
        return ()
    left = Money(item.open.cents - cents, item.open.currency)
    return (Residue(item.id, left, _WORDS[fit.kind]),)
