"""List days: how old what the invoicing program last said is."""

from __future__ import annotations

from datetime import date

from agent.dunning.working_days import working_days_between
from agent.ledger import listed
from agent.ledger.book import Tx
from agent.steps.desk import Desk


def list_is_late(desk: Desk, tx: Tx) -> str:
    """Say that the list of what is open is missing or old; empty if it is not.

    Who paid or got a credit note there since cannot be known: no letter leaves
    meanwhile. A firm that never gave one, and names none, is not asked for it.
    """
    day = listed.read_on(tx)
    if not is_late(desk, day):
        return ""
    if day is None:
        return "no list of what is open in the invoicing program was read yet"
    return f"the last list of what is open in the invoicing program is of {day}"


def is_late(desk: Desk, day: date | None, on: date | None = None) -> bool:
    """Tell whether letters wait for a newer list than that of this day.

    Args:
        on: The day asked about; None = today.
    """
    if not desk.intake.open_items_days:
        return False
    if day is None:
        return bool(desk.intake.open_items)
    since = working_days_between(day, on or desk.clock.today(), desk.rules.is_closed)
    return since > desk.intake.open_items_days
