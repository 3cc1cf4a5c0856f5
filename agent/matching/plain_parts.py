"""Whether a sum may pay of what somebody owes: one debt, several, or a plain part."""

from __future__ import annotations

from collections.abc import Sequence

from agent.matching.amounts import explanations
from agent.matching.combinations import MOST_ITEMS, sums_to
from agent.model.invoice import OpenItem
from agent.model.money import Money

# As people pay parts of a debt.
_PARTS = ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (3, 10))


def may_pay_of(paid: Money, theirs: Sequence[OpenItem]) -> bool:
    """Tell whether an odd sum may be a debt of theirs, some of them, or a part of one.

    Args:
        theirs: All that one customer owes; of very many some set is any sum.
    """
    if len(theirs) > MOST_ITEMS:
        return True
    debts = [item for item in theirs if item.open.cents > 0]
    return any(
        _is_as_good(paid.cents, item) or _is_plain_part(paid.cents, item.open.cents)
        for item in debts
    ) or bool(sums_to([item.open.cents for item in theirs], paid.cents, limit=1))


def _is_as_good(paid: int, item: OpenItem) -> bool:
    """Tell whether it is just this debt; a fee or a discount is far less likely."""
    fit = explanations(paid, item.open.cents, item.basis)[0]
    return fit.kind in {"exact", "rounding"} or fit.is_stated


def _is_plain_part(paid: int, owed: int) -> bool:
    return any(abs(paid * whole - owed * part) <= whole for part, whole in _PARTS)
