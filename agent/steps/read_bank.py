"""Read bank: the credits of a statement, each recorded once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from agent.bank.fingerprint import fingerprints
from agent.errors import Unreadable
from agent.ledger import announced as notices
from agent.ledger import (
    coverage,
    due,
    events,
    interim,
    payments,
    proposals,
    recording,
    reversals,
)
from agent.ledger.announced import Announced
from agent.ledger.book import Tx
from agent.matching.collections import is_returned
from agent.model.payment import BankLine, Statement
from agent.steps import announced, bank_gaps, ease, returned
from agent.steps.desk import Desk

_LEAST = 5  # digits of an account number that are no chance


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a statement brought.

    Args:
        fresh: Credits not known before.
        known: Credits that stood already.
    """

    fresh: int = 0
    known: int = 0
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told of a statement's money before it came.

    Args:
        notices: Each is confirmed once.
    """

    twins: interim.Twins
    notices: list[Announced]


def record(
    desk: Desk,
    tx: Tx,
    statement: Statement,
    source: str,
    sha256: str,
    *,
    despite_doubts: bool = False,
) -> Recorded:
    """Record a statement's booked credits; harmless the second time.

    Args:
        despite_doubts: A person looked at the doubts and takes it as it is.

    Raises:
        Unreadable: Something in it is doubtful: the whole file waits for a
            person, for a line too few is a customer dunned for money he paid.
    """
    if statement.doubts and not despite_doubts:
        raise Unreadable(f"{source}: {'; '.join(statement.doubts[:3])}")
    fresh = known = 0
    problems: list[str] = []
    marks = fingerprints(statement)
    account = _our_account(desk, statement.account)
    source_kind = interim.SOURCE if statement.through is None else "statement"
    told = _Told(
        interim.twins_of(tx, statement.lines, account, source_kind),
        list(notices.standing(tx)),
    )
    booked = [
        (line, mark)
        for line, mark in zip(statement.lines, marks, strict=True)
        if line.status == "booked" and line.amount.cents
    ]
    # In their order: what a debit takes back may stand right before it.
    for is_credit, some in groupby(booked, key=lambda pair: pair[0].is_credit):
        if is_credit:
            incoming = [pair for pair in some if not pair[0].is_reversal]
            news = _record(tx, incoming, account, sha256, told)
            fresh, known = fresh + news, known + len(incoming) - news
            continue
        for line, mark in some:
            problems += _debit(desk, tx, line, account, mark, sha256, told)
    if statement.through is not None:
        # A period may be stated beyond today; nothing of tomorrow is covered.
        through = min(statement.through, desk.clock.today())
        coverage.cover(tx, account, through)
    bank_gaps.note(tx, account, statement)
    due.works(tx, "bank")
    return Recorded(fresh, known, tuple(problems))


def _our_account(desk: Desk, written: str) -> str:
    """Give the account of ours that a statement is about, as it is configured.

    Exports often name none, or the bank's own number, which stands in the IBAN.
    """
    accounts = desk.intake.accounts
    bare = written.replace(" ", "").upper()
    if not bare:
        return accounts[0] if len(accounts) == 1 else ""
    number = bare.lstrip("0")
    fits = [one for one in accounts if one == bare] or [
        one for one in accounts if len(number) >= _LEAST and one.endswith(number)
    ]
    return fits[0] if len(fits) == 1 else written


def _record(
    tx: Tx,
    incoming: Sequence[tuple[BankLine, str]],
    account: str,
    sha256: str,
    told: _Told,
) -> int:
    """Record credits, each with its fingerprint; give how many are news."""
    lines = [
        (line, mark)
        for line, mark in incoming
        if not told.twins.take(tx, line, mark, sha256)
    ]
    ids = recording.record_all(tx, lines, account, told.twins.source, sha256)
    for (line, _), payment_id in zip(lines, ids, strict=True):
        if payment_id:
            events.write(
                tx,
                "payment.recorded",
                f"payment:{payment_id}",
                "read from a bank statement",
                amount=str(line.amount),
                booked=line.booked_on.isoformat(),
            )
            announced.confirm(tx, told.notices, line, account, payment_id)
    return sum(map(bool, ids))


def _debit(
    desk: Desk,
    tx: Tx,
    line: BankLine,
    account: str,
    mark: str,
    sha256: str,
    told: _Told,
) -> list[str]:
    """Take a debit for what it says: a reversal, a collection unpaid, or not ours."""
    comes_back = is_returned(f"{line.counterparty} {line.remittance}")
    if line.is_reversal and not (
        comes_back and len(reversals.reversible(tx, line)) != 1
    ):
        return _reverse(desk, tx, line, mark)
    if comes_back and not reversals.reversed_by(tx, mark):
        gone = replace(line, amount=-line.amount)
        if not told.twins.take(tx, gone, mark, sha256):
            returned.record(tx, gone, account, mark, told.twins.source, sha256)
    return []


def _reverse(desk: Desk, tx: Tx, line: BankLine, mark: str) -> list[str]:
    """Take back the one payment a reversal is about; what it paid is open again."""
    if reversals.reversed_by(tx, mark):
        return []
    found = reversals.reversible(tx, line)
    if len(found) != 1:
        fitting = f"{len(found) or 'no'} payments fit; look with `sollecito payments`"
        return [f"the bank took back {line.amount} on {line.booked_on}; {fitting}"]
    payment = found[0]
    done = payments.allocations(tx, payment=payment.id)
    for allocation in done:
        payments.undo(tx, allocation)
    returned.reopen(desk, tx, [one.item_id for one in done], line.booked_on)
    owners = {each.customer_id for each in done}
    owners |= {each.customer_id for each in proposals.candidates(tx, payment.id)}
    proposals.drop_proposals(tx, payment.id)
    reversals.take_back(tx, payment.id, mark)
    ease.answered(tx, owners)
    events.write(
        tx,
        "payment.reversed",
        f"payment:{payment.id}",
        "the bank took it back",
        *sorted(f"customer:{owner}" for owner in owners),
        amount=str(payment.amount),
    )
    return []
