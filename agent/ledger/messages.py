"""Messages: every mail's identity, its places and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any
from agent.model.letter import Delivery
from agent.model.message import Position

_messages, _positions = tables.messages, tables.positions
# Kinds of messages that certified mail knows; they bear its signature.
RECEIPTS = ("pec_accepted", "pec_delivered", "pec_failed", "pec_other", "delay")
_OF_FIRM = given(_messages.c.firm)
_GET = sa.select(_messages).where(_OF_FIRM, given(_messages.c.id))
_ANY_NEW = (
    sa.select(_messages.c.id).where(_OF_FIRM, _messages.c.state == "new").limit(1)
)
_TWINS = (
    sa.select(_messages.c.message_id)
    .where(_OF_FIRM, given_any(_messages.c.message_id))
    .group_by(_messages.c.message_id)
    .having(sa.func.count() > 1)
)
_SAME_ID = sa.select(
    _messages.c.id, _messages.c.state, _messages.c.customer, _messages.c.words
).where(_OF_FIRM, given(_messages.c.message_id))


_OF_MONEY = sa.select(_messages).where(
    _OF_FIRM,
    given_any(_messages.c.customer),
    _messages.c.kind == "reply",
    _messages.c.arrived_at >= sa.bindparam("since", type_=_messages.c.arrived_at.type),
)


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as the ledger holds it.

    Args:
        role: Of the folder it was first seen in: inbox, sent or junk.
        state: "new" (bytes kept, nothing read yet), "read", "aside" (could not
            be read) or "ours" (a copy of our own letter).
        words: A person's new words, where he answered; of a notice of failure
            that belongs to no letter, whom it names.
    """

    id: str
    sha256: str
    message_id: str
    mailbox: str
    role: str
    sender: str
    subject: str
    sent_at: datetime | None
    arrived_at: datetime
    is_whole: bool
    state: str
    attempts: int
    kind: str
    because: str
    customer_id: str
    delivery_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a person's mail was understood to say.

    Args:
        intents: Words of the closed list in `agent.replies`.
        numbers: Document numbers as he wrote them.
        contact: The address he says to write to; empty if none.
        call: His wish to be phoned, verbatim; empty if none.
        parts: In how many parts he asks to pay; 0 = he names no number.
        monthly: What he can pay a month, in whole units of money; 0 = not said.
    """

    intents: frozenset[str]
    numbers: tuple[str, ...] = ()
    contact: str = ""
    call: str = ""
    parts: int = 0
    monthly: int = 0


def is_any_new(tx: Tx) -> bool:
    """Tell whether mail came in that nobody has read yet."""
    return tx.row(_ANY_NEW, firm=tx.firm) is not None


def new(tx: Tx, limit: int) -> tuple[Stored, ...]:
    """Give stored messages not read yet, in the order they came."""
    query = sa.select(_messages).where(
        _messages.c.firm == tx.firm, _messages.c.state == "new"
    )
    rows = tx.rows(query.order_by(_messages.c.id).limit(limit))
    return tuple(_stored(row) for row in rows)


def attempt(tx: Tx, ids: Sequence[str], by: str = "") -> None:
    """Count one try at reading, before it is made.

    Args:
        by: The process that tries. What it tried before without being stopped by
            it is not counted again: the ledger was locked, or the like.
    """
    again = sa.and_(_messages.c.because == by, sa.literal(bool(by)))
    tx.update(
        _messages,
        tx.among(_messages.c.id, ids),
        attempts=_messages.c.attempts + sa.case((again, 0), else_=1),
        because=by,
    )


def stops(stored: Stored, by: str) -> int:
    """Tell how often reading a message stopped the program; this process still runs."""
    return stored.attempts - (bool(by) and stored.because == by)


def still_new(tx: Tx, ids: Sequence[str]) -> frozenset[str]:
    """Tell which of these nobody has read meanwhile."""
    query = sa.select(_messages.c.id).where(
        _messages.c.firm == tx.firm,
        _messages.c.state == "new",
        tx.among(_messages.c.id, ids),
    )
    return frozenset(row["id"] for row in tx.rows(query))


def name_all(tx: Tx, heads: Sequence[tuple[str, Mapping[str, object]]]) -> None:
    """Note who wrote messages, about what and when.

    Args:
        heads: Each message's id, with its `sender`, `subject` and `sent_at`.
    """
    tx.change_all(_messages, heads)


def again(tx: Tx, message: str) -> None:
    """Let a message that was set aside be read once more."""
    tx.update(_messages, _messages.c.id == message, state="new", attempts=0)


def get(tx: Tx, message: str) -> Stored:
    """Give one message."""
    row = tx.row(_GET, firm=tx.firm, id=message)
    assert row is not None, f"no message {message}"
    return _stored(row)


def finish(tx: Tx, message: str, **values: Any) -> None:
    """Note what a message turned out to be.

    Args:
        values: Columns of `messages`: state, kind, because, customer, ...
    """
    tx.change(_messages, message, **({"state": "read"} | values))


def twins(tx: Tx, message_ids: Iterable[str]) -> frozenset[str]:
    """Tell which of these Message-IDs more than one mail has."""
    rows = tx.rows(_TWINS, firm=tx.firm, message_id=message_ids)
    return frozenset(row["message_id"] for row in rows)


def has_copy(tx: Tx, stored: Stored, customer_id: str, words: str) -> bool:
    """Tell whether a customer's mail was read before, in another mailbox of ours."""
    if not stored.message_id:
        return False
    same = ("read", customer_id, words)
    return any(
        row["id"] != stored.id and (row["state"], row["customer"], row["words"]) == same
        for row in tx.rows(_SAME_ID, firm=tx.firm, message_id=stored.message_id)
    )


def of_customer(tx: Tx, customer_id: str, limit: int = 20) -> tuple[Stored, ...]:
    """Give a customer's last messages, newest first."""
    query = sa.select(_messages).where(
        _messages.c.firm == tx.firm, _messages.c.customer == customer_id
    )
    rows = tx.rows(query.order_by(_messages.c.arrived_at.desc()).limit(limit))
    return tuple(_stored(row) for row in rows)


def from_people(tx: Tx, customer_id: str, limit: int = 20) -> tuple[Stored, ...]:
    """Give the last mails people wrote, he to us or one of us to him, newest first."""
    query = sa.select(_messages).where(
        _messages.c.firm == tx.firm,
        _messages.c.customer == customer_id,
        _messages.c.kind.in_(("reply", "other", "colleague")),
    )
    rows = tx.rows(query.order_by(_messages.c.arrived_at.desc()).limit(limit))
    return tuple(_stored(row) for row in rows)


def of_money(
    tx: Tx, customer_ids: Iterable[str], since: date, intents: Collection[str]
) -> tuple[Stored, ...]:
    """Give what customers wrote since a day with one of these intents, oldest first."""
    rows = tx.rows(
        _OF_MONEY,
        firm=tx.firm,
        customer=customer_ids,
        since=datetime.combine(since, time(), UTC),
    )
    fit = [row for row in rows if not set(intents).isdisjoint(_intents(row))]
    return tuple(sorted(map(_stored, fit), key=lambda one: (one.arrived_at, one.id)))


def _intents(row: Row) -> Iterable[str]:
    found = (row["reading"] or {}).get("intents", ())
    return tuple(str(each) for each in found)


def reading_of(tx: Tx, message: str) -> Said:
    """Give what a person's mail was understood to say; nothing of any other mail."""
    row = tx.row(_GET, firm=tx.firm, id=message)
    found: Mapping[str, Any] = (row["reading"] if row else None) or {}
    return Said(
        intents=frozenset(found.get("corrected") or found.get("intents", ())),
        numbers=tuple(found.get("numbers", ())),
        contact=str(found.get("contact", "")),
        call=str(found.get("call", "")),
        parts=int(found.get("parts", 0)),
        monthly=int(found.get("monthly", 0)),
    )


def named_instead(tx: Tx, customer_id: str) -> tuple[tuple[datetime, str], ...]:
    """Give the addresses that a customer's robots named instead, newest first."""
    query = sa.select(_messages.c.arrived_at, _messages.c.reading).where(
        _messages.c.firm == tx.firm,
        _messages.c.customer == customer_id,
        _messages.c.kind == "auto_reply",
    )
    found = [
        (row["arrived_at"], (row["reading"] or {}).get("instead", ""))
        for row in tx.rows(query.order_by(_messages.c.arrived_at.desc()))
    ]
    return tuple((at, address) for at, address in found if address)


def writers_for(tx: Tx, customer_id: str) -> tuple[tuple[datetime, str], ...]:
    """Give from which addresses people wrote for a customer, and when."""
    return _writers(tx, _messages.c.customer == customer_id)


def writers_at(tx: Tx, domain: str) -> tuple[tuple[datetime, str], ...]:
    """Give from which addresses of a mail domain people wrote, and when."""
    return _writers(tx, _messages.c.sender.endswith(f"@{domain}", autoescape=True))


def _writers(tx: Tx, where: sa.ColumnElement[bool]) -> tuple[tuple[datetime, str], ...]:
    query = sa.select(
        sa.func.max(_messages.c.arrived_at).label("at"),
        _messages.c.sender,
    ).where(
        _messages.c.firm == tx.firm,
        _messages.c.kind.in_(("reply", "other")),
        _messages.c.reading.is_not(None),  # a person's words were read
        where,
    )
    rows = tx.rows(query.group_by(_messages.c.sender))
    return tuple((row["at"], row["sender"]) for row in rows if row["sender"])


def about(tx: Tx, delivery: Delivery) -> tuple[Stored, ...]:
    """Give the notices, receipts and robots' answers about a letter, oldest first."""
    query = sa.select(_messages).where(
        _messages.c.firm == tx.firm,
        _messages.c.customer == (delivery.customer_id or None),
        _messages.c.delivery == delivery.id,
        _messages.c.kind.not_in(("reply", "other", "own_copy")),
    )
    rows = tx.rows(query.order_by(_messages.c.arrived_at))
    return tuple(_stored(row) for row in rows)


def places(tx: Tx, message: str) -> tuple[Position, ...]:
    """Give every place a message was seen in."""
    query = sa.select(_positions).where(
        _positions.c.firm == tx.firm, _positions.c.message == message
    )
    return tuple(position_of(row) for row in tx.rows(query))


def position_of(row: Row) -> Position:
    """Give the place that a row of `positions` holds."""
    return Position(row["mailbox"], row["folder"], row["uidvalidity"], row["uid"])


def count(tx: Tx) -> dict[str, int]:
    """Count messages by state."""
    query = (
        sa.select(_messages.c.state, sa.func.count().label("n"))
        .where(_messages.c.firm == tx.firm)
        .group_by(_messages.c.state)
    )
    return {row["state"]: row["n"] for row in tx.rows(query)}


def receipts(tx: Tx, delivery: Delivery) -> tuple[Stored, ...]:
    """Give the receipts of a letter sent by certified mail, oldest first."""
    query = sa.select(_messages).where(
        _messages.c.firm == tx.firm,
        _messages.c.customer == delivery.customer_id,
        _messages.c.delivery == delivery.id,
        _messages.c.kind.in_(RECEIPTS),
    )
    rows = tx.rows(query.order_by(_messages.c.arrived_at, _messages.c.id))
    return tuple(_stored(row) for row in rows)


def expire(tx: Tx, today: date) -> int:
    """Delete bytes whose time is over; give their number.

    Receipts of certified mail stay as long as anything their letter lists is open.
    """
    deliveries, items = tables.deliveries, tables.letter_items
    instalments = tables.instalments
    needed = (
        sa.select(_messages.c.sha256)
        .join(deliveries, _same(deliveries.c.id, _messages.c.delivery))
        .join(items, _same(items.c.letter, deliveries.c.letter))
        .join(instalments, _same(instalments.c.id, items.c.instalment))
        .where(
            _messages.c.firm == tx.firm,
            _messages.c.kind.in_(RECEIPTS),
            instalments.c.open_cents != 0,
        )
    )
    return tx.delete(
        tables.blobs,
        tables.blobs.c.delete_after < today,
        tables.blobs.c.sha256.not_in(needed),
    )


def _same(column: sa.Column[Any], other: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Join two tables of one firm."""
    return sa.and_(column.table.c.firm == other.table.c.firm, column == other)


def _stored(row: Row) -> Stored:
    return Stored(
        id=row["id"],
        sha256=row["sha256"],
        message_id=row["message_id"],
        mailbox=row["mailbox"],
        role=row["role"],
        sender=row["sender"],
        subject=row["subject"],
        sent_at=row["sent_at"],
        arrived_at=row["arrived_at"],
        is_whole=row["is_whole"],
        state=row["state"],
        attempts=row["attempts"],
        kind=row["kind"],
        because=row["because"],
        customer_id=row["customer"] or "",
        delivery_id=row["delivery"] or "",
        words=row["words"],
    )
