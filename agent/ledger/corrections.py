"""Corrections: what persons say that customers' mails meant, and what was learned.

They stand beside the words they are about, and go when those are erased.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from agent.ledger import blobs, firms, tables
from agent.ledger.book import Tx

_messages = tables.messages
_SWITCH = "reply_weights"


@dataclass(frozen=True, slots=True)
class Understood:
    """A mail of a person and what it was taken for.

    Args:
        message: Its id.
        corrected: What a person says it means; empty = nobody corrected it.
    """

    message: str
    arrived_at: datetime
    sender: str
    words: str
    intents: tuple[str, ...]
    corrected: tuple[str, ...]


def understood(tx: Tx, limit: int = 0) -> tuple[Understood, ...]:
    """Give the mails whose words were read, newest first; 0 = all of them."""
    query = sa.select(_messages).where(
        _messages.c.firm == tx.firm,
        _messages.c.kind.in_(("reply", "other")),
        _messages.c.reading.is_not(None),
        _messages.c.words != "",
    )
    query = query.order_by(_messages.c.arrived_at.desc(), _messages.c.id.desc())
    return tuple(_understood(row) for row in tx.rows(query.limit(limit or None)))


def _understood(row: Any) -> Understood:
    reading = row["reading"] or {}
    return Understood(
        message=row["id"],
        arrived_at=row["arrived_at"],
        sender=row["sender"],
        words=row["words"],
        intents=tuple(reading.get("intents", ())),
        corrected=tuple(reading.get("corrected", ())),
    )


def correct(tx: Tx, message: str, intents: Sequence[str]) -> None:
    """Keep what a person says that a mail means; nothing = it was right."""
    reading = _reading(tx, message) | {"corrected": list(intents)}
    tx.change(_messages, message, reading=reading)


def corrected(tx: Tx, message: str) -> tuple[str, ...]:
    """Give what a person says that a mail means; empty = nobody corrected it."""
    return tuple(_reading(tx, message).get("corrected", ()))


def first_read(tx: Tx, message: str) -> frozenset[str]:
    """Give what a mail was taken for before anybody corrected it."""
    return frozenset(_reading(tx, message).get("intents", ()))


def _reading(tx: Tx, message: str) -> dict[str, Any]:
    row = tx.row(
        sa.select(_messages.c.reading).where(
            _messages.c.firm == tx.firm, _messages.c.id == message
        )
    )
    assert row is not None, f"no message {message}"
    return dict(row["reading"] or {})


def is_no_promise(tx: Tx, customer_id: str, words: str) -> bool:
    """Tell words of a customer's mail that a person says promise nothing."""
    rows = tx.rows(
        sa.select(_messages.c.reading).where(
            _messages.c.firm == tx.firm,
            _messages.c.customer == customer_id,
            _messages.c.words == words,
        )
    )
    said = [(row["reading"] or {}).get("corrected") for row in rows]
    return any(meant and "promises_payment" not in meant for meant in said)


def keep_weights(tx: Tx, data: bytes, base: str, because: str) -> None:
    """Read by these weights from now on.

    Args:
        base: Digest of the weights shipped when they were learned.
    """
    sha256 = blobs.keep(tx, data, "weights")
    firms.set_switch(tx, _SWITCH, f"{sha256} {base}", because)


def forget_weights(tx: Tx, because: str) -> None:
    """Read by the weights shipped from now on."""
    firms.set_switch(tx, _SWITCH, "", because)


def weights(tx: Tx) -> tuple[str, str]:
    """Give digest and base of the weights learned here; empty = there are none."""
    sha256, _, base = firms.switch(tx, _SWITCH).partition(" ")
    return sha256, base
