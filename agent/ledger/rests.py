"""Rests: what is left of payments of which a part was put against invoices.

A payment that matching settled stays settled while a person is asked about its rest:
what tells are the candidates kept for it, which nothing else settled has.
"""

from __future__ import annotations

import sqlalchemy as sa

from agent.ledger import payments, tables
from agent.ledger.book import Tx
from agent.ledger.items import IS_OPEN
from agent.ledger.statements import given
from agent.model.payment import Payment

SETTLED = "settled"
_payments, _allocations = tables.payments, tables.allocations
_instalments, _proposals = tables.instalments, tables.proposals

_IS_ASKED = sa.exists().where(
    _proposals.c.firm == _payments.c.firm, _proposals.c.payment == _payments.c.id
)
_OWES_MORE = sa.exists().where(
    _allocations.c.firm == _payments.c.firm,
    _allocations.c.payment == _payments.c.id,
    _allocations.c.undone_at.is_(None),
    _instalments.c.firm == _allocations.c.firm,
    _instalments.c.customer == _allocations.c.customer,
    IS_OPEN,
)
_IS_PART = _payments.c.free_cents < _payments.c.amount_cents
_STANDS = payments.WHOLE.where(
    given(_payments.c.firm), payments.IS_FREE, _payments.c.state != "undone"
)


def _left_as(decision: str) -> sa.ColumnElement[bool]:
    # Spelled out: SQLite plans anew what is compared with a partial index's column.
    return _payments.c.decision == sa.literal_column(f"'{decision}'")


_IS_ADVANCE = _payments.c.how == sa.literal_column(f"'{payments.ADVANCE}'")
_LEFT = _payments.c.decision.in_(
    sa.literal_column(f"'{one}'") for one in ("by_hand", SETTLED, "proposed")
)
_IS_HIS = sa.or_(
    sa.and_(_left_as("by_hand"), _IS_PART),
    sa.and_(_left_as(SETTLED), _IS_PART, sa.or_(_IS_ASKED, _OWES_MORE)),
)
_HIS = _STANDS.where(_LEFT, sa.or_(_IS_ADVANCE, _IS_HIS))
_ASKED = _STANDS.where(_left_as(SETTLED), _IS_ASKED)


def free(tx: Tx) -> tuple[Payment, ...]:
    """Give advances, and payments with something left of them, oldest first.

    Left is what a person put against invoices; of what matching settled only what is
    asked about, or came from somebody who owes more.
    """
    return _in_order(payments.asked(tx, _HIS))


def asked(tx: Tx) -> tuple[Payment, ...]:
    """Give the settled payments about whose rest a person is asked, oldest first."""
    return _in_order(payments.asked(tx, _ASKED))


def _in_order(found: tuple[Payment, ...]) -> tuple[Payment, ...]:
    return tuple(sorted(found, key=lambda one: (one.booked_on, one.no)))
