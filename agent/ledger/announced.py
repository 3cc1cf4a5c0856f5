"""Announced payments: the bank's mail told of them, its statement not yet.

They are never put against an invoice. A statement's line that tells of the same
money takes their place; the row stays, so that a mail sent anew is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from agent.ledger import interim, payments, recording, tables
from agent.ledger.book import Tx
from agent.ledger.statements import given
from agent.model.payment import BankLine, Payment

_payments = tables.payments
ANNOUNCED, CONFIRMED, UNCONFIRMED = "announced", "confirmed", "unconfirmed"
_WEEKS = timedelta(weeks=2)
_STANDING = sa.select(
    _payments.c.id, _payments.c.recorded_at, _payments.c.sha256
).where(given(_payments.c.firm), _payments.c.state == ANNOUNCED)


@dataclass(frozen=True, slots=True)
class Announced:
    """A payment that no statement has confirmed yet.

    Args:
        sha256: Of the mail that told of it.
    """

    payment: Payment
    recorded_at: datetime
    sha256: str


def record(
    tx: Tx, line: BankLine, account: str, fingerprint: str, sha256: str, because: str
) -> str:
    """Record what a notice tells, once; empty where it was told before."""
    payment_id = recording.record(tx, line, account, fingerprint, "notice", sha256)
    if payment_id:
        payments.set_state(tx, payment_id, ANNOUNCED)
        payments.decide(tx, payment_id, ANNOUNCED, because)
    return payment_id


def standing(tx: Tx) -> tuple[Announced, ...]:
    """Give what still waits for its statement, oldest first."""
    found = (
        Announced(payments.get(tx, row["id"]), row["recorded_at"], row["sha256"])
        for row in tx.rows(_STANDING, firm=tx.firm)
    )
    return tuple(sorted(found, key=lambda one: one.payment.no))


def booked(tx: Tx, line: BankLine) -> tuple[BankLine, ...]:
    """Give what the bank's files told of the same amount in these weeks."""
    query = sa.select(_payments.c.id).where(
        _payments.c.firm == tx.firm,
        _payments.c.state == "booked",
        _payments.c.source.in_(("statement", interim.SOURCE)),
        _payments.c.amount_cents == line.amount.cents,
        _payments.c.currency == line.amount.currency,
        _payments.c.booked_on.between(line.booked_on - _WEEKS, line.booked_on + _WEEKS),
    )
    return tuple(as_line(payments.get(tx, row["id"])) for row in tx.rows(query))


def as_line(payment: Payment) -> BankLine:
    """Give a payment as the line it came from."""
    return BankLine(
        booked_on=payment.booked_on,
        amount=payment.amount,
        is_credit=True,
        counterparty=payment.payer,
        remittance=payment.remittance,
    )


def end(tx: Tx, payment_id: str, decision: str, because: str) -> None:
    """Note what became of an announced payment; nothing of it is free."""
    tx.update(
        _payments,
        _payments.c.id == payment_id,
        state="undone",
        decision=decision,
        decided_because=because,
        free_cents=0,
    )
