"""Residues: what a payment leaves open and nobody owes any more, with its reason."""

from __future__ import annotations

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
}
_ONLY_STATED = ("withholding", "split_vat")


def residues(reading: Reading) -> tuple[Residue, ...]:
    """Give what is closed together with a reading.

    Withholding and split VAT only as the document's own figures give them, and no
    withholding where there is no VAT: four fifths may be any part. Never a
    discount: whether one was granted no document says, and a person gives it up.
    """
    fit = reading.fit
    if fit.difference >= 0 or fit.kind not in _WORDS or len(reading.parts) != 1:
        return ()
    if fit.kind in _ONLY_STATED and not fit.is_stated:
        return ()
    ((item, cents),) = reading.parts
    if fit.kind == "withholding" and not item.basis.vat:
        return ()
    left = Money(item.open.cents - cents, item.open.currency)
    return (Residue(item.id, left, _WORDS[fit.kind]),)
