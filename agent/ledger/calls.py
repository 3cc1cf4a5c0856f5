"""Calls to be made by a person, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.model.invoice import OpenItem
from agent.model.procedure import Stage

_calls, _items = tables.calls, tables.call_items

CallReason = Literal[
    "bounced", "unconfirmed", "no_address", "stage", "promise_broken", "hand"
]


@dataclass(frozen=True, slots=True)
class CallTask:
    """A call as the ledger holds it.

    Args:
        state: "open" or "done".
        outcome: reached, not_reached, promise, dispute, wrong_number, call_back.
    """

    id: str
    no: int
    customer_id: str
    reason: str
    because: str
    asked_on: date
    state: str
    outcome: str
    note: str
    by: str
    done_at: datetime | None


def ask(
    tx: Tx,
    customer_id: str,
    reason: CallReason,
    because: str,
    today: date,
    *,
    cause: str = "",
    steps: Sequence[tuple[OpenItem, Stage]] = (),
) -> str:
    """Put a call on the list; once for each cause.

    Returns:
        Its id; empty where it stands already.
    """
    call_id = tx.new_id()
    fresh = tx.add(
        _calls,
        id=call_id,
        no=tx.next_no(_calls),
        customer=customer_id,
        reason=reason,
        because=because,
        cause=cause or None,
        asked_on=today,
    )
    if not fresh:
        return ""
    tx.insert_all(
        _items,
        [
            {"call": call_id, "instalment": item.id, "stage": stage.name}
            for item, stage in steps
        ],
    )
    return call_id


def listed(tx: Tx, *, state: str = "open", customer: str = "") -> tuple[CallTask, ...]:
    """Give calls, oldest first."""
    query = sa.select(_calls).where(_calls.c.firm == tx.firm)
    if state:
        query = query.where(_calls.c.state == state)
    if customer:
        query = query.where(_calls.c.customer == customer)
    return tuple(_call(row) for row in tx.rows(query.order_by(_calls.c.no)))


def first(tx: Tx, customer: str = "") -> dict[str, CallTask]:
    """Give each customer's open call that is to be made first, by customer's id."""
    found: dict[str, CallTask] = {}
    for call in listed(tx, customer=customer):
        known = found.get(call.customer_id)
        if known is None or call.asked_on < known.asked_on:
            found[call.customer_id] = call
    return found


def find(tx: Tx, no: int) -> CallTask | None:
    """Find a call by its number for people."""
    row = tx.row(sa.select(_calls).where(_calls.c.firm == tx.firm, _calls.c.no == no))
    return None if row is None else _call(row)


def customers_with_open_calls(tx: Tx) -> frozenset[str]:
    """Give the ids of all customers still to be phoned."""
    query = sa.select(_calls.c.customer).where(
        _calls.c.firm == tx.firm, _calls.c.state == "open"
    )
    return frozenset(row["customer"] for row in tx.rows(query))


def reached(tx: Tx, customer_ids: Sequence[str]) -> tuple[tuple[str, datetime], ...]:
    """Give whom we spoke to on the phone and when, oldest first."""
    query = (
        sa.select(_calls.c.customer, _calls.c.done_at)
        .where(
            _calls.c.firm == tx.firm,
            tx.among(_calls.c.customer, customer_ids),
            _calls.c.outcome.in_(("reached", "promise", "dispute", "call_back")),
        )
        .order_by(_calls.c.done_at)
    )
    return tuple((row["customer"], row["done_at"]) for row in tx.rows(query))


def done(tx: Tx, call_id: str, outcome: str, note: str) -> None:
    """Note what came of a call."""
    tx.update(
        _calls,
        _calls.c.id == call_id,
        state="done",
        outcome=outcome,
        note=note,
        by=tx.actor,
        done_at=tx.now,
    )


def _call(row: Row) -> CallTask:
    return CallTask(
        id=row["id"],
        no=row["no"],
        customer_id=row["customer"],
        reason=row["reason"],
        because=row["because"],
        asked_on=row["asked_on"],
        state=row["state"],
        outcome=row["outcome"],
        note=row["note"],
        by=row["by"],
        done_at=row["done_at"],
    )
