"""Letters of unknown fate: how long evidence was looked for in vain."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from agent.ledger import outbox, tables
from agent.ledger.book import Tx
from agent.ledger.statements import given
from agent.model.customer import ChannelName
from agent.model.letter import Delivery

_deliveries = tables.deliveries
_STATE = "handing_over"
_WAITING = sa.select(_deliveries.c.id, _deliveries.c.unknown_seconds).where(
    given(_deliveries.c.firm), _deliveries.c.state == _STATE
)


def count(tx: Tx, seconds: int | None, channel: ChannelName = "email") -> None:
    """Let the clock of letters with unknown fate run: the mailbox was readable.

    Args:
        seconds: None = it was not; after an outage the clock begins anew.
        channel: The way they were to leave; each has a mailbox of its own.
    """
    clock = 0 if seconds is None else _deliveries.c.unknown_seconds + seconds
    tx.update(
        _deliveries,
        _deliveries.c.state == _STATE,
        _deliveries.c.channel == channel,
        _deliveries.c.handed_at < tx.now,
        unknown_seconds=clock,
    )


def waited(tx: Tx) -> tuple[tuple[Delivery, timedelta], ...]:
    """Give letters of unknown fate, and how long evidence was looked for in vain."""
    return tuple(
        (outbox.get(tx, row["id"]), timedelta(seconds=row["unknown_seconds"]))
        for row in tx.rows(_WAITING, firm=tx.firm)
    )
