"""Outbox: the deliveries of letters, and how far each has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from agent.ledger import blobs, tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any, is_one_of
from agent.model.customer import ChannelName
from agent.model.letter import Delivery, DeliveryState

_letters, _items, _deliveries = tables.letters, tables.letter_items, tables.deliveries
_SELECT = sa.select(
    _deliveries,
    _letters.c.no,
    _letters.c.kind,
    _letters.c.subject,
    _letters.c.created_at,
    _letters.c.because.label("letter_because"),
).join(
    _letters,
    sa.and_(
        _letters.c.firm == _deliveries.c.firm,
        _letters.c.id == _deliveries.c.letter,
    ),
)
_GET = _SELECT.where(given(_deliveries.c.firm), given(_deliveries.c.id))
_OF_FIRM = given(_deliveries.c.firm)
_OF_CUSTOMER = _SELECT.where(_OF_FIRM, given(_deliveries.c.customer))
_OF_CUSTOMERS = _SELECT.where(_OF_FIRM, given_any(_deliveries.c.customer))
_IN_STATE = _SELECT.where(_OF_FIRM, given_any(_deliveries.c.state))
_BY_TOKEN = _SELECT.where(_OF_FIRM, given_any(_deliveries.c.token))
_BY_MESSAGE_ID = _SELECT.where(_OF_FIRM, given_any(_deliveries.c.message_id))
_TO_CUSTOMERS_SINCE = (
    _OF_FIRM,
    _deliveries.c.sent_at > sa.bindparam("moment", type_=_deliveries.c.sent_at.type),
    _deliveries.c.customer.is_not(None),
)
_SENT_SINCE = sa.select(sa.func.count()).where(*_TO_CUSTOMERS_SINCE)
_OUT_TO = _SELECT.where(
    *_TO_CUSTOMERS_SINCE,
    is_one_of(_deliveries.c.state, "sent", "delayed"),
    given_any(_deliveries.c.recipient, in_lower_case=True),
)
_LAST_THREAD = (
    sa.select(_deliveries.c.message_id)
    .where(_OF_FIRM, given(_deliveries.c.customer), _deliveries.c.sent_at.is_not(None))
    .order_by(_deliveries.c.sent_at.desc())
    .limit(10)
)
_NOW = sa.bindparam("now", type_=_deliveries.c.sent_at.type)
_SENDABLE = (
    _SELECT.where(
        _OF_FIRM,
        is_one_of(_deliveries.c.state, "approved", "ready"),
        sa.or_(_deliveries.c.not_before.is_(None), _deliveries.c.not_before <= _NOW),
        sa.or_(_deliveries.c.next_try_at.is_(None), _deliveries.c.next_try_at <= _NOW),
    )
    .order_by(_deliveries.c.customer.is_not(None), _deliveries.c.id)
    .offset(sa.bindparam("skip", type_=sa.Integer))
    .limit(sa.bindparam("most", type_=sa.Integer))
)
_OURS_SENDABLE = _SENDABLE.where(_deliveries.c.customer.is_(None))
_MOVE = _deliveries.update().where(
    _deliveries.c.firm == sa.bindparam("of_firm", type_=_deliveries.c.firm.type),
    _deliveries.c.id == sa.bindparam("of_id", type_=_deliveries.c.id.type),
    _deliveries.c.state == sa.bindparam("of_state", type_=_deliveries.c.state.type),
)

_UNFILED = (
    _deliveries.c.filed_at.is_(None),
    _deliveries.c.sent_at.is_not(None),
    _deliveries.c.customer.is_not(None),
)

# States in which a letter's fate is open: nothing more is written meanwhile.
OPEN = ("proposed", "approved", "ready", "claimed", "handing_over", "uncertain")
# Those that can still be taken back; "claimed" too: the sender then finds that it
# may not hand over.
NOT_GONE = ("proposed", "approved", "ready", "claimed")


def seal(tx: Tx, delivery_id: str, raw: bytes, references: Sequence[str]) -> None:
    """Keep the finished bytes with the delivery."""
    sha256 = blobs.keep(tx, raw, "letter")
    said = {"sha256": sha256, "references": " ".join(references)}
    tx.change(_deliveries, delivery_id, **said)


def sealed(tx: Tx, delivery_id: str) -> bytes:
    """Give the finished bytes of a delivery."""
    sha256 = tx.value(
        sa.select(_deliveries.c.sha256).where(
            _deliveries.c.firm == tx.firm, _deliveries.c.id == delivery_id
        )
    )
    return blobs.get(tx, str(sha256 or ""))


def move(tx: Tx, delivery: Delivery, state: DeliveryState, **values: Any) -> None:
    """Write where a delivery stands; only the send protocol decides that.

    Args:
        values: Further columns of `deliveries`.
    """
    of = {"of_firm": tx.firm, "of_id": delivery.id, "of_state": delivery.state}
    done = tx.run(_MOVE, {**of, "state": state, **values})
    assert done == 1, f"delivery {delivery.id} moved under our hands"


def sendable(
    tx: Tx, *, only_ours: bool = False, skip: int = 0, limit: int = 500
) -> tuple[Delivery, ...]:
    """Give what may leave by its own clock, mails to the firm first, then by age.

    Args:
        only_ours: Mails to the firm itself alone.
        skip: How many of them to leave out.
    """
    query = _OURS_SENDABLE if only_ours else _SENDABLE
    page = tx.rows(query, firm=tx.firm, now=tx.now, skip=skip, most=limit)
    return tuple(map(_delivery, page))


def expired(tx: Tx) -> tuple[Delivery, ...]:
    """Give proposals whose time for an answer is over."""
    return listed(
        tx, _deliveries.c.state == "proposed", _deliveries.c.expires_at < tx.now
    )


def get(tx: Tx, delivery_id: str) -> Delivery:
    """Give one delivery."""
    row = tx.row(_GET, firm=tx.firm, id=delivery_id)
    assert row is not None, f"no delivery {delivery_id}"
    return _delivery(row)


def by_token(tx: Tx, tokens: Iterable[str]) -> Delivery | None:
    """Give the delivery that one of these tokens belongs to, first token first."""
    wanted = list(tokens)
    rows = tx.rows(_BY_TOKEN, firm=tx.firm, token=wanted) if wanted else ()
    found = {each.token: each for each in map(_delivery, rows)}
    return next((found[token] for token in wanted if token in found), None)


def by_message_id(tx: Tx, message_ids: Iterable[str]) -> Delivery | None:
    """Give the delivery with one of these Message-IDs."""
    wanted = [each for each in message_ids if each]
    rows = tx.rows(_BY_MESSAGE_ID, firm=tx.firm, message_id=wanted) if wanted else ()
    return next(iter(_oldest_first(rows)), None)


def in_state(tx: Tx, *states: str) -> tuple[Delivery, ...]:
    """Give deliveries in these states, oldest first."""
    return _oldest_first(tx.rows(_IN_STATE, firm=tx.firm, state=states))


def out_to(tx: Tx, recipients: Iterable[str], since: datetime) -> tuple[Delivery, ...]:
    """Give the customers' letters to these addresses that left since, fate unknown.

    Args:
        recipients: In lower case.
    """
    said = {"moment": since, "recipient": recipients}
    return _oldest_first(tx.rows(_OUT_TO, firm=tx.firm, **said))


def customers_waiting(tx: Tx) -> frozenset[str]:
    """Give the customers with a letter that is written and has not left."""
    query = sa.select(_deliveries.c.customer).where(
        _deliveries.c.firm == tx.firm,
        _deliveries.c.state.in_(NOT_GONE),
        _deliveries.c.customer.is_not(None),
    )
    return frozenset(row["customer"] for row in tx.rows(query.distinct()))


def of_letter(tx: Tx, letter_no: int) -> tuple[Delivery, ...]:
    """Give the deliveries of a letter by its number for people."""
    return listed(tx, _letters.c.no == letter_no)


def of_customer(tx: Tx, customer_id: str) -> tuple[Delivery, ...]:
    """Give all deliveries to a customer, oldest first."""
    return _oldest_first(tx.rows(_OF_CUSTOMER, firm=tx.firm, customer=customer_id))


def of_customers(tx: Tx, ids: Iterable[str]) -> tuple[Delivery, ...]:
    """Give all deliveries to these customers, oldest first."""
    return _oldest_first(tx.rows(_OF_CUSTOMERS, firm=tx.firm, customer=ids))


def sent_since(tx: Tx, moment: datetime) -> tuple[Delivery, ...]:
    """Give letters to customers that left after a moment, oldest first."""
    return listed(
        tx, _deliveries.c.sent_at > moment, _deliveries.c.customer.is_not(None)
    )


def summaries_since(tx: Tx, moment: datetime) -> tuple[Delivery, ...]:
    """Give the summaries that left after a moment, oldest first."""
    return listed(tx, _deliveries.c.sent_at > moment, _letters.c.kind == "summary")


def count_sent_since(tx: Tx, moment: datetime) -> int:
    """Count the letters to customers that left after a moment."""
    return int(tx.value(_SENT_SINCE, firm=tx.firm, moment=moment))


def listed(tx: Tx, *where: sa.ColumnElement[bool]) -> tuple[Delivery, ...]:
    """Give deliveries, oldest first."""
    return _oldest_first(tx.rows(_query(tx).where(*where)))


def _oldest_first(rows: Iterable[Row]) -> tuple[Delivery, ...]:
    # Sorted here: for the order's sake SQLite would read every letter of the firm.
    return tuple(sorted(map(_delivery, rows), key=lambda each: each.id))


def letters_about(tx: Tx, item_ids: Iterable[str]) -> tuple[Delivery, ...]:
    """Give the deliveries of letters that list any of these items."""
    concerned = sa.select(_items.c.letter).where(
        _items.c.firm == tx.firm, tx.among(_items.c.instalment, item_ids)
    )
    return listed(tx, _deliveries.c.letter.in_(concerned))


def last_thread(tx: Tx, customer_id: str) -> tuple[str, ...]:
    """Give the Message-IDs of the customer's letters that left, oldest first."""
    rows = tx.rows(_LAST_THREAD, firm=tx.firm, customer=customer_id)
    return tuple(row["message_id"] for row in reversed(rows))


def is_unconfirmed(tx: Tx, delivery_id: str) -> bool:
    """Tell whether a letter's silence was noticed already."""
    return bool(
        tx.value(
            sa.select(_deliveries.c.unconfirmed_at).where(
                _deliveries.c.firm == tx.firm, _deliveries.c.id == delivery_id
            )
        )
    )


def unfiled(tx: Tx, channel: ChannelName = "email") -> tuple[Delivery, ...]:
    """Give letters that left by a channel and of which no copy lies in Sent yet."""
    return listed(tx, *_UNFILED, _deliveries.c.channel == channel)


def is_any_unfiled(tx: Tx, channel: ChannelName = "email") -> bool:
    """Tell whether of any letter that left by it no copy lies in Sent yet."""
    any_one = sa.select(_deliveries.c.id).where(
        _deliveries.c.firm == tx.firm, _deliveries.c.channel == channel
    )
    return tx.value(any_one.where(*_UNFILED).limit(1)) is not None


def change(tx: Tx, delivery_id: str, **values: Any) -> None:
    """Change columns of a delivery other than its state."""
    assert "state" not in values, "use move"
    tx.change(_deliveries, delivery_id, **values)


def _query(tx: Tx) -> sa.Select[Any]:
    return _SELECT.where(_deliveries.c.firm == tx.firm)


def _delivery(row: Row) -> Delivery:
    return Delivery(
        id=row["id"],
        letter_id=row["letter"],
        letter_no=row["no"],
        kind=row["kind"],
        customer_id=row["customer"] or "",
        recipient=row["recipient"],
        token=row["token"],
        message_id=row["message_id"],
        state=row["state"],
        subject=row["subject"],
        created_at=row["created_at"],
        not_before=row["not_before"],
        sent_at=row["sent_at"],
        because=row["because"] or row["letter_because"],
        attempts=row["attempts"],
        channel=row["channel"],
        approved_by=row["approved_by"],
    )
