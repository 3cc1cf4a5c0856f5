"""Who pays for whom: accounts and names, learned from confirmed allocations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, given_any, inserting

STATED = 2
_payers = tables.payers
_KNOWN = sa.select(_payers.c.key, _payers.c.customer, _payers.c.seen).where(
    given(_payers.c.firm), given_any(_payers.c.key)
)


def _counting(dialect: str) -> sa.Executable:
    """Count one more, from none where it is news."""
    fresh = inserting(_payers, dialect)
    return fresh.on_conflict_do_update(
        index_elements=[_payers.c.firm, _payers.c.key, _payers.c.customer],
        set_={"seen": _payers.c.seen + 1, "last_on": fresh.excluded.last_on},
        where=_payers.c.firm == fresh.excluded.firm,
    )


_COUNT = {name: _counting(name) for name in ("postgresql", "sqlite")}


def teach(tx: Tx, key: str, customer_id: str, seen_on: date) -> None:
    """Count one confirmed payment of this account or name for a customer.

    Args:
        key: "iban:IT..." or "name:..." in its normal form; "for:..." with the name of
            another customer who paid for this one.
    """
    teach_all(tx, [(key, customer_id, seen_on)])


def teach_all(tx: Tx, seen: Iterable[tuple[str, str, date]]) -> None:
    """Count confirmed payments: each an account or name, a customer and a day."""
    said = [
        {"key": key, "customer": owner, "last_on": day}
        for key, owner, day in seen
        if key.partition(":")[2]
    ]
    tx.run_all(_COUNT[tx.connection.dialect.name], said, firm=tx.firm, seen=1)


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
    found: dict[str, dict[str, int]] = {}
    for key, customer_id, seen in tx.tuples(_KNOWN, firm=tx.firm, key=wanted):
        found.setdefault(key, {})[customer_id] = seen
    return found
