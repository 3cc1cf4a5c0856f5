"""The bank in the day's summary: statements that are missing, or will be tomorrow."""

from __future__ import annotations

from datetime import date, timedelta

from agent.dunning.working_days import next_working_day
from agent.ledger import cases, coverage, outbox
from agent.ledger.book import Tx
from agent.model.day import Line
from agent.steps import bank_gaps
from agent.steps.bank_days import is_late
from agent.steps.desk import Desk
from agent.steps.fit import mode
from agent.steps.plan import CALL, plans

_WAITING = ("proposed", "approved", "ready")
_CURE = "sollecito import FILE"


def late_accounts(desk: Desk, tx: Tx) -> list[Line]:
    """Name accounts without a fresh statement; for ours the letters wait."""
    covered = coverage.days(tx)
    ours = {account: covered.get(account) for account in desk.intake.accounts}
    count = letters_waiting(tx)
    return [
        Line(
            account,
            command=_CURE,
            said=_code(through) if account in ours else "bank.other",
            facts={"count": count},
            day=through,
        )
        for account, through in (ours | covered).items()
        if through is None or is_late(desk, through)
    ]


def missing_days(desk: Desk, tx: Tx) -> list[Line]:
    """Name the days that no statement of an account tells of."""
    count = letters_waiting(tx)
    return [
        Line(
            account,
            amount=gap.missing if gap.missing.cents > 0 else None,
            command=_CURE,
            said="bank.gap" if account in desk.intake.accounts else "bank.gap_other",
            facts={"count": count, "since": gap.since, "until": gap.until},
            day=gap.since,
        )
        for account, gap in bank_gaps.found(desk, tx)
    ]


def letters_waiting(tx: Tx) -> int:
    """Count the letters to customers that are written and have not left."""
    return _written(tx, *_WAITING)


def _code(through: date | None) -> str:
    return "bank.stale" if through else "bank.none"


def accounts_due(desk: Desk, tx: Tx) -> list[Line]:
    """Name the accounts of ours for whose statements letters wait from the next day.

    Told while there is still a day to fetch the file.
    """
    covered = coverage.days(tx) if desk.intake.accounts else {}
    today = desk.clock.today()
    day = next_working_day(today + timedelta(days=1), desk.rules.is_closed)
    due = [
        (account, through)
        for account in desk.intake.accounts
        if (through := covered.get(account)) is not None
        and is_late(desk, through, day)
        and not is_late(desk, through)
    ]
    if not due or mode(desk, tx) == "off":
        return []
    count = letters_to_leave(desk, tx, day)
    return [
        Line(
            account,
            command=_CURE,
            said="bank.due",
            facts={"count": count, "late_on": day},
            day=through,
        )
        for account, through in due
    ]


def letters_to_leave(desk: Desk, tx: Tx, day: date) -> int:
    """Count the letters that would leave that day: planned, or still to be approved."""
    today = desk.clock.today()
    planned = plans(desk, tx, cases.every(tx, desk.terms), day)
    fresh = sum(plan.what != CALL and plan.day > today for plan in planned)
    return fresh + _written(tx, "proposed")


def _written(tx: Tx, *states: str) -> int:
    return sum(bool(each.customer_id) for each in outbox.in_state(tx, *states))
