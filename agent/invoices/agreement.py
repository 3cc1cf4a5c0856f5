"""Agreement: whether the invoicing program's list speaks against asking for a debt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, assert_never

from agent.model.money import Money

_MOST_SUMS = 10_000


@dataclass(frozen=True, slots=True)
class Theirs:
    """What the list says of one invoice.

    Args:
        state: "absent" where the list does not name it.
        open: What it says is open, all its rows together.
        total: What it says of the whole document; None where it says nothing else.
        dues: Due dates of what is open; none where one of them is not said.
        doubt: Why its rows cannot be trusted; may be empty.
    """

    state: Literal["open", "settled", "void", "absent"]
    open: Money
    total: Money | None = None
    dues: tuple[date, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Ours:
    """An invoice as it stands here.

    Args:
        amount: What was to be transferred.
        found: What was put against it, payment by payment, and given up.
        dues: Due dates of what is open.
    """

    total: Money
    amount: Money
    open: Money
    found: tuple[Money, ...]
    dues: tuple[date, ...]


def objection(theirs: Theirs, ours: Ours) -> str:
    """Say why not to ask for what is open here; empty where nothing speaks against it.

    What is gone there must be found here. The other way round is no objection: a
    payment that we found may not be marked there yet.
    """
    match theirs.state:
        case "settled":
            return "the invoicing program says that it is paid"
        case "void":
            return "the invoicing program says that it is cancelled"
        case "absent":
            return "the invoicing program no longer lists it as open"
        case "open":
            return theirs.doubt or _differs(theirs, ours)
        case _:
            assert_never(theirs.state)


def _differs(theirs: Theirs, ours: Ours) -> str:
    totals = (theirs.open, ours.total, ours.amount)
    if theirs.total is not None and theirs.total not in totals:
        return f"the invoicing program says {theirs.total} in all, here {ours.total}"
    if not _is_found(theirs, ours):
        return (
            f"the invoicing program lists {theirs.open} as open, here it is {ours.open}"
        )
    if theirs.dues and ours.dues and min(theirs.dues) > min(ours.dues):
        return (
            f"the invoicing program says it is due on {min(theirs.dues)}, here on "
            f"{min(ours.dues)}"
        )
    return ""


def _is_found(theirs: Theirs, ours: Ours) -> bool:
    """Tell whether some of what was found here is just what is gone there.

    A program that knows of no withholding counts from the document's total.
    """
    if theirs.open.currency != ours.amount.currency:
        return False
    gone = {whole.cents - theirs.open.cents for whole in (ours.amount, ours.total)}
    return not gone.isdisjoint(_sums(ours.found, max(gone)))


def _sums(found: Iterable[Money], most: int) -> set[int]:
    """Give what any of the parts make together, up to an amount."""
    sums = {0}
    for part in found:
        if len(sums) > _MOST_SUMS:  # each part may double them
            break
        sums |= {each + part.cents for each in sums if each + part.cents <= most}
    return sums
