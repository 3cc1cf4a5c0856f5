"""Bank days: up to which day each account of ours is known."""

from __future__ import annotations

from datetime import date

from agent.dunning.working_days import working_days_between
from agent.ledger import coverage
from agent.ledger.book import Tx
from agent.steps.desk import Desk


def bank_is_late(desk: Desk, tx: Tx) -> str:
    """Name an account of ours whose statements are missing; empty if none is.

    Who paid since the last one cannot be known: no letter leaves meanwhile.
    """
    covered = coverage.days(tx) if desk.intake.accounts else {}
    for account in desk.intake.accounts:
        through = covered.get(account)
        shown = f"account ...{account[-4:]}"
        if through is None:
            return f"no bank statement of {shown} was read yet"
        if is_late(desk, through):
            return f"the last bank statement of {shown} goes to {through}"
    return ""


def is_late(desk: Desk, through: date, on: date | None = None) -> bool:
    """Tell whether the statements of an account end too many working days ago.

    Args:
        on: The day asked about; None = today.
    """
    day = on or desk.clock.today()
    since = working_days_between(through, day, desk.rules.is_closed)
    return since > desk.intake.stale_days
