"""Summarise: write the day down in one mail, exactly once per local day."""

from __future__ import annotations

from datetime import datetime, timedelta

from agent.channels.protocol import Approved
from agent.ledger import due, events, outbox
from agent.letters.summary import summary
from agent.model.letter import Composed
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.fate import let

_FIRST_LOOK_BACK = timedelta(days=1)


def show(desk: Desk) -> Composed:
    """Write the summary as it would be now; nothing is changed or sent."""
    return _written(desk)[0]


def _written(desk: Desk) -> tuple[Composed, datetime]:
    """Give the summary's words, and the moment it tells of."""
    with picture(desk) as tx:
        since = due.of(tx, "summary").ran_at or tx.now - _FIRST_LOOK_BACK
        day, at = gather(desk, tx, since), tx.now
    return summary(day, desk.summary.language, desk.templates), at


def summarise(desk: Desk) -> bool:
    """Put the day's summary on its way; False where the day has it already.

    It is dated by the moment it tells of: what happens while it is written
    stands in the next one.
    """
    today = desk.clock.today()
    composed, at = _written(desk)
    written = 0
    with transaction(desk, at=at) as tx:
        for rank, recipient in enumerate(desk.summary.to):
            draft = outbox.Draft(
                kind="summary" if rank == 0 else f"summary_{rank + 1}",
                composed=composed,
                recipient=recipient,
                because="the day's summary",
                language=desk.summary.language,
                day=today,
            )
            delivery = outbox.write(tx, draft, desk.sending.message_id_domain)
            if delivery is not None:
                let(tx, delivery, Approved())
                written += 1
        if written:
            events.write(tx, "summary.written", "firm:self", "the day's summary")
            due.note(tx, "summary", tx.now, "written", ran_for=today)
    return bool(written)
