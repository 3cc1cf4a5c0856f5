"""Second looks: which customers' mails a second reader was asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from agent.ledger import firms, tables
from agent.ledger.book import Tx

_messages = tables.messages
_SWITCH = "second_look"


@dataclass(frozen=True, slots=True)
class Read:
    """A customer's mail as it was read.

    Args:
        sent_at: By the mail itself; None where it does not say.
        intents: What was read in it, or what a person says of it.
        is_about_money: It was taken for one about money.
        is_settled: A person has said what it means.
    """

    message: str
    customer_id: str
    words: str
    sent_at: datetime | None
    arrived_at: datetime
    intents: frozenset[str]
    is_about_money: bool
    is_settled: bool


def following(tx: Tx, since: datetime, limit: int) -> tuple[Read, ...]:
    """Give the mails of customers read since the last one looked at, as they came.

    Args:
        since: What arrived before is left alone.
        limit: The most mails looked through.
    """
    unread = sa.select(sa.func.min(_messages.c.id)).where(
        _messages.c.firm == tx.firm, _messages.c.state == "new"
    )
    first_unread = tx.value(unread)
    query = sa.select(_messages).where(
        _messages.c.firm == tx.firm,
        _messages.c.state == "read",
        _messages.c.id > _mark(tx),
        _messages.c.arrived_at >= since,
        _messages.c.kind.in_(("reply", "other")),
        _messages.c.customer.is_not(None),
        _messages.c.words != "",
    )
    if first_unread is not None:
        query = query.where(_messages.c.id < first_unread)
    rows = tx.rows(query.order_by(_messages.c.id).limit(limit))
    return tuple(
        Read(
            message=row["id"],
            customer_id=row["customer"],
            words=row["words"],
            sent_at=row["sent_at"],
            arrived_at=row["arrived_at"],
            intents=frozenset(reading.get("corrected") or reading["intents"]),
            is_about_money=row["kind"] == "reply",
            is_settled=bool(reading.get("corrected")),
        )
        for row in rows
        if (reading := row["reading"] or {}).get("intents")
    )


def passed(tx: Tx, message: str) -> bool:
    """Note that a mail was looked at; False where another process was quicker."""
    if _mark(tx) >= message:
        return False
    firms.set_switch(tx, _SWITCH, message, "the last mail a second reader was shown")
    return True


def _mark(tx: Tx) -> str:
    return firms.switch(tx, _SWITCH)
