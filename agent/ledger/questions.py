"""Questions about money: whose it may be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx

_payments, _proposals = tables.payments, tables.proposals


def decisions(tx: Tx, payment_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Give how each of these payments was left, and why."""
    query = sa.select(
        _payments.c.id, _payments.c.decision, _payments.c.decided_because
    ).where(_payments.c.firm == tx.firm, tx.among(_payments.c.id, payment_ids))
    return {
        row["id"]: (row["decision"], row["decided_because"]) for row in tx.rows(query)
    }


def asked_about(
    tx: Tx, customer_ids: Iterable[str], wanted: Sequence[str]
) -> frozenset[str]:
    """Give those of the customers who are candidates of a payment so decided on."""
    is_its = sa.and_(
        _payments.c.firm == _proposals.c.firm, _payments.c.id == _proposals.c.payment
    )
    query = (
        sa.select(_proposals.c.customer)
        .distinct()
        .select_from(_proposals.join(_payments, is_its))
        .where(
            _proposals.c.firm == tx.firm,
            _payments.c.decision.in_(wanted),
            _payments.c.state != "undone",
            tx.among(_proposals.c.customer, customer_ids),
        )
    )
    return frozenset(row["customer"] for row in tx.rows(query))
