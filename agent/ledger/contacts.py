"""Contacts: letters that left and signs of life, of all customers together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.model.letter import NOT_DUNNING

_letters, _deliveries = tables.letters, tables.deliveries
_items, _signs, _calls = tables.letter_items, tables.signs, tables.calls
_OF_LETTER = sa.and_(
    _letters.c.firm == _deliveries.c.firm, _letters.c.id == _deliveries.c.letter
)
_HIS = ("reply", "mail", "payment", "read")  # a server's receipt says nothing of him
_SPOKEN = ("reached", "promise", "dispute", "call_back")

Moments = dict[str, list[datetime]]


def letters_since(tx: Tx, moment: datetime) -> Moments:
    """Give when letters about debts left after a moment, by customer, oldest first."""
    query = (
        sa.select(_deliveries.c.customer, _deliveries.c.sent_at)
        .join(_letters, _OF_LETTER)
        .where(
            _deliveries.c.firm == tx.firm,
            _deliveries.c.sent_at > moment,
            _deliveries.c.customer.is_not(None),
            _letters.c.kind.not_in(NOT_DUNNING),
        )
        .order_by(_deliveries.c.sent_at)
    )
    return _by_customer(tx.tuples(query))


def steps_since(
    tx: Tx, moment: datetime
) -> list[tuple[str, datetime, tuple[str, ...]]]:
    """Give stage, moment and items of each letter that left after a moment."""
    query = (
        sa.select(
            _items.c.letter, _letters.c.kind, _deliveries.c.sent_at, _items.c.instalment
        )
        .join(
            _deliveries,
            sa.and_(
                _deliveries.c.firm == _items.c.firm,
                _deliveries.c.letter == _items.c.letter,
            ),
        )
        .join(_letters, _OF_LETTER)
        .where(
            _items.c.firm == tx.firm, _items.c.is_step, _deliveries.c.sent_at > moment
        )
        .order_by(_deliveries.c.sent_at)
    )
    found: dict[str, tuple[str, datetime, list[str]]] = {}
    for row in tx.rows(query):
        letter = found.setdefault(row["letter"], (row["kind"], row["sent_at"], []))
        letter[2].append(row["instalment"])
    return [(kind, at, tuple(dict.fromkeys(ids))) for kind, at, ids in found.values()]


def signs_since(tx: Tx, moment: datetime, *, spoken: bool = False) -> Moments:
    """Give when customers showed themselves after a moment, oldest first.

    Args:
        spoken: Only words, by mail or on the phone.
    """
    whats = ("reply", "mail") if spoken else _HIS
    written = sa.select(_signs.c.customer, _signs.c.at).where(
        _signs.c.firm == tx.firm, _signs.c.at > moment, _signs.c.what.in_(whats)
    )
    phoned = sa.select(_calls.c.customer, _calls.c.done_at).where(
        _calls.c.firm == tx.firm,
        _calls.c.done_at > moment,
        _calls.c.outcome.in_(_SPOKEN),
    )
    rows = [row for query in (written, phoned) for row in tx.tuples(query)]
    return _by_customer(sorted(rows, key=lambda row: row[1]))


def _by_customer(rows: Sequence[tuple[str, datetime]]) -> Moments:
    found: defaultdict[str, list[datetime]] = defaultdict(list)
    for customer, at in rows:
        found[customer].append(at)
    return dict(found)
