"""Signs of life: replies, receipts and payments after a letter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx

_deliveries, _signs = tables.deliveries, tables.signs


def add(
    tx: Tx,
    customer_id: str,
    what: str,
    at: datetime,
    *,
    delivery_id: str = "",
    message: str = "",
) -> None:
    """Note a customer's sign of life once for each message.

    Args:
        what: "reply", "delivered", "read", "payment", "robot" or "mail".
    """
    ident = tx.new_id()
    tx.add_later(
        _signs,
        ident,
        id=ident,
        customer=customer_id,
        delivery=delivery_id or None,
        message=message or None,
        what=what,
        at=at,
    )


def paid(tx: Tx, customer_ids: Iterable[str]) -> None:
    """Note a payment of each of these customers, now."""
    rows: list[dict[str, object]] = [
        {"id": tx.new_id(), "customer": one, "what": "payment", "at": tx.now}
        for one in customer_ids
    ]
    tx.add_all(_signs, rows)


def latest(tx: Tx, customer_id: str) -> datetime | None:
    """Give when a customer showed the last sign of life; None = never."""
    query = (
        sa.select(_signs.c.at)
        .where(
            _signs.c.firm == tx.firm,
            _signs.c.customer == customer_id,
            _signs.c.what != "robot",
        )
        .order_by(_signs.c.at.desc())
        .limit(1)
    )
    row = tx.row(query)
    return row["at"] if row else None


def moments_since(
    tx: Tx, customer_id: str, moment: datetime, recipient: str
) -> tuple[datetime, ...]:
    """Give when a customer showed a sign of life after a moment, oldest first.

    Args:
        recipient: The receipts of letters to his other addresses are left out.
    """
    query = (
        sa.select(_signs.c.at)
        .outerjoin(
            _deliveries,
            sa.and_(
                _deliveries.c.firm == _signs.c.firm,
                _deliveries.c.id == _signs.c.delivery,
            ),
        )
        .where(
            _signs.c.firm == tx.firm,
            _signs.c.customer == customer_id,
            _signs.c.at > moment,
            _signs.c.what != "robot",
            sa.or_(_signs.c.delivery.is_(None), _deliveries.c.recipient == recipient),
        )
        .order_by(_signs.c.at)
    )
    return tuple(row["at"] for row in tx.rows(query))
