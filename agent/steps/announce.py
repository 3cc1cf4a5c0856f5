"""Announce: what a genuine notice tells is noted until the statement comes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from agent.bank.notices.believe import names_ours
from agent.bank.notices.senders import listed_domain
from agent.dunning.working_days import add_working_days
from agent.errors import Unreadable
from agent.forms.words import fold
from agent.ledger import announced, events, messages
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.authentic import authentic
from agent.mail.signed import covered
from agent.model.message import Parts
from agent.model.money import Money
from agent.model.payment import BankLine, Payment, Proposed, Settled
from agent.steps import answers, claims
from agent.steps.announced import WAIT_DAYS, is_same
from agent.steps.asked import trust_in
from agent.steps.desk import Desk
from agent.steps.notices import Heard
from agent.steps.settle import decide_all

KIND = "notice"
_UNPROVEN_DAYS = 1  # working days for which words without proof may hold
_OLDEST, _NEWEST = timedelta(days=3), timedelta(days=1)  # Date against arrival
_EARLIEST, _LATEST = timedelta(days=10), timedelta(days=4)  # credit against arrival
_MOST_NAMED = 3  # more customers than these are meant by chance


def take(desk: Desk, tx: Tx, stored: Stored, parts: Parts, heard: Heard) -> None:
    """Take in what a mail says of money: announced, a claim, or nothing.

    A notice never pays an invoice: it holds the reminders of whom it may mean.
    """
    messages.finish(tx, stored.id, kind=KIND, because=heard.because)
    line = _line(desk, stored, heard)
    if heard.counts_as == "nothing" or line is None:
        return
    doubt = _doubt(desk, stored, parts, heard)
    cause = ""
    if not doubt:
        if any(is_same(line, one) for one in announced.booked(tx, line)):
            because = "the statement told of it already"
            messages.finish(tx, stored.id, kind=KIND, because=because)
            return
        cause = _announce(desk, tx, stored, parts, heard, line)
        if not cause:
            because = "a notice told of it before"
            messages.finish(tx, stored.id, kind=KIND, because=because)
            return
    elif heard.counts_as == "payment":
        messages.finish(tx, stored.id, kind=KIND, because=f"only a claim: {doubt}")
    days = WAIT_DAYS if heard.is_authentic else _UNPROVEN_DAYS
    until = add_working_days(desk.clock.today(), days, desk.rules.is_closed)
    said = "a notice of the bank tells of money that may be his"
    for customer_id in _meant(tx, line, heard):
        if cause:
            answers.hold(desk, tx, stored, customer_id, said, until, "claim", cause)
        else:
            claims.hold(desk, tx, stored, customer_id, said, days)


def _line(desk: Desk, stored: Stored, heard: Heard) -> BankLine | None:
    """Give what a notice tells as a statement would; None where it has no sum."""
    money = heard.money
    if not money.amount:
        return None
    try:
        amount = Money.of(money.amount, money.currency)
    except Unreadable:
        return None
    arrived_on = stored.arrived_at.astimezone(desk.clock.zone).date()
    return BankLine(
        booked_on=money.on or arrived_on,
        amount=amount,
        is_credit=True,
        counterparty=money.payer,
        remittance=money.remittance,
    )


def _doubt(desk: Desk, stored: Stored, parts: Parts, heard: Heard) -> str:
    """Say why a notice is no more than a claim; empty = it announces a payment."""
    if heard.counts_as != "payment":
        return heard.because
    if not stored.is_whole:
        return "it is too big to be read whole"
    told = authentic(parts, desk.intake.trusted.get(stored.mailbox, frozenset()))
    genuine = covered(parts, told)
    is_for_us = "to" in genuine and any(one in desk.own_addresses for one in parts.to)
    if not is_for_us and not names_ours(heard.accounts, desk.intake.accounts):
        return "it names no account of ours, and nobody signed for whom it is"
    if parts.sent_at is None or "date" not in genuine:
        return "nobody signed when it was written"
    if not stored.arrived_at - _OLDEST <= parts.sent_at <= stored.arrived_at + _NEWEST:
        return "it was not written now"
    return _off_day(stored.arrived_at.astimezone(desk.clock.zone).date(), heard)


def _off_day(arrived_on: date, heard: Heard) -> str:
    on = heard.money.on
    if on and not arrived_on - _EARLIEST <= on <= arrived_on + _LATEST:
        return "the day it names is not of these days"
    return ""


def _announce(
    desk: Desk, tx: Tx, stored: Stored, parts: Parts, heard: Heard, line: BankLine
) -> str:
    """Record the payment as announced; empty where it was told before."""
    ours = [one for one in desk.intake.accounts if names_ours(heard.accounts, (one,))]
    account = ours[0] if len(ours) == 1 else ""
    mark = _identity(parts, trust_in(desk, tx, stored.mailbox).services)
    payment_id = announced.record(
        tx, line, account, mark, stored.sha256, "the bank's mail told of it"
    )
    if payment_id:
        events.write(
            tx,
            "payment.announced",
            f"payment:{payment_id}",
            heard.because,
            f"message:{stored.id}",
            amount=str(line.amount),
            booked=line.booked_on.isoformat(),
        )
    return payment_id


def _identity(parts: Parts, services: Iterable[str]) -> str:
    """Give what a notice is known by when it comes again, whoever sends it on.

    Its own words and when it was written; a Message-ID may be made anew.
    """
    sent_at = parts.sent_at.isoformat() if parts.sent_at else ""
    said = f"{listed_domain(parts.sender, services)}\n{sent_at}\n{fold(parts.text)}"
    return hashlib.sha256(f"notice\n{said}".encode()).hexdigest()


def _meant(tx: Tx, line: BankLine, heard: Heard) -> tuple[str, ...]:
    """Give the customers whose money it may be, as matching sees it."""
    remittance = f"{line.remittance} {' '.join(heard.references)}".strip()
    payment = Payment(
        id="",
        no=0,
        booked_on=line.booked_on,
        amount=line.amount,
        free=line.amount,
        payer=line.counterparty,
        remittance=line.remittance or remittance,
        state="announced",
        source=KIND,
    )
    (decision,) = decide_all(tx, [payment])
    match decision:
        case Settled(chosen=chosen):
            found = [chosen.customer_id]
        case Proposed(candidates=candidates):
            found = [one.customer_id for one in candidates]
        case _:
            found = []
    named = tuple(dict.fromkeys(found)) or answers.owners_of(tx, heard.references)
    return named if len(named) <= _MOST_NAMED else ()
