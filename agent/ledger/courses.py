"""Courses: instalments with what was paid of them, for whoever learns from the past."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.items import IS_OPEN, WITH_ITS_INVOICE
from agent.ledger.paid import paid_on
from agent.ledger.statements import given, given_any
from agent.model.course import Course
from agent.model.money import Money

_invoices, _instalments = tables.invoices, tables.instalments
_COURSES = (
    sa.select(
        _instalments.c.id,
        _instalments.c.invoice,
        _instalments.c.customer,
        _invoices.c.number,
        _invoices.c.issued_on,
        _instalments.c.due_on,
        _instalments.c.amount_cents,
        _instalments.c.open_cents,
        _instalments.c.currency,
    )
    .join(_invoices, WITH_ITS_INVOICE)
    .where(
        given(_instalments.c.firm),
        _invoices.c.state == "open",
        _invoices.c.kind == "invoice",
        _instalments.c.amount_cents > 0,
        sa.or_(IS_OPEN, _invoices.c.issued_on >= sa.bindparam("since")),
    )
    .order_by(_instalments.c.due_on, _invoices.c.number, _instalments.c.id)
)
_THEIRS = _COURSES.where(given_any(_instalments.c.customer))


def every(tx: Tx, since: date) -> tuple[Course, ...]:
    """Give what was invoiced since a day, and all that is open; oldest due first."""
    return _found(tx, tx.tuples(_COURSES, firm=tx.firm, since=since))


def some(tx: Tx, customer_ids: Iterable[str], since: date) -> tuple[Course, ...]:
    """Give the same of some customers."""
    return _found(
        tx, tx.tuples(_THEIRS, firm=tx.firm, customer=customer_ids, since=since)
    )


def _found(tx: Tx, rows: Sequence[Any]) -> tuple[Course, ...]:
    paid = paid_on(tx, [row[0] for row in rows])
    return tuple(
        Course(
            item_id=item,
            invoice_id=invoice,
            customer_id=customer,
            number=number,
            issued_on=issued_on,
            due_on=due_on or issued_on,
            amount=Money(cents, currency),
            open=Money(open_cents, currency),
            paid=tuple(
                sorted(paid.get(item, ()), key=lambda one: (one[0], one[1].cents))
            ),
        )
        for (
            item,
            invoice,
            customer,
            number,
            issued_on,
            due_on,
            cents,
            open_cents,
            currency,
        ) in rows
    )
