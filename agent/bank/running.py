"""Running balances: a column of balances proves the amounts beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Step:
    """One movement and the balance printed beside it.

    Args:
        number: Its row.
        amount: Negative for money out.
        balance: None where the bank leaves it empty.
    """

    number: int
    amount: Decimal
    balance: Decimal | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What the running balance says.

    Args:
        is_proven: Every step agrees, and there is at least one.
        broken_at: Row where it stops agreeing; 0 = nowhere.
    """

    is_proven: bool = False
    broken_at: int = 0


def prove(steps: Sequence[Step]) -> Proof:
    """Check the balances, oldest row first or newest first, whichever fits better.

    A balance that never moves is the account's balance printed on every row:
    it proves nothing.
    """
    known = {step.balance for step in steps if step.balance is not None}
    if len(known) < 2:  # noqa: PLR2004 - one balance has nothing to be compared with
        return Proof()
    forward = _faults(steps)
    backward = _faults(steps[::-1])
    faults = min(forward, backward, key=len)
    return Proof(is_proven=not faults, broken_at=faults[0] if faults else 0)


def _faults(steps: Sequence[Step]) -> list[int]:
    faults = []
    expected: Decimal | None = None
    for step in steps:
        if expected is not None:
            expected += step.amount
        if step.balance is not None:
            if expected is not None and expected != step.balance:
                faults.append(step.number)
            expected = step.balance
    return faults
