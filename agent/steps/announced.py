"""Announced payments: confirmed by the statement's line, or given up with a question."""

from __future__ import annotations

from datetime import timedelta

from agent.dunning.working_days import add_working_days
from agent.forms.words import fold
from agent.ledger import announced, events, holds, quarantine
from agent.ledger.announced import Announced
from agent.ledger.book import Tx
from agent.matching.names import name_words
from agent.model.payment import BankLine
from agent.steps.desk import Desk

KIND = "notice"  # its kind in quarantine: no letter waits for it
WAIT_DAYS = 5  # working days
_EARLIER, _LATER = timedelta(days=5), timedelta(days=12)


def confirm(
    tx: Tx, waiting: list[Announced], line: BankLine, account: str, payment_id: str
) -> None:
    """Let a statement's line take the place of the notice that told of it.

    The reminders are held by the payment itself from now on: it is settled, or
    asked about, before any letter leaves.

    Args:
        waiting: The notices that no statement confirmed yet; the one found leaves.
    """
    for one in waiting:
        payment = one.payment
        if payment.amount != line.amount or (
            account and payment.account not in ("", account)
        ):
            continue
        if is_same(announced.as_line(payment), line):
            waiting.remove(one)
            because = "the bank's statement tells of it"
            announced.end(tx, payment.id, announced.CONFIRMED, because)
            holds.release_for(tx, payment.id, because)
            events.write(
                tx,
                "payment.confirmed",
                f"payment:{payment_id}",
                "a notice had told of it",
                f"payment:{payment.id}",
                amount=str(payment.amount),
            )
            return


def is_same(told: BankLine, line: BankLine) -> bool:
    """Tell whether what a notice told and a line of equal amount are the same money.

    Where both say who paid or what for, one of the two must agree.
    """
    if not told.booked_on - _EARLIER <= line.booked_on <= told.booked_on + _LATER:
        return False
    words = frozenset(name_words(told.counterparty))
    said = frozenset(name_words(f"{line.counterparty} {line.remittance}"))
    if words and words <= said:
        return True
    for_what, written = fold(told.remittance), fold(line.remittance)
    if for_what and written and (for_what in written or written in for_what):
        return True
    return not said or not (words or for_what)


def is_late(desk: Desk, one: Announced) -> bool:
    """Tell whether an announced payment has waited too long for its statement."""
    began = one.recorded_at.astimezone(desk.clock.zone).date()
    until = add_working_days(began, WAIT_DAYS, desk.rules.is_closed)
    return desk.clock.today() > until


def give_up(tx: Tx, one: Announced) -> None:
    """Undo what no statement confirmed, and ask a person."""
    payment = one.payment
    because = f"no statement confirmed it within {WAIT_DAYS} working days"
    announced.end(tx, payment.id, announced.UNCONFIRMED, because)
    holds.release_for(tx, payment.id, because)
    quarantine.set_aside(
        tx,
        KIND,
        f"payment {payment.no} of {payment.amount}",
        one.sha256,
        f"a notice told of it, but {because}; look at the account, then drop this",
    )
    events.write(
        tx,
        "payment.unconfirmed",
        f"payment:{payment.id}",
        because,
        amount=str(payment.amount),
    )
