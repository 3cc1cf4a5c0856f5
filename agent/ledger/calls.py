"""Calls to be made by a person, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any, is_one_of
from agent.model.invoice import OpenItem
from agent.model.procedure import Stage

_calls, _items = tables.calls, tables.call_items
_OF_FIRM = given(_calls.c.firm)
_LISTED = sa.select(_calls).where(_OF_FIRM).order_by(_calls.c.no)
_LISTED_BY: dict[tuple[str, ...], sa.Select[Any]] = {
    names: _LISTED.where(*(given(_calls.c[name]) for name in names))
    for names in ((), ("state",), ("customer",), ("state", "customer"))
}
_TO_BE_PHONED = sa.select(_calls.c.customer).where(_OF_FIRM, _calls.c.state == "open")
_REACHED = (
    sa.select(_calls.c.customer, _calls.c.done_at)
    .where(
        _OF_FIRM,
        given_any(_calls.c.customer),
        is_one_of(_calls.c.outcome, "reached", "promise", "dispute", "call_back"),
    )
    .order_by(_calls.c.done_at)
)
_DONE_STEPS = (
    sa.select(_items.c.instalment, _items.c.stage)
    .join(
        _calls,
        sa.and_(_calls.c.firm == _items.c.firm, _calls.c.id == _items.c.call),
    )
    .where(
        given(_items.c.firm),
        given_any(_items.c.instalment),
        _calls.c.outcome != "mended",  # an address is known: the letter takes its turn
    )
)

CallReason = Literal[
    "bounced",
    "unconfirmed",
    "no_address",
    "left",
    "stage",
    "promise_broken",
    "asked",
    "hand",
]


@dataclass(frozen=True, slots=True)
class CallTask:
    """A call as the ledger holds it.

    Args:
        state: "open" or "done".
        cause: Id of the letter, promise or call behind it; may be empty.
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
    cause: str = ""


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
    by = {"state": state, "customer": customer}
    said = {name: value for name, value in by.items() if value}
    rows = tx.rows(_LISTED_BY[tuple(said)], firm=tx.firm, **said)
    return tuple(_call(row) for row in rows)


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
    rows = tx.rows(_TO_BE_PHONED, firm=tx.firm)
    return frozenset(row["customer"] for row in rows)


def count_asked(tx: Tx, reason: CallReason, day: date) -> int:
    """Count the calls asked for on a day for a reason, made or not."""
    query = sa.select(sa.func.count()).where(
        _calls.c.firm == tx.firm, _calls.c.reason == reason, _calls.c.asked_on == day
    )
    return int(tx.value(query))


def reached(tx: Tx, customer_ids: Sequence[str]) -> tuple[tuple[str, datetime], ...]:
    """Give whom we spoke to on the phone and when, oldest first."""
    rows = tx.rows(_REACHED, firm=tx.firm, customer=customer_ids)
    return tuple((row["customer"], row["done_at"]) for row in rows)


def done_steps(tx: Tx, item_ids: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Give the stages that calls fulfilled: (item, stage)."""
    rows = tx.rows(_DONE_STEPS, firm=tx.firm, instalment=item_ids)
    return [(row["instalment"], row["stage"]) for row in rows]


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


def reopen(tx: Tx, call_id: str) -> None:
    """Put a call back on the list: what was noted of it was a mistake."""
    anew = {"state": "open", "outcome": "", "note": "", "by": "", "done_at": None}
    tx.update(_calls, _calls.c.id == call_id, **anew)


def postpone(tx: Tx, call_id: str, day: date) -> None:
    """Let a call wait until a day."""
    tx.update(_calls, _calls.c.id == call_id, asked_on=day)


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
        cause=row["cause"] or "",
    )
