"""Bank gaps: days of an account that no statement tells of, until their file comes."""

from __future__ import annotations

from datetime import timedelta

from agent.bank.gaps import Gap, gaps
from agent.errors import Refused
from agent.ledger import coverage, events, firms, periods
from agent.ledger.book import Tx
from agent.model.payment import Period, Statement
from agent.steps.desk import Desk
from agent.steps.each import transaction

# Money of longer ago is no reason to hold today's letters.
_LOOKED_AT = timedelta(days=183)


def note(tx: Tx, account: str, statement: Statement) -> None:
    """Note the days and balances of a statement that covers days of an account.

    Balances that do not fit its lines, though a person took it, prove nothing.
    """
    if not account or statement.through is None:
        return
    since = min(statement.since or statement.through, statement.through)
    period = Period(since, statement.through)
    if statement.opening and statement.closing and not statement.doubts:
        period = Period(since, statement.through, statement.opening, statement.closing)
    periods.note(tx, account, period)


def found(desk: Desk, tx: Tx) -> tuple[tuple[str, Gap], ...]:
    """Give each account's gaps that no person said are none."""
    told = periods.of_accounts(tx, desk.clock.today() - _LOOKED_AT)
    if not told:
        return ()
    accepted = firms.switches(tx)
    return tuple(
        (account, gap)
        for account in sorted(told)
        for gap in gaps(told[account])
        if _switch(account, gap) not in accepted
    )


def why_gap(desk: Desk, tx: Tx) -> str:
    """Name days of an account of ours that are missing; empty if none are."""
    if not desk.intake.accounts:
        return ""
    for account, gap in found(desk, tx):
        if account in desk.intake.accounts:
            return (
                f"no bank statement of account ...{account[-4:]} tells of {gap.missing} "
                f"from {gap.since} to {gap.until}"
            )
    return ""


def accept(desk: Desk, by: str, account: str, because: str) -> tuple[Gap, ...]:
    """Say that nothing is missing between an account's statements as they are.

    Args:
        account: The account, or how it ends.

    Raises:
        Refused: No reason is given, or nothing is missing there.
    """
    if not because.strip():
        raise Refused("say why nothing is missing: --because WHY")
    with transaction(desk, by) as tx:
        meant = [pair for pair in found(desk, tx) if pair[0].endswith(account)]
        if not account or not meant:
            known = ", ".join(coverage.days(tx)) or "none was read"
            raise Refused(f"nothing is missing of account {account!r}; known: {known}")
        for whose, gap in meant:
            firms.set_switch(tx, _switch(whose, gap), "accepted", because)
            events.write(
                tx,
                "bank.gap_accepted",
                f"account:{whose}",
                "a person says that nothing is missing",
                since=gap.since.isoformat(),
                until=gap.until.isoformat(),
            )
    return tuple(gap for _, gap in meant)


def _switch(account: str, gap: Gap) -> str:
    return f"gap {account} {gap.since} {gap.until} {gap.missing}"
