"""Plans: debts that are paid in parts, and how they went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.model.money import Money
from agent.model.plan import Part, Plan, PlanState

_plans, _instalments = tables.plans, tables.instalments
_TRANSFER = "MP05"


def propose(
    tx: Tx,
    customer_id: str,
    invoice_ids: Sequence[str],
    parts: Sequence[Part],
    answer_by: date,
) -> Plan:
    """Record a plan that the customer has not agreed to yet."""
    plan_id = tx.new_id()
    tx.insert(
        _plans,
        id=plan_id,
        customer=customer_id,
        invoices=list(invoice_ids),
        parts=[
            [part.due_on.isoformat(), part.amount.cents, part.amount.currency]
            for part in parts
        ],
        answer_by=answer_by,
        by=tx.actor,
        at=tx.now,
    )
    return next(each for each in of_customer(tx, customer_id) if each.id == plan_id)


def of_customer(tx: Tx, customer_id: str) -> tuple[Plan, ...]:
    """Give all plans of a customer, oldest first."""
    return _found(tx, _plans.c.customer == customer_id)


def in_state(tx: Tx, *states: PlanState) -> tuple[Plan, ...]:
    """Give all plans in one of these states, oldest first."""
    return _found(tx, _plans.c.state.in_(states))


def followed(tx: Tx, customer_ids: Sequence[str]) -> frozenset[str]:
    """Give the invoices of these customers that are paid by a plan's parts now."""
    mine = tx.among(_plans.c.customer, customer_ids)
    agreed = _found(tx, mine, _plans.c.state.in_(("running", "broken")))
    return frozenset(one for plan in agreed for one in plan.invoice_ids)


def is_cut(tx: Tx, invoice_id: str) -> bool:
    """Tell whether an invoice's instalments are, or were, those of a plan."""
    agreed = in_state(tx, "running", "broken", "kept", "ended")
    return any(invoice_id in plan.invoice_ids for plan in agreed)


def set_state(tx: Tx, plan_id: str, state: PlanState) -> None:
    """Note how far a plan has come."""
    tx.update(_plans, _plans.c.id == plan_id, state=state)


def recut(tx: Tx, cut: Mapping[str, Sequence[Part]]) -> None:
    """Put new instalments in the place of what is open of old ones.

    What was paid of an old one stays with it, and so does its history.

    Args:
        cut: By instalment; together just what is open of it.
    """
    for old, parts in cut.items():
        row = tx.row(
            sa.select(_instalments).where(
                _instalments.c.firm == tx.firm, _instalments.c.id == old
            )
        )
        assert row is not None, f"no instalment {old}"
        assert sum(part.amount.cents for part in parts) == row["open_cents"]
        _take(tx, row, row["open_cents"])
        tx.insert_all(_instalments, _rows(tx, row, parts))


def put_back(tx: Tx, plan: Plan) -> None:
    """Give what is open of a plan's parts back to the instalment they were cut from.

    It is due as before and its letters count as before; of several, it is the one
    due first. What was paid of a part stays with it.
    """
    days = {part.due_on for part in plan.parts}
    rows = tx.rows(
        sa.select(_instalments).where(
            _instalments.c.firm == tx.firm,
            tx.among(_instalments.c.invoice, plan.invoice_ids),
        )
    )
    for invoice_id in plan.invoice_ids:
        mine = [row for row in rows if row["invoice"] == invoice_id]
        parts = [row for row in mine if row["due_on"] in days and row["open_cents"] > 0]
        cut = [row for row in mine if row["due_on"] and row["due_on"] not in days]
        if not (parts and cut):
            continue
        for part in parts:
            _take(tx, part, part["open_cents"])
        first = min(cut, key=lambda row: (row["due_on"], row["n"]))
        _take(tx, first, -sum(part["open_cents"] for part in parts))


def _take(tx: Tx, row: Row, cents: int) -> None:
    """Take something open off an instalment; of a negative sum, add it."""
    tx.update(
        _instalments,
        _instalments.c.id == row["id"],
        amount_cents=row["amount_cents"] - cents,
        open_cents=row["open_cents"] - cents,
    )


def _rows(tx: Tx, old: Row, parts: Sequence[Part]) -> list[dict[str, object]]:
    return [
        {
            "id": tx.new_id(),
            "invoice": old["invoice"],
            "customer": old["customer"],
            "n": n,
            "of": len(parts),
            "due_on": part.due_on,
            "amount_cents": part.amount.cents,
            "open_cents": part.amount.cents,
            "currency": old["currency"],
            "method": _TRANSFER,
        }
        for n, part in enumerate(parts, 1)
    ]


def _found(tx: Tx, *where: sa.ColumnElement[bool]) -> tuple[Plan, ...]:
    query = sa.select(_plans).where(_plans.c.firm == tx.firm, *where)
    return tuple(_plan(row) for row in tx.rows(query.order_by(_plans.c.id)))


def _plan(row: Row) -> Plan:
    return Plan(
        id=row["id"],
        customer_id=row["customer"],
        invoice_ids=tuple(row["invoices"]),
        parts=tuple(
            Part(date.fromisoformat(day), Money(cents, currency))
            for day, cents, currency in row["parts"]
        ),
        state=row["state"],
        by=row["by"],
        at=row["at"],
        answer_by=row["answer_by"],
    )
