"""Payments and allocations: money in, and what it was put against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from agent.ledger import invoices, questions, tables, write_offs
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any, is_one_of
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Allocation, AllocationKind, Payment

ADVANCE = "advance"  # how money came that pays no invoice yet
RETURNED = "returned"  # how it went: what we collected came back unpaid
_payments, _allocations = tables.payments, tables.allocations

_NO_COPY = _payments.c.decision != "confirmed"
_ANY_NEW = (
    sa.select(_payments.c.id)
    .where(
        given(_payments.c.firm),
        _payments.c.decision == "new",
        _payments.c.state != "undone",
    )
    .limit(1)
)
# In the order of a payment's own fields.
WHOLE = sa.select(
    _payments.c.id,
    _payments.c.no,
    _payments.c.booked_on,
    _payments.c.amount_cents,
    _payments.c.free_cents,
    _payments.c.currency,
    _payments.c.payer,
    _payments.c.iban,
    _payments.c.remittance,
    _payments.c.end_to_end_id,
    _payments.c.account,
    _payments.c.state,
    _payments.c.source,
    _payments.c.how,
    sa.func.coalesce(_payments.c.customer, sa.literal_column("''")),
    _payments.c.decision,
    _payments.c.decided_because,
)
_OF_DAYS = (_payments.c.booked_on, _payments.c.no)
_GET = WHOLE.where(given(_payments.c.firm), given(_payments.c.id))
_USE = (
    _payments.update()
    .where(
        _payments.c.firm == sa.bindparam("of_firm"),
        _payments.c.id == sa.bindparam("of_id"),
    )
    .values(free_cents=_payments.c.free_cents - sa.bindparam("cents"))
)
_SETTLE = _USE.values(
    decision=sa.bindparam("decision"), decided_because=sa.bindparam("decided_because")
)
_SOME = WHOLE.where(given(_payments.c.firm), given_any(_payments.c.id))
_LEFT_SO = WHOLE.where(
    given(_payments.c.firm),
    given_any(_payments.c.decision),
    _payments.c.state != "undone",
).order_by(*_OF_DAYS)
# Spelled out, here and below: SQLite takes a partial index only for what says so
# itself, and of what is compared with its columns plans each parameter's value anew.
_HOW = _payments.c.how != sa.literal_column("''")
IS_FREE = _payments.c.free_cents > sa.literal_column("0")
_ADVANCES = WHOLE.where(
    given(_payments.c.firm),
    _payments.c.how == sa.literal_column(f"'{ADVANCE}'"),
    _HOW,
    _payments.c.state != "undone",
    is_one_of(_payments.c.decision, "by_hand", "settled", "proposed"),
    IS_FREE,
).order_by(*_OF_DAYS)
_TO_TIE = WHOLE.where(
    given(_payments.c.firm),
    _payments.c.how == sa.literal_column(f"'{RETURNED}'"),
    _HOW,
    _payments.c.state != "undone",
    is_one_of(_payments.c.decision, "new", "unknown"),
).order_by(*_OF_DAYS)
_STANDING = sa.select(_allocations).where(
    given(_allocations.c.firm), _allocations.c.undone_at.is_(None)
)
_IN_ORDER = _STANDING.order_by(_allocations.c.id)
_STANDING_OF = {
    name: _IN_ORDER.where(given(_allocations.c[name]))
    for name in ("payment", "instalment", "customer")
}
_OF_PAYMENTS = _STANDING.where(given_any(_allocations.c.payment))
# Put in order here: SQLite would walk all of the table in that of the ids.
_OF_ITEMS = _STANDING.where(
    given_any(_allocations.c.instalment), given_any(_allocations.c.kind)
)


@dataclass(frozen=True, slots=True)
class Booked:
    """An allocation as the ledger holds it."""

    id: str
    payment_id: str
    item_id: str
    customer_id: str
    amount: Money
    kind: str
    reasons: tuple[str, ...]
    by: str
    at: datetime


def get(tx: Tx, payment_id: str) -> Payment:
    """Give one payment."""
    rows = tx.tuples(_GET, firm=tx.firm, id=payment_id)
    assert rows, f"no payment {payment_id}"
    return _payment(rows[0])


def some(tx: Tx, ids: Iterable[str]) -> dict[str, Payment]:
    """Give payments by their ids."""
    found = map(_payment, tx.tuples(_SOME, firm=tx.firm, id=ids))
    return {one.id: one for one in found}


def find(tx: Tx, no: int) -> Payment | None:
    """Find a payment by its number for people."""
    return next(iter(listed(tx, _payments.c.no == no)), None)


def with_decision(tx: Tx, *decisions: str) -> tuple[Payment, ...]:
    """Give payments by how matching left them, oldest first."""
    return tuple(map(_payment, tx.tuples(_LEFT_SO, firm=tx.firm, decision=decisions)))


def is_any_new(tx: Tx) -> bool:
    """Tell whether money came in that nobody has decided on yet."""
    return tx.row(_ANY_NEW, firm=tx.firm) is not None


def advances(tx: Tx) -> tuple[Payment, ...]:
    """Give the advances entered by hand, with something left of them."""
    return tuple(map(_payment, tx.tuples(_ADVANCES, firm=tx.firm)))


def came_back(tx: Tx) -> tuple[Payment, ...]:
    """Give what came back unpaid and is not tied to what we collected, oldest first."""
    return tuple(map(_payment, tx.tuples(_TO_TIE, firm=tx.firm)))


def asked(tx: Tx, query: sa.Select[Any], **said: object) -> tuple[Payment, ...]:
    """Give the payments that a question made of `WHOLE` finds."""
    return tuple(map(_payment, tx.tuples(query, firm=tx.firm, **said)))


def latest(tx: Tx, limit: int) -> tuple[Payment, ...]:
    """Give the last payments, newest first."""
    mine = WHOLE.where(_payments.c.firm == tx.firm, _NO_COPY)
    rows = tx.tuples(mine.order_by(_payments.c.no.desc()).limit(limit))
    return tuple(map(_payment, rows))


def recorded_since(tx: Tx, moment: datetime) -> tuple[Payment, ...]:
    """Give payments recorded after a moment, oldest first."""
    return listed(tx, _payments.c.recorded_at > moment, _NO_COPY)


def decide(tx: Tx, payment_id: str, decision: str, because: str) -> None:
    """Note how matching leaves a payment."""
    said = {"decision": decision, "decided_because": because}
    tx.change(_payments, payment_id, **said)


def set_state(tx: Tx, payment_id: str, state: str) -> None:
    """Move a payment between announced, booked and undone."""
    tx.update(_payments, _payments.c.id == payment_id, state=state)


def allocate(
    tx: Tx, payment_id: str, allocation: Allocation, reasons: Sequence[str], by: str
) -> None:
    """Put a part of a payment against an open item.

    What is free of the payment and open of the item move by the same cents.
    """
    (item,) = invoices.items(tx, [allocation.item_id])
    free = get(tx, payment_id).free
    assert free.currency == allocation.amount.currency, "currencies differ"
    _put(tx, [Part(payment_id, item, allocation, tuple(reasons))], by)
    cents = allocation.amount.cents
    tx.run(_USE, {"of_firm": tx.firm, "of_id": payment_id, "cents": cents})


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a payment, and the open item it is to be put against."""

    payment_id: str
    item: OpenItem
    allocation: Allocation
    reasons: tuple[str, ...]


def settle_all(
    tx: Tx, parts: Sequence[Part], left: Mapping[str, tuple[str, str]], by: str
) -> None:
    """Put parts of payments against open items, however many, in three statements.

    Args:
        left: How each of these payments is left by it, and why, by its id.
    """
    if not left:
        return
    used = Counter[str]()
    for part in parts:
        used[part.payment_id] += part.allocation.amount.cents
    assert used.keys() <= left.keys(), "a payment is left somehow"
    if parts:
        _put(tx, parts, by)
    said = [
        {"of_id": one, "cents": used[one], "decision": how, "decided_because": because}
        for one, (how, because) in left.items()
    ]
    tx.run_all(_SETTLE, said, of_firm=tx.firm)


def _put(tx: Tx, parts: Sequence[Part], by: str) -> None:
    tx.insert_all(_allocations, [_row(tx, part, by) for part in parts])
    moves = [(part.item.id, -part.allocation.amount.cents) for part in parts]
    invoices.change_open_all(tx, moves)


def _row(tx: Tx, part: Part, by: str) -> dict[str, object]:
    amount = part.allocation.amount
    assert part.item.open.currency == amount.currency, "currencies differ"
    return {
        "id": tx.new_id(),
        "payment": part.payment_id,
        "instalment": part.item.id,
        "customer": part.item.customer_id,
        "amount_cents": amount.cents,
        "currency": amount.currency,
        "kind": part.allocation.kind,
        "reasons": list(part.reasons),
        "by": by,
        "at": tx.now,
    }


def change(tx: Tx, allocation: Booked, cents: int) -> None:
    """Let a standing allocation be of another amount, also of a doubtful invoice."""
    tx.update(_allocations, _allocations.c.id == allocation.id, amount_cents=cents)
    more = cents - allocation.amount.cents
    _move(tx, allocation.payment_id, allocation.item_id, more)
    questions.look_anew(tx, allocation.item_id)


def set_kind(tx: Tx, allocation: Booked, kind: AllocationKind) -> None:
    """Note what an allocation was after all."""
    tx.update(_allocations, _allocations.c.id == allocation.id, kind=kind)


def undo(tx: Tx, allocation: Booked) -> None:
    """Take an allocation back: balances are as before, to the cent."""
    done = tx.update(
        _allocations,
        _allocations.c.id == allocation.id,
        _allocations.c.undone_at.is_(None),
        undone_at=tx.now,
    )
    if done:
        _move(tx, allocation.payment_id, allocation.item_id, -allocation.amount.cents)
        write_offs.reopen(tx, allocation.payment_id, allocation.item_id)
        questions.look_anew(tx)


def _move(tx: Tx, payment_id: str, item_id: str, cents: int) -> None:
    said = {"of_firm": tx.firm, "of_id": payment_id, "cents": cents}
    tx.run(_USE, said)
    invoices.change_open(tx, item_id, -cents)


def allocations(
    tx: Tx, *, payment: str = "", item: str = "", customer: str = ""
) -> tuple[Booked, ...]:
    """Give standing allocations of a payment, an item or a customer, in order."""
    said = {
        name: value
        for name, value in (
            ("payment", payment),
            ("instalment", item),
            ("customer", customer),
        )
        if value
    }
    if len(said) == 1:
        ((name, value),) = said.items()
        rows = tx.rows(_STANDING_OF[name], firm=tx.firm, **{name: value})
    else:
        asked = (_allocations.c[name] == value for name, value in said.items())
        rows = tx.rows(_IN_ORDER.where(*asked), firm=tx.firm)
    return tuple(_booked(row) for row in rows)


def allocations_by(tx: Tx, ids: Iterable[str]) -> tuple[Booked, ...]:
    """Give standing allocations of these payments, in order."""
    rows = tx.rows(_OF_PAYMENTS, firm=tx.firm, payment=ids)
    return tuple(_booked(row) for row in sorted(rows, key=itemgetter("id")))


def allocations_of(
    tx: Tx, items: Iterable[str], kinds: Iterable[str]
) -> tuple[Booked, ...]:
    """Give standing allocations of these kinds of these items, in order."""
    rows = tx.rows(_OF_ITEMS, firm=tx.firm, instalment=items, kind=kinds)
    return tuple(_booked(row) for row in sorted(rows, key=itemgetter("id")))


def partly_free(tx: Tx, customer_id: str) -> tuple[Payment, ...]:
    """Give payments put against a customer's items of which something is left."""
    his = sa.select(_allocations.c.payment).where(
        _allocations.c.firm == tx.firm,
        _allocations.c.customer == customer_id,
        _allocations.c.undone_at.is_(None),
    )
    return listed(tx, _payments.c.id.in_(his), _payments.c.free_cents > 0)


def listed(tx: Tx, *where: sa.ColumnElement[bool]) -> tuple[Payment, ...]:
    """Give payments of which all of this is true, oldest first."""
    mine = WHOLE.where(_payments.c.firm == tx.firm, *where).order_by(*_OF_DAYS)
    return tuple(map(_payment, tx.tuples(mine)))


def _payment(row: Sequence[Any]) -> Payment:
    payment_id, no, booked_on, cents, free, currency, *words = row
    money = Money(cents, currency), Money(free, currency)
    return Payment(payment_id, no, booked_on, *money, *words)


def _booked(row: Row) -> Booked:
    return Booked(
        id=row["id"],
        payment_id=row["payment"],
        item_id=row["instalment"],
        customer_id=row["customer"],
        amount=Money(row["amount_cents"], row["currency"]),
        kind=row["kind"],
        reasons=tuple(row["reasons"]),
        by=row["by"],
        at=row["at"],
    )
