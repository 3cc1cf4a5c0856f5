"""Orders: what the owner told us to do by mail, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx

_mails, _orders = tables.order_mails, tables.orders

MailState = Literal["unproven", "asked", "new", "done", "void", "unverified"]
OrderState = Literal["waiting", "done", "not_done", "undone"]


@dataclass(frozen=True, slots=True)
class OrderMail:
    """A mail that answers one of ours.

    Args:
        mark: Its Message-ID.
        sent_on: The day from which its dates count.
        state: "unproven": he is to be asked whether it is his; "asked"; "new": to
            be obeyed; "done"; "void": he said that it is not; "unverified".
        answer: Delivery of what we wrote back last; empty = none.
    """

    id: str
    summary_id: str
    message_id: str
    mark: str
    sender: str
    words: str
    sent_on: date
    state: MailState
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Given:
    """One order.

    Args:
        about: What it concerns, "kind:id"; empty = everything, or nothing.
        said: Day, amount, target, outcome, as far as the line says them.
        code: Of the sentence that says what became of it.
        made: What it brought about, "kind:id".
    """

    id: str
    mail_id: str
    n: int
    line: str
    action: str
    about: str
    said: Mapping[str, str]
    state: OrderState = "waiting"
    code: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    made: str = ""
    by: str = ""


def take(
    tx: Tx,
    summary_id: str,
    message_id: str,
    mark: str,
    sender: str,
    words: str,
    sent_on: date,
    state: MailState,
) -> bool:
    """Keep a mail with orders; False where it was kept before."""
    return tx.add(
        _mails,
        id=tx.new_id(),
        summary=summary_id,
        message=message_id,
        mark=mark,
        sender=sender,
        words=words,
        sent_on=sent_on,
        state=state,
        at=tx.now,
    )


def mail(tx: Tx, mail_id: str) -> OrderMail | None:
    """Give one mail; None where there is none such."""
    found = _found(tx, _mails.c.id == mail_id)
    return found[0] if found else None


def mails(tx: Tx, *states: MailState) -> tuple[OrderMail, ...]:
    """Give the mails in one of these states, oldest first."""
    return _found(tx, _mails.c.state.in_(states))


def mail_answered_by(tx: Tx, delivery_id: str) -> OrderMail | None:
    """Give the mail that a mail of ours answers."""
    found = _found(tx, _mails.c.answer == delivery_id)
    return found[0] if found else None


def last_given(tx: Tx) -> datetime | None:
    """Give when the owner last answered for sure; None = never."""
    query = sa.select(sa.func.max(_mails.c.at)).where(
        _mails.c.firm == tx.firm, _mails.c.state.in_(("new", "done"))
    )
    found = tx.value(query)
    assert found is None or isinstance(found, datetime)
    return found


def set_mail(tx: Tx, mail_id: str, state: MailState, answer: str = "") -> None:
    """Note how far a mail has come.

    Args:
        answer: Delivery of what we wrote back; empty = what was before.
    """
    answered = {"answer": answer} if answer else {}
    tx.update(_mails, _mails.c.id == mail_id, state=state, **answered)


def add(tx: Tx, mail_id: str, given: Sequence[Given]) -> None:
    """Write down what a mail orders, in order."""
    rows: list[dict[str, object]] = [
        {
            "id": tx.new_id(),
            "mail": mail_id,
            "n": n,
            "line": one.line,
            "action": one.action,
            "about": one.about,
            "said": dict(one.said),
            "state": one.state,
            "code": one.code,
            "facts": dict(one.facts),
        }
        for n, one in enumerate(given, 1)
    ]
    tx.insert_all(_orders, rows)


def of_mail(tx: Tx, mail_id: str) -> tuple[Given, ...]:
    """Give the orders of a mail, in order."""
    query = sa.select(_orders).where(_orders.c.firm == tx.firm)
    rows = tx.rows(query.where(_orders.c.mail == mail_id).order_by(_orders.c.n))
    return tuple(map(_given, rows))


def get(tx: Tx, order_id: str) -> Given | None:
    """Give one order; None where there is none such."""
    query = sa.select(_orders).where(
        _orders.c.firm == tx.firm, _orders.c.id == order_id
    )
    row = tx.row(query)
    return None if row is None else _given(row)


def claim(tx: Tx, order_id: str) -> bool:
    """Note that a waiting order is carried out; False where it was before."""
    done = tx.update(
        _orders,
        _orders.c.id == order_id,
        _orders.c.state == "waiting",
        state="done",
        by=tx.actor,
        at=tx.now,
    )
    return bool(done)


def tell(
    tx: Tx,
    order_id: str,
    state: OrderState,
    code: str,
    facts: Mapping[str, Any],
    made: str = "",
) -> None:
    """Keep what became of an order."""
    told = {"state": state, "code": code, "facts": dict(facts), "made": made}
    tx.update(_orders, _orders.c.id == order_id, **told)


def undone(tx: Tx, order_id: str) -> None:
    """Note that an order was taken back."""
    tx.update(_orders, _orders.c.id == order_id, state="undone")


def _found(tx: Tx, where: sa.ColumnElement[bool]) -> tuple[OrderMail, ...]:
    query = sa.select(_mails).where(_mails.c.firm == tx.firm, where)
    return tuple(map(_mail, tx.rows(query.order_by(_mails.c.id))))


def _mail(row: Row) -> OrderMail:
    return OrderMail(
        id=row["id"],
        summary_id=row["summary"],
        message_id=row["message"],
        mark=row["mark"],
        sender=row["sender"],
        words=row["words"],
        sent_on=row["sent_on"],
        state=row["state"],
        answer=row["answer"] or "",
        at=row["at"],
    )


def _given(row: Row) -> Given:
    return Given(
        id=row["id"],
        mail_id=row["mail"],
        n=row["n"],
        line=row["line"],
        action=row["action"],
        about=row["about"],
        said=row["said"],
        state=row["state"],
        code=row["code"],
        facts=row["facts"] or {},
        made=row["made"],
        by=row["by"],
    )
