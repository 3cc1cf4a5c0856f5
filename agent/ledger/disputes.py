"""Disputes: what a customer contests, and who looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx

_disputes = tables.disputes


@dataclass(frozen=True, slots=True)
class Dispute:
    """An invoice a customer contests.

    Args:
        owner: The colleague who looks after it; empty = the book-keeper.
        part: The cents that are contested; 0 = all of it.
        state: open or resolved.
    """

    id: str
    customer_id: str
    invoice_id: str
    reason: str
    owner: str
    state: str
    outcome: str
    at: datetime
    part: int = 0


def open_(
    tx: Tx,
    customer_id: str,
    invoice_id: str,
    reason: str,
    owner: str,
    part: int = 0,
) -> str:
    """Record a dispute; give its id.

    Args:
        part: The cents that are contested; 0 = all of it.
    """
    dispute_id = tx.new_id()
    tx.insert(
        _disputes,
        id=dispute_id,
        customer=customer_id,
        invoice=invoice_id,
        amount_cents=part,
        reason=reason,
        owner=owner,
        at=tx.now,
    )
    return dispute_id


def listed(tx: Tx, *, state: str = "open", invoice: str = "") -> tuple[Dispute, ...]:
    """Give disputes, oldest first."""
    query = sa.select(_disputes).where(_disputes.c.firm == tx.firm)
    if state:
        query = query.where(_disputes.c.state == state)
    if invoice:
        query = query.where(_disputes.c.invoice == invoice)
    return tuple(_dispute(row) for row in tx.rows(query.order_by(_disputes.c.id)))


def resolve(tx: Tx, dispute_id: str, outcome: str) -> None:
    """Note how a dispute ended."""
    tx.update(
        _disputes, _disputes.c.id == dispute_id, state="resolved", outcome=outcome
    )


def _dispute(row: Row) -> Dispute:
    return Dispute(
        id=row["id"],
        customer_id=row["customer"],
        invoice_id=row["invoice"],
        reason=row["reason"],
        owner=row["owner"],
        state=row["state"],
        outcome=row["outcome"],
        at=row["at"],
        part=row["amount_cents"],
    )
