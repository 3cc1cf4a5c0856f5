"""Coverage: through which day the statements of each account were read."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given

_accounts = tables.accounts
_COVERAGE = sa.select(_accounts).where(given(_accounts.c.firm))


def cover(tx: Tx, account: str, through: date) -> None:
    """Note through which day an account's statements were read."""
    fresh = tx.add(_accounts, account=account, covered_through=through, read_at=tx.now)
    if not fresh:
        tx.update(_accounts, _accounts.c.account == account, read_at=tx.now)
        tx.update(
            _accounts,
            _accounts.c.account == account,
            sa.or_(
                _accounts.c.covered_through.is_(None),
                _accounts.c.covered_through < through,
            ),
            covered_through=through,
        )


def days(tx: Tx) -> dict[str, date | None]:
    """Give the covered-through day of each account seen."""
    rows = tx.rows(_COVERAGE, firm=tx.firm)
    return {row["account"]: row["covered_through"] for row in rows}
