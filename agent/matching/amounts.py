"""Typed explanations of an amount: why so much was paid for so much open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.model.invoice import Basis

FitKind = Literal[
    "exact",
    "sum",
    "netted",
    "rounding",
    "stamp",
    "withholding",
    "gross",
    "split_vat",
    "fee",
    "discount",
    "part",
    "over",
]

# Italian VAT rates in per mille (d.P.R. 633/1972); withholding is 20 % of the
# taxable sum (d.P.R. 600/1973 art. 25), the fund 4 % on top of it.
_VAT = (220, 100, 50, 40, 0)
_STAMP = 200
TO_THE_CENT: frozenset[FitKind] = frozenset(("exact", "sum", "netted"))
_ROUNDED = 100
_MOST_PER_CENT = 26  # a withholding that was not taken off is a quarter of the rest
_MOST_FEE = 2500
_FEE_SHARE = 10  # what takes more than one part in so many is no fee
_DISCOUNTS = (10, 15, 20, 25, 30, 50)
_UNKNOWN = Basis()


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Say what a payment may leave open and is closed with it, in cents.

    Args:
        rounding: So little needs no reason.
        stamp: The stamp duty may be left out.
        fee: The most that a bank takes of a transfer.
    """

    rounding: int = 99
    stamp: bool = True
    fee: int = _MOST_FEE

    def covers(self, kind: FitKind, short: int) -> bool:
        """Tell whether what is missing is closed, given what would explain it."""
        match kind:
            case "rounding":
                return short <= self.rounding
            case "stamp":
                return self.stamp or short <= self.rounding
            case "fee":
                return short <= max(self.fee, self.rounding)
            case _:
                return False


@dataclass(frozen=True, slots=True)
class Fit:
    """Say how what was paid stands to what is open.

    Args:
        difference: Paid less open, in cents; 0 for an exact fit.
        is_stated: The document's own figures give just this difference.
    """

    kind: FitKind
    difference: int = 0
    is_stated: bool = False


def explanations(paid: int, due: int, basis: Basis = _UNKNOWN) -> tuple[Fit, ...]:
    """Give every way to explain a payment of one open sum, most likely first.

    Args:
        paid: Cents, positive.
        due: Cents open, positive.
        basis: What the document's amount is made of, where that is known.
    """
    difference = paid - due
    if not difference:
        return (Fit("exact"),)
    short = -difference
    stated = _stated(short, basis)
    rest: FitKind = "over" if difference > 0 else "part"
    if _is_far(abs(difference), due):
        return (*stated, Fit(rest, difference))
    kinds: list[FitKind] = []
    if abs(difference) < _ROUNDED:
        kinds.append("rounding")
    if abs(difference) == _STAMP:
        kinds.append("stamp")
    if abs(difference) * 100 <= due * _MOST_PER_CENT:
        kinds += () if basis.taxable else _guessed(paid, due)
        if any(_is_near(short * 1000, due * rate) for rate in _DISCOUNTS):
            kinds.append("discount")
    if _ROUNDED <= short <= min(_MOST_FEE, due // _FEE_SHARE):
        kinds.append("fee")
    return (*stated, *(Fit(kind, difference) for kind in (*kinds, rest)))


def explained(paid: int, due: int, basis: Basis = _UNKNOWN) -> Fit | None:
    """Give the likeliest explanation where it has a name of its own; else None.

    Asked of all that somebody owes: most is far from what was paid.
    """
    is_unsaid = not (basis.taxable or basis.vat or basis.withheld)
    if is_unsaid and _is_far(abs(paid - due), due):
        return None
    fit = explanations(paid, due, basis)[0]
    return fit if fit.kind == "exact" or is_typed(fit) else None


def _is_far(difference: int, due: int) -> bool:
    """Tell a difference that no rule but the document's own figures can explain."""
    is_small = difference < _ROUNDED or difference == _STAMP
    return not is_small and difference * 100 > due * _MOST_PER_CENT


def _stated(short: int, basis: Basis) -> tuple[Fit, ...]:
    """Give what the document's own figures say of the difference."""
    if not (basis.taxable or basis.vat or basis.withheld):
        return ()
    found: list[FitKind] = []
    if not basis.withheld and any(
        abs(short - each) <= 1 for each in _withholdings(basis.taxable)
    ):
        found.append("withholding")
    if basis.vat and short == basis.vat:
        found.append("split_vat")
    if basis.withheld and short == -basis.withheld:
        found.append("gross")
    return tuple(Fit(kind, -short, is_stated=True) for kind in found)


def _withholdings(taxable: int) -> tuple[int, ...]:
    """Give what may be withheld of a taxable sum: the fund's share is free of it."""
    if taxable <= 0:
        return ()
    return (taxable * 20 // 100, taxable * 20 // 104)


def _guessed(paid: int, due: int) -> list[FitKind]:
    """Give what would explain it at one of the usual rates of VAT."""
    found: list[FitKind] = []
    if _is_withheld(due - paid, due):
        found.append("withholding")
    if _is_vat(due - paid, due):
        found.append("split_vat")
    if _is_gross(paid, due):
        found.append("gross")
    return found


def is_typed(fit: Fit) -> bool:
    """Tell whether the difference has a name of its own."""
    return fit.kind not in {"exact", "sum", "netted", "part", "over"}


def _is_withheld(short: int, due: int) -> bool:
    plain = any(_is_near(short * (1000 + vat), due * 200) for vat in _VAT)
    return plain or any(
        _is_near(short * (1000 + vat) * 104, due * 200 * 100, scale=1000 * 104)
        for vat in _VAT
    )


def _is_vat(short: int, due: int) -> bool:
    return any(_is_near(short * (1000 + vat), due * vat) for vat in _VAT if vat)


def _is_gross(paid: int, due: int) -> bool:
    # The item is open net of withholding, and he paid it in full.
    return any(_is_near(due * (1000 + vat), paid * (800 + vat)) for vat in _VAT)


def _is_near(left: int, right: int, scale: int = 1000) -> bool:
    """Tell whether two scaled sums agree within about a cent."""
    return right > 0 and abs(left - right) <= scale
