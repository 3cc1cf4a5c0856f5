"""Quarantine: what could not be read. Bytes stay; nothing else is stopped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from agent.ledger import blobs, tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any

_quarantine = tables.quarantine
_LISTED = (
    sa.select(_quarantine)
    .where(given(_quarantine.c.firm), given_any(_quarantine.c.state))
    .order_by(_quarantine.c.no)
)
TRIES = 3


@dataclass(frozen=True, slots=True)
class SetAside:
    """One item in quarantine.

    Args:
        no: Its number for people; 0 until it is set aside.
        kind: invoice, statement, customers, message or letter.
        name: File or message, for people.
        attempts: Starts of reading that came to no end.
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
    """Put an item into quarantine with the sentence that says why.

    It keeps its number when it comes back. Its name stands beside the sentence
    wherever that is shown, so the sentence need not begin with it.
    """
    why = error.removeprefix(name).lstrip(": ") or error
    mine = (
        _quarantine.c.kind == kind,
        _quarantine.c.name == name,
        _quarantine.c.sha256 == sha256,
    )
    tx.add(_quarantine, id=tx.new_id(), kind=kind, name=name, sha256=sha256, at=tx.now)
    tx.update(_quarantine, *mine, _quarantine.c.no == 0, no=tx.next_no(_quarantine))
    tx.update(_quarantine, *mine, state="aside", error=why, attempts=0, at=tx.now)


def clear(tx: Tx, kind: str, name: str, sha256: str) -> None:
    """Forget the tries of an item that was read.

    One with a number stays as done: its number shall never mean another.
    """
    mine = (
        _quarantine.c.kind == kind,
        _quarantine.c.name == name,
        _quarantine.c.sha256 == sha256,
    )
    tx.delete(_quarantine, *mine, _quarantine.c.no == 0)
    tx.update(_quarantine, *mine, state="done", attempts=0)


def listed(tx: Tx, *states: str) -> tuple[SetAside, ...]:
    """Give items in these states ("aside" if none is named), oldest first."""
    rows = tx.rows(_LISTED, firm=tx.firm, state=states or ("aside",))
    return tuple(_item(row) for row in rows)


def find(tx: Tx, no: int) -> SetAside | None:
    """Find an item by its number for people."""
    mine = sa.select(_quarantine).where(
        _quarantine.c.firm == tx.firm, _quarantine.c.no == no
    )
    row = tx.row(mine) if no else None
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
