"""The firm's own row: its start, its secret and its switches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given

_firms, _switches = tables.firms, tables.switches
_SECRET = sa.select(_firms.c.secret).where(given(_firms.c.firm))
_ALL_SWITCHES = sa.select(_switches).where(given(_switches.c.firm))
_SWITCH = _ALL_SWITCHES.where(given(_switches.c.name))
_DROP = _switches.update().where(
    _switches.c.firm == sa.bindparam("of_firm", type_=_switches.c.firm.type),
    _switches.c.name == sa.bindparam("of_name", type_=_switches.c.name.type),
    _switches.c.value == sa.bindparam("of_value", type_=_switches.c.value.type),
)
_KNOWN = "switches"
ON = "on"  # others are on until a day


def started_on(tx: Tx) -> date:
    """Give the day on which this ledger was begun: older debts are backlog."""
    found = tx.value(sa.select(_firms.c.started_on).where(_firms.c.firm == tx.firm))
    assert isinstance(found, date), f"no firm {tx.firm}"
    return found


def secret(tx: Tx) -> bytes:
    """Give the key that letters' tokens are made with."""
    return bytes(tx.value(_SECRET, firm=tx.firm))


def switch(tx: Tx, name: str) -> str:
    """Give a switch's value; empty = off."""
    if _KNOWN in tx.known:
        return switches(tx).get(name, "")
    row = tx.row(_SWITCH, firm=tx.firm, name=name)
    return "" if row is None else str(row["value"])


def switches(tx: Tx) -> Mapping[str, str]:
    """Give the value of every switch that is on; read once a transaction."""
    found: dict[str, str] | None = tx.known.get(_KNOWN)
    if found is None:
        rows = tx.rows(_ALL_SWITCHES, firm=tx.firm)
        found = {row["name"]: row["value"] for row in rows if row["value"]}
        tx.known[_KNOWN] = found
    return found


@dataclass(frozen=True, slots=True)
class Switched:
    """Who switched something on, when and why."""

    by: str
    at: datetime
    because: str
    value: str

    @property
    def until(self) -> date | None:
        """Give the last day on which it is on; None = until it is switched off."""
        return None if self.value == ON else date.fromisoformat(self.value)


def switched(tx: Tx, name: str) -> Switched | None:
    """Say who switched something on; None where it is off."""
    row = tx.row(_SWITCH, firm=tx.firm, name=name)
    if row is None or not row["value"]:
        return None
    return Switched(row["by"], row["at"], row["because"], row["value"])


def set_at(tx: Tx, name: str) -> datetime | None:
    """Give when a switch was last set, on or off; None = never."""
    found = tx.value(
        sa.select(_switches.c.at).where(
            _switches.c.firm == tx.firm, _switches.c.name == name
        )
    )
    assert found is None or isinstance(found, datetime)
    return found


def drop_switch(tx: Tx, name: str, value: str, because: str) -> None:
    """Switch something off that still has this value."""
    tx.known.pop(_KNOWN, None)
    said = {"of_firm": tx.firm, "of_name": name, "of_value": value}
    now = {"value": "", "because": because, "by": tx.actor, "at": tx.now}
    tx.run(_DROP, {**said, **now})


def set_switch(tx: Tx, name: str, value: str, because: str) -> None:
    """Set a switch; empty = off."""
    tx.known.pop(_KNOWN, None)
    said = {"value": value, "because": because, "by": tx.actor, "at": tx.now}
    tx.put(_switches, name=name, **said)
