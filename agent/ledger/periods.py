"""Periods: the days and balances that the statements read so far tell of."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given
from agent.model.money import Money
from agent.model.payment import Period

_periods = tables.periods
_SINCE = sa.select(_periods).where(
    given(_periods.c.firm), _periods.c.through >= sa.bindparam("day")
)


def note(tx: Tx, account: str, period: Period) -> None:
    """Note what a statement tells of; the same file twice is one."""
    opening, closing = period.opening, period.closing
    is_told = opening is not None and closing is not None
    tx.add(
        _periods,
        account=account,
        since=period.since,
        through=period.through,
        balances=f"{opening} {closing}" if is_told else "",
        opening_cents=opening.cents if opening and closing else None,
        closing_cents=closing.cents if opening and closing else None,
        currency=closing.currency if opening and closing else "",
    )


def of_accounts(tx: Tx, since: date) -> dict[str, list[Period]]:
    """Give what statements told of each account since a day."""
    found: dict[str, list[Period]] = defaultdict(list)
    for row in tx.rows(_SINCE, firm=tx.firm, day=since):
        found[row["account"]].append(_period(row))
    return found


def _period(row: Row) -> Period:
    return Period(
        row["since"],
        row["through"],
        _money(row["opening_cents"], row["currency"]),
        _money(row["closing_cents"], row["currency"]),
    )


def _money(cents: int | None, currency: str) -> Money | None:
    return None if cents is None else Money(cents, currency)
