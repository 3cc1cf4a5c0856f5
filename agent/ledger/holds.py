"""Holds: why nothing is written to a customer, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any
from agent.model.case import Hold, HoldReason

_holds = tables.holds
_STANDING = sa.select(_holds).where(
    given(_holds.c.firm), _holds.c.released_at.is_(None)
)
_STANDING_OF = _STANDING.where(given_any(_holds.c.customer))
_RELEASE = _holds.update().where(
    _holds.c.firm == sa.bindparam("of_firm", type_=_holds.c.firm.type),
    _holds.c.id == sa.bindparam("of_id"),
    _holds.c.released_at.is_(None),
)
_OF_CAUSES = sa.select(_holds.c.customer, _holds.c.cause).where(
    given(_holds.c.firm), given(_holds.c.reason), given_any(_holds.c.cause)
)


def put(
    tx: Tx,
    customer_id: str,
    reason: HoldReason,
    because: str,
    *,
    since: date,
    until: date | None,
    invoice_id: str = "",
    cause: str = "",
    renew: bool = False,
) -> str:
    """Put a hold; harmless the second time for the same cause.

    Args:
        until: Last day; None = until a person releases it.
        cause: Id of the message, payment, promise or letter behind it.
        renew: The cause is a new question: one that was released stands again.

    Returns:
        Its id; empty if it stands (or stood) already.
    """
    hold_id = tx.new_id()
    fresh = tx.add(
        _holds,
        id=hold_id,
        customer=customer_id,
        invoice=invoice_id or None,
        reason=reason,
        because=because,
        cause=cause or None,
        since=since,
        until=until,
        by=tx.actor,
    )
    if fresh:
        return hold_id
    mine = (
        _holds.c.customer == customer_id,
        _holds.c.reason == reason,
        _holds.c.cause == cause,
        _holds.c.released_at.is_not(None),
    )
    if renew and tx.update(
        _holds,
        *mine,
        because=because,
        since=since,
        until=until,
        by=tx.actor,
        released_at=None,
        released_because="",
    ):
        return str(
            tx.value(sa.select(_holds.c.id).where(_holds.c.firm == tx.firm, *mine[:-1]))
        )
    return ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question about whose money came: while it stands nobody writes to him.

    Args:
        is_new: To him: a hold that was released stands again.
    """

    customer_id: str
    payment_id: str
    because: str
    is_new: bool


def put_questions(tx: Tx, questions: Sequence[Question], since: date) -> None:
    """Put the holds of questions, however many; harmless the second time."""
    if not questions:
        return
    asked = {"firm": tx.firm, "reason": "payment"}
    causes = {one.payment_id for one in questions}
    stood = {tuple(row) for row in tx.tuples(_OF_CAUSES, **asked, cause=causes)}
    fresh = [one for one in questions if (one.customer_id, one.payment_id) not in stood]
    tx.insert_all(
        _holds,
        [
            {
                "id": tx.new_id(),
                "customer": one.customer_id,
                "reason": "payment",
                "because": one.because,
                "cause": one.payment_id,
                "since": since,
                "by": tx.actor,
            }
            for one in fresh
        ],
    )
    for one in questions:
        if one.is_new and one not in fresh:
            put(
                tx,
                one.customer_id,
                "payment",
                one.because,
                since=since,
                until=None,
                cause=one.payment_id,
                renew=True,
            )


def standing(tx: Tx, customer_ids: Iterable[str] | None = None) -> tuple[Hold, ...]:
    """Give holds that nobody released, of some customers or of all."""
    if customer_ids is None:
        rows = tx.rows(_STANDING, firm=tx.firm)
    else:
        rows = tx.rows(_STANDING_OF, firm=tx.firm, customer=customer_ids)
    # Sorted here: for the order's sake SQLite would read every hold of the firm.
    return tuple(sorted(map(_hold, rows), key=lambda hold: hold.id))


def ended(
    tx: Tx, customer_id: str, because: str, since: date
) -> tuple[datetime, str] | None:
    """Give when a customer's latest hold of that reason and day ended, and by what.

    Returns:
        None where it stands, or none was put.
    """
    query = sa.select(_holds.c.released_at, _holds.c.released_because).where(
        _holds.c.firm == tx.firm,
        _holds.c.customer == customer_id,
        _holds.c.because == because,
        _holds.c.since == since,
    )
    rows = tx.rows(query.order_by(_holds.c.id.desc()))
    if not rows or rows[0]["released_at"] is None:
        return None
    return rows[0]["released_at"], rows[0]["released_because"]


def last_day(tx: Tx, customer_id: str, reason: HoldReason) -> date | None:
    """Give the last day of a customer's latest hold of that kind, ended or not."""
    found = tx.value(
        sa.select(sa.func.max(_holds.c.until)).where(
            _holds.c.firm == tx.firm,
            _holds.c.customer == customer_id,
            _holds.c.reason == reason,
        )
    )
    assert found is None or isinstance(found, date)
    return found


def first_day(tx: Tx, customer_id: str, reason: HoldReason, after: date) -> date | None:
    """Give the first day of a customer's holds of that kind.

    One that was ended before its last day does not count.
    """
    query = sa.select(_holds.c.since, _holds.c.until, _holds.c.released_at).where(
        _holds.c.firm == tx.firm,
        _holds.c.customer == customer_id,
        _holds.c.reason == reason,
        _holds.c.since > after,
    )
    return min(
        (
            row["since"]
            for row in tx.rows(query)
            if not row["released_at"]
            or (row["until"] and row["released_at"].date() > row["until"])
        ),
        default=None,
    )


def said_for(tx: Tx, cause: str, reason: HoldReason) -> str:
    """Give why a hold of this cause was put, ended or not; empty if there is none."""
    query = sa.select(_holds.c.because).where(
        _holds.c.firm == tx.firm, _holds.c.cause == cause, _holds.c.reason == reason
    )
    row = tx.row(query)
    return str(row["because"]) if row else ""


def release(tx: Tx, hold_id: str, because: str) -> bool:
    """End a hold; False if it had ended."""
    said = {"released_at": tx.now, "released_because": because}
    return tx.run(_RELEASE, {"of_firm": tx.firm, "of_id": hold_id, **said}) > 0


def release_for(tx: Tx, cause: str, because: str) -> int:
    """End every hold of a cause; give their number."""
    return tx.update(
        _holds,
        _holds.c.cause == cause,
        _holds.c.released_at.is_(None),
        released_at=tx.now,
        released_because=because,
    )


def _hold(row: Row) -> Hold:
    return Hold(
        id=row["id"],
        reason=row["reason"],
        because=row["because"],
        customer_id=row["customer"],
        invoice_id=row["invoice"] or "",
        since=row["since"],
        until=row["until"],
    )
