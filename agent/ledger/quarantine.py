"""Quarantine: what could not be read. Bytes stay; nothing else is stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from agent.ledger import blobs, tables
from agent.ledger.book import Row, Tx

_quarantine = tables.quarantine
TRIES = 3


@dataclass(frozen=True, slots=True)
class SetAside:
    """One item in quarantine.

    Args:
        kind: invoice, statement, customers, message or letter.
        name: File or message, for people.
    """

    id: str
    no: int
    kind: str
    name: str
    sha256: str
    error: str
    attempts: int
    state: str
    at: datetime


def attempt(tx: Tx, kind: str, name: str, data: bytes) -> int:
    """Count a try at reading, before it is made; give its number.

    At the third start without an end the item is to be set aside.
    """
    sha256 = blobs.keep(tx, data, kind)
    mine = (
        _quarantine.c.kind == kind,
        _quarantine.c.name == name,
        _quarantine.c.sha256 == sha256,
    )
    tx.add(
        _quarantine,
        id=tx.new_id(),
        no=tx.next_no(_quarantine),
        kind=kind,
        name=name,
        sha256=sha256,
        state="trying",
        at=tx.now,
    )
    tx.update(_quarantine, *mine, attempts=_quarantine.c.attempts + 1)
    return int(
        tx.value(
            sa.select(_quarantine.c.attempts).where(
                _quarantine.c.firm == tx.firm, *mine
            )
        )
    )


def set_aside(tx: Tx, kind: str, name: str, sha256: str, error: str) -> None:
    """Put an item into quarantine with the sentence that says why."""
    tx.add(
        _quarantine,
        id=tx.new_id(),
        no=tx.next_no(_quarantine),
        kind=kind,
        name=name,
        sha256=sha256,
        at=tx.now,
    )
    tx.update(
        _quarantine,
        _quarantine.c.kind == kind,
        _quarantine.c.name == name,
        _quarantine.c.sha256 == sha256,
        state="aside",
        error=error,
        at=tx.now,
    )


def clear(tx: Tx, kind: str, name: str, sha256: str) -> None:
    """Forget the tries of an item that was read."""
    tx.delete(
        _quarantine,
        _quarantine.c.kind == kind,
        _quarantine.c.name == name,
        _quarantine.c.sha256 == sha256,
    )


def listed(tx: Tx, *states: str) -> tuple[SetAside, ...]:
    """Give items in these states ("aside" if none is named), oldest first."""
    query = sa.select(_quarantine).where(
        _quarantine.c.firm == tx.firm, _quarantine.c.state.in_(states or ("aside",))
    )
    return tuple(_item(row) for row in tx.rows(query.order_by(_quarantine.c.no)))


def find(tx: Tx, no: int) -> SetAside | None:
    """Find an item by its number for people."""
    row = tx.row(
        sa.select(_quarantine).where(
            _quarantine.c.firm == tx.firm, _quarantine.c.no == no
        )
    )
    return None if row is None else _item(row)


def drop(tx: Tx, item_id: str, because: str) -> None:
    """Note that a person gave an item up, and why; its bytes stay."""
    mine = _quarantine.c.id == item_id
    tx.update(_quarantine, mine, state="dropped", error=because)


def _item(row: Row) -> SetAside:
    return SetAside(
        id=row["id"],
        no=row["no"],
        kind=row["kind"],
        name=row["name"],
        sha256=row["sha256"],
        error=row["error"],
        attempts=row["attempts"],
        state=row["state"],
        at=row["at"],
    )
