"""Recording: money that came or went, each line kept once, by its fingerprint."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, given_any
from agent.model.payment import BankLine

_payments = tables.payments
_MARKED = sa.select(_payments.c.fingerprint).where(
    given(_payments.c.firm), given_any(_payments.c.fingerprint)
)


def record(
    tx: Tx,
    line: BankLine,
    account: str,
    fingerprint: str,
    source: str,
    sha256: str,
    *,
    how: str = "",
    customer_id: str = "",
) -> str:
    """Record a credit once, by its fingerprint.

    Args:
        how: Of an entry by hand: cash, cheque, set-off or advance.
        customer_id: Whose it is, as the person who enters it says.

    Returns:
        Its id; empty if the same money stands already.
    """
    one = [(line, fingerprint)]
    said = {"how": how, "customer_id": customer_id}
    return record_all(tx, one, account, source, sha256, **said)[0]


def record_all(
    tx: Tx,
    lines: Sequence[tuple[BankLine, str]],
    account: str,
    source: str,
    sha256: str,
    *,
    how: str = "",
    customer_id: str = "",
) -> tuple[str, ...]:
    """Record credits, each with its fingerprint, once.

    Args:
        how, customer_id: Of entries by hand, as for `record`.

    Returns:
        Their ids, in order; empty for one that stands already.
    """
    if not lines:
        return ()
    asked = {"firm": tx.firm, "fingerprint": [mark for _, mark in lines]}
    known = {mark for (mark,) in tx.tuples(_MARKED, **asked)}
    ids = tuple("" if mark in known else tx.new_id() for _, mark in lines)
    numbers = itertools.count(tx.next_no(_payments))
    fresh: list[dict[str, object]] = [
        {
            "id": payment_id,
            "no": next(numbers),
            "fingerprint": mark,
            "account": account,
            "booked_on": line.booked_on,
            "value_on": line.value_on,
            "amount_cents": line.amount.cents,
            "free_cents": line.amount.cents,
            "currency": line.amount.currency,
            "payer": line.counterparty,
            "iban": line.iban,
            "end_to_end_id": line.end_to_end_id,
            "remittance": line.remittance,
            "bank_reference": line.bank_reference,
            "source": source,
            "how": how,
            "customer": customer_id or None,
            "sha256": sha256,
            "recorded_at": tx.now,
        }
        for payment_id, (line, mark) in zip(ids, lines, strict=True)
        if payment_id
    ]
    tx.insert_all(_payments, fresh)
    return ids
