"""Who pays for whom: accounts and names, learned from confirmed allocations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx

STATED = 2
_payers = tables.payers


def teach(tx: Tx, key: str, customer_id: str, seen_on: date) -> None:
    """Count one confirmed payment of this account or name for a customer.

    Args:
        key: "iban:IT..." or "name:..." in its normal form.
    """
    if not key.partition(":")[2]:
        return
    fresh = tx.add(_payers, key=key, customer=customer_id, seen=1, last_on=seen_on)
    if not fresh:
        tx.update(
            _payers,
            _payers.c.key == key,
            _payers.c.customer == customer_id,
            seen=_payers.c.seen + 1,
            last_on=seen_on,
        )


def state(tx: Tx, key: str, customer_id: str, on: date) -> None:
    """Note what the customer himself stated: it counts as confirmed twice."""
    if key.partition(":")[2]:
        tx.add(_payers, key=key, customer=customer_id, seen=STATED, last_on=on)


def unteach(tx: Tx, key: str, customer_id: str) -> None:
    """Take one count back: the payment was not his."""
    mine = (_payers.c.key == key, _payers.c.customer == customer_id)
    tx.update(_payers, *mine, seen=_payers.c.seen - 1)
    tx.delete(_payers, *mine, _payers.c.seen <= 0)


def known(tx: Tx, keys: Iterable[str]) -> dict[str, dict[str, int]]:
    """Give for each key how often it paid for which customer."""
    wanted = (key for key in keys if key.partition(":")[2])
    query = sa.select(_payers).where(
        _payers.c.firm == tx.firm, tx.among(_payers.c.key, wanted)
    )
    found: dict[str, dict[str, int]] = {}
    for row in tx.rows(query):
        found.setdefault(row["key"], {})[row["customer"]] = row["seen"]
    return found


def of_customers(tx: Tx, ids: Iterable[str]) -> dict[str, dict[str, int]]:
    """Give for each customer the keys that paid for him, with counts."""
    query = sa.select(_payers).where(
        _payers.c.firm == tx.firm, tx.among(_payers.c.customer, ids)
    )
    found: dict[str, dict[str, int]] = {}
    for row in tx.rows(query):
        found.setdefault(row["customer"], {})[row["key"]] = row["seen"]
    return found
