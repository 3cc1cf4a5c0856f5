"""Promises to pay, and whether they were kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from agent.ledger import holds, tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any

_promises = tables.promises
_OPEN_OF = sa.select(_promises.c.customer).where(
    given(_promises.c.firm),
    given_any(_promises.c.customer),
    _promises.c.state == "open",
)


_OF_CUSTOMERS = sa.select(_promises).where(
    given(_promises.c.firm),
    given_any(_promises.c.customer),
    _promises.c.state != "undone",
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A day, or a range of days, in which a customer said he will pay.

    Args:
        invoice_id: Empty = all that is overdue.
        state: open, kept, broken or undone.
        by: Who recorded it.
    """

    id: str
    customer_id: str
    invoice_id: str
    since: date
    until: date
    state: str
    words: str
    by: str
    at: datetime


def make(
    tx: Tx, customer_id: str, since: date, until: date, words: str, invoice_id: str = ""
) -> str:
    """Record a promise; an open one about the same thing is replaced with its hold.

    Returns:
        Its id.
    """
    for earlier in in_state(tx, "open", customer_id):
        if earlier.invoice_id == invoice_id:
            end(tx, earlier.id, "undone")
            holds.release_for(tx, earlier.id, "another day was promised")
    promise_id = tx.new_id()
    tx.insert(
        _promises,
        id=promise_id,
        customer=customer_id,
        invoice=invoice_id or None,
        since=since,
        until=until,
        words=words,
        by=tx.actor,
        at=tx.now,
    )
    return promise_id


def in_state(tx: Tx, state: str, customer_id: str = "") -> tuple[Promise, ...]:
    """Give promises in a state, of one customer or of all, oldest first."""
    query = sa.select(_promises).where(_promises.c.firm == tx.firm)
    if state:
        query = query.where(_promises.c.state == state)
    if customer_id:
        query = query.where(_promises.c.customer == customer_id)
    return tuple(_promise(row) for row in tx.rows(query.order_by(_promises.c.id)))


def customers_with_open(tx: Tx, customer_ids: Iterable[str]) -> frozenset[str]:
    """Give those of the customers who promised to pay and did not yet."""
    rows = tx.rows(_OPEN_OF, firm=tx.firm, customer=customer_ids)
    return frozenset(row["customer"] for row in rows)


def of_customers(tx: Tx, customer_ids: Iterable[str]) -> tuple[Promise, ...]:
    """Give what these customers promised, oldest first; what was taken back left out."""
    rows = tx.rows(_OF_CUSTOMERS, firm=tx.firm, customer=customer_ids)
    # Sorted here: for the order's sake SQLite would read every promise of the firm.
    return tuple(sorted(map(_promise, rows), key=lambda each: each.id))


def end(tx: Tx, promise_id: str, state: str) -> None:
    """Note that a promise was kept, broken or undone."""
    tx.update(_promises, _promises.c.id == promise_id, state=state)


def _promise(row: Row) -> Promise:
    return Promise(
        id=row["id"],
        customer_id=row["customer"],
        invoice_id=row["invoice"] or "",
        since=row["since"],
        until=row["until"],
        state=row["state"],
        words=row["words"],
        by=row["by"],
        at=row["at"],
    )
