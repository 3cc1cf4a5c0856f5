"""Coverage: through which day the statements of each account were read."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given

_accounts = tables.accounts
_COVERAGE = sa.select(_accounts).where(given(_accounts.c.firm))
_THROUGH = sa.select(_accounts.c.covered_through).where(
    given(_accounts.c.firm), given(_accounts.c.account)
)


def cover(tx: Tx, account: str, through: date) -> None:
    """Note through which day an account's statements were read."""
    before = tx.value(_THROUGH, firm=tx.firm, account=account)
    last = max(before or through, through)
    tx.put(_accounts, account=account, covered_through=last, read_at=tx.now)


def days(tx: Tx) -> dict[str, date | None]:
    """Give the covered-through day of each account seen."""
    rows = tx.rows(_COVERAGE, firm=tx.firm)
    return {row["account"]: row["covered_through"] for row in rows}
