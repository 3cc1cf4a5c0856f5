"""The firm's own row: its start, its secret and its switches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx

_firms, _switches = tables.firms, tables.switches


def started_on(tx: Tx) -> date:
    """Give the day on which this ledger was begun: older debts are backlog."""
    found = tx.value(sa.select(_firms.c.started_on).where(_firms.c.firm == tx.firm))
    assert isinstance(found, date), f"no firm {tx.firm}"
    return found


def secret(tx: Tx) -> bytes:
    """Give the key that letters' tokens are made with."""
    found = tx.value(sa.select(_firms.c.secret).where(_firms.c.firm == tx.firm))
    return bytes(found)


def switch(tx: Tx, name: str) -> str:
    """Give a switch's value; empty = off."""
    found = tx.value(
        sa.select(_switches.c.value).where(
            _switches.c.firm == tx.firm, _switches.c.name == name
        )
    )
    return str(found or "")


@dataclass(frozen=True, slots=True)
class Switched:
    """Who switched something on, when and why."""

    by: str
    at: datetime
    because: str


def switched(tx: Tx, name: str) -> Switched | None:
    """Say who switched something on; None where it is off."""
    row = tx.row(
        sa.select(_switches).where(
            _switches.c.firm == tx.firm, _switches.c.name == name
        )
    )
    if row is None or not row["value"]:
        return None
    return Switched(row["by"], row["at"], row["because"])


def set_switch(tx: Tx, name: str, value: str, because: str) -> None:
    """Set a switch; empty = off."""
    tx.add(_switches, name=name)
    tx.update(
        _switches,
        _switches.c.name == name,
        value=value,
        because=because,
        by=tx.actor,
        at=tx.now,
    )
