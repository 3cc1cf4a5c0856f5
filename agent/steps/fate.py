"""Fate: write down what happened to a delivery, as the send protocol allows."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from agent.channels.protocol import Happened, Progress, step
from agent.ledger import holds, outbox
from agent.ledger.book import Tx
from agent.model.letter import Delivery
from agent.steps.standing import goes_on, of_letter

# What proves that it left says since when.
_LEFT = ("sent", "delayed", "delivered", "bounced", "read")
# Whatever made a letter stand still is over then.
_ENDED = ("sent", "withdrawn", "refused")
_SHOWN = {field.name for field in fields(Delivery)}


def let(
    tx: Tx, delivery: Delivery, happened: Happened, because: str = "", **values: Any
) -> Delivery | None:
    """Take what happened into account.

    Args:
        values: Further columns of the delivery, written only with the change;
            `sent_at` only where the letter was not known to have left (else: now).

    Returns:
        The delivery as it stands now; None where the input changed nothing.
    """
    return go_on(tx, outbox.get(tx, delivery.id), happened, because, **values)


def go_on(
    tx: Tx, fresh: Delivery, happened: Happened, because: str = "", **values: Any
) -> Delivery | None:
    """Take what happened into account, as `let` does.

    Args:
        fresh: As it stands, read in this transaction.
    """
    before = Progress(fresh.state, fresh.attempts)
    after = step(before, happened)
    if after == before:
        return None
    if because:
        values["because"] = because
    values["attempts"] = after.attempt
    if after.state in _LEFT:
        values["sent_at"] = fresh.sent_at or values.get("sent_at", tx.now)
    outbox.move(tx, fresh, after.state, **values)
    if fresh.state == "uncertain":
        holds.release_for(tx, fresh.id, because or "what became of the letter is known")
    if after.state in _ENDED:
        goes_on(tx, of_letter(fresh.letter_no))
    shown = {name: value for name, value in values.items() if name in _SHOWN}
    return replace(fresh, state=after.state, **shown)
