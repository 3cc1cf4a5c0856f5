"""Fate: write down what happened to a delivery, as the send protocol allows."""

from __future__ import annotations

from typing import Any

from agent.channels.protocol import Happened, Progress, step
from agent.ledger import outbox
from agent.ledger.book import Tx
from agent.model.letter import Delivery


def let(
    tx: Tx, delivery: Delivery, happened: Happened, because: str = "", **values: Any
) -> Delivery | None:
    """Take what happened into account.

    Args:
        values: Further columns of the delivery, written only with the change.

    Returns:
        The delivery as it stands now; None where the input changed nothing.
    """
    fresh = outbox.get(tx, delivery.id)
    before = Progress(fresh.state, fresh.attempts)
    after = step(before, happened)
    if after == before:
        return None
    if because:
        values["because"] = because
    outbox.move(tx, fresh, after.state, attempts=after.attempt, **values)
    return outbox.get(tx, delivery.id)
