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
# Spelled out: SQLite takes a partial index only for what says so itself.
_FREE = sa.select(_payments.c.id).where(
    given(_payments.c.firm),
    _payments.c.free_cents > sa.literal_column("0"),
    _payments.c.state != "undone",
)
_IS_PART = _payments.c.free_cents < _payments.c.amount_cents
_BY_HAND = _FREE.where(_payments.c.decision == sa.literal_column("'by_hand'"), _IS_PART)
_OF_SETTLED = _FREE.where(_payments.c.decision == sa.literal_column(f"'{SETTLED}'"))
_TO_ASK = _OF_SETTLED.where(_IS_PART, sa.or_(_IS_ASKED, _OWES_MORE))
_ASKED = _OF_SETTLED.where(_IS_ASKED)


def rests(tx: Tx) -> tuple[Payment, ...]:
    """Give payments with something left of them, oldest first.

    What a person put against invoices; of what matching settled only what is asked
    about, or came from somebody who owes more.
    """
    by_hand = tx.tuples(_BY_HAND, firm=tx.firm)
    to_ask = tx.tuples(_TO_ASK, firm=tx.firm)
    return _in_order(tx, (*by_hand, *to_ask))


def asked(tx: Tx) -> tuple[Payment, ...]:
    """Give the settled payments about whose rest a person is asked, oldest first."""
    return _in_order(tx, tx.tuples(_ASKED, firm=tx.firm))


def _in_order(tx: Tx, ids: tuple[tuple[str], ...]) -> tuple[Payment, ...]:
    found = payments.some(tx, (one for (one,) in ids)).values() if ids else ()
    return tuple(sorted(found, key=lambda one: (one.booked_on, one.no)))
