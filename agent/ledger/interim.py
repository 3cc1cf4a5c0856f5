"""Interim reports: the bank tells of money before its statement does.

The statement writes the same line anew, often with a reference of the bank's that
was not known before: it takes the place of the report's line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from agent.forms.words import fold
from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given
from agent.model.money import Money
from agent.model.payment import BankLine

SOURCE = "interim"
_STATEMENT = "statement"
_payments = tables.payments
# Not in order: for its sake SQLite would read every payment of the firm.
_TOLD = sa.select(_payments).where(
    given(_payments.c.firm),
    given(_payments.c.account),
    given(_payments.c.source),
    _payments.c.booked_on.between(sa.bindparam("since"), sa.bindparam("until")),
)
_Key = tuple[date, Money, str]


@dataclass(frozen=True, slots=True)
class Twins:
    """Payments that a file of the other kind told of: each may come once more."""

    source: str
    by_key: Mapping[_Key, list[Row]]

    def take(self, tx: Tx, line: BankLine, fingerprint: str, sha256: str) -> bool:
        """Tell whether a line is one of them, which it then was.

        A statement's line takes the place of a report's.
        """
        twins = self.by_key.get(_key(line), [])
        twin = next((row for row in twins if _may_be(row, line)), None)
        if twin is None or _stands(tx, fingerprint):
            return False
        twins.remove(twin)
        if self.source == _STATEMENT:
            tx.update(
                _payments,
                _payments.c.id == twin["id"],
                fingerprint=fingerprint,
                bank_reference=line.bank_reference,
                source=self.source,
                sha256=sha256,
            )
        return True


def twins_of(tx: Tx, lines: Sequence[BankLine], account: str, source: str) -> Twins:
    """Give what the other kind of file told of an account in the days of these lines.

    Args:
        source: Of the lines: an interim report or a statement.
    """
    days = [line.booked_on for line in lines]
    by_key: dict[_Key, list[Row]] = {}
    if not days:
        return Twins(source, by_key)
    asked = {
        "account": account,
        "source": _STATEMENT if source == SOURCE else SOURCE,
        "since": min(days),
        "until": max(days),
    }
    rows = tx.rows(_TOLD, firm=tx.firm, **asked)
    for row in sorted(rows, key=lambda row: int(row["no"])):
        by_key.setdefault(_key_of(row), []).append(row)
    return Twins(source, by_key)


def _key(line: BankLine) -> _Key:
    text = fold(f"{line.counterparty} {line.remittance}")
    return line.booked_on, line.amount, text


def _key_of(row: Row) -> _Key:
    money = Money(row["amount_cents"], row["currency"])
    return row["booked_on"], money, fold(f"{row['payer']} {row['remittance']}")


def _may_be(row: Row, line: BankLine) -> bool:
    """Tell two references of the bank's, which are two payments."""
    known = row["bank_reference"]
    return not known or not line.bank_reference or known == line.bank_reference


def _stands(tx: Tx, fingerprint: str) -> bool:
    query = sa.select(_payments.c.id).where(
        _payments.c.firm == tx.firm, _payments.c.fingerprint == fingerprint
    )
    return tx.row(query) is not None
