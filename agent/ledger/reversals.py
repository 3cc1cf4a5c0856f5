"""Reversals: payments that the bank took back."""

from __future__ import annotations

import sqlalchemy as sa

from agent.ledger import payments, tables
from agent.ledger.book import Tx
from agent.ledger.statements import given
from agent.model.payment import BankLine, Payment

_payments = tables.payments
# Spelled out: SQLite takes a partial index only for what says so itself.
_TAKEN_BACK = sa.select(_payments.c.id).where(
    given(_payments.c.firm),
    given(_payments.c.reversed_by),
    _payments.c.reversed_by != sa.literal_column("''"),
)


def reversed_by(tx: Tx, fingerprint: str) -> bool:
    """Tell whether a reversal was applied already."""
    said = {"firm": tx.firm, "reversed_by": fingerprint}
    return tx.row(_TAKEN_BACK, **said) is not None


def reversible(tx: Tx, line: BankLine) -> tuple[Payment, ...]:
    """Give the standing payments that a reversal may be about.

    The same reference decides; without one the same payer and amount.
    """
    same = [
        _payments.c.amount_cents == line.amount.cents,
        _payments.c.currency == line.amount.currency,
        _payments.c.state == "booked",
    ]
    for column in ("end_to_end_id", "bank_reference"):
        reference = getattr(line, column)
        if reference and (
            found := payments.listed(tx, *same, _payments.c[column] == reference)
        ):
            return found
    if line.iban:
        return payments.listed(tx, *same, _payments.c.iban == line.iban)
    if line.counterparty:
        return payments.listed(tx, *same, _payments.c.payer == line.counterparty)
    return ()


def take_back(tx: Tx, payment_id: str, fingerprint: str) -> None:
    """Note that the bank took a payment back: nothing of it is free.

    Its allocations are to be undone first.
    """
    assert not payments.allocations(tx, payment=payment_id), "it is still allocated"
    tx.update(
        _payments,
        _payments.c.id == payment_id,
        state="undone",
        decision="reversed",
        reversed_by=fingerprint,
        free_cents=0,
    )
