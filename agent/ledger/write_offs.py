"""Write-offs: debts given up, by a person, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from agent.ledger import invoices, questions, tables
from agent.ledger.book import Row, Tx
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Residue

_write_offs = tables.write_offs


@dataclass(frozen=True, slots=True)
class WriteOff:
    """What was given up of one item.

    Args:
        by: The person who decided it.
        payment_id: Of the payment it was closed with; empty if a person gave it up.
    """

    id: str
    item_id: str
    amount: Money
    because: str
    by: str
    at: datetime
    payment_id: str = ""


def give_up(tx: Tx, item: OpenItem, because: str) -> str:
    """Write off all that is open of an item; give the write-off's id."""
    assert item.open.cents > 0, f"nothing is owed on {item.number}"
    write_off_id = tx.new_id()
    tx.insert(
        _write_offs,
        id=write_off_id,
        instalment=item.id,
        amount_cents=item.open.cents,
        currency=item.open.currency,
        because=because,
        by=tx.actor,
        at=tx.now,
    )
    invoices.change_open(tx, item.id, -item.open.cents)
    questions.look_anew(tx, item.id)
    return write_off_id


def close(tx: Tx, residue: Residue, payment_id: str) -> None:
    """Close what a payment leaves open of an item and nobody owes any more."""
    close_all(tx, [(residue, payment_id)])


def close_all(tx: Tx, closed: Sequence[tuple[Residue, str]]) -> None:
    """Close what payments leave open and nobody owes, each named with its payment."""
    tx.insert_all(
        _write_offs,
        [
            {
                "id": tx.new_id(),
                "instalment": residue.item_id,
                "amount_cents": residue.amount.cents,
                "currency": residue.amount.currency,
                "because": residue.because,
                "by": tx.actor,
                "payment": payment_id,
                "at": tx.now,
            }
            for residue, payment_id in closed
        ],
    )
    moves = [(residue.item_id, -residue.amount.cents) for residue, _ in closed]
    invoices.change_open_all(tx, moves)


def reopen(tx: Tx, payment_id: str, item_id: str) -> None:
    """Ask again for what was closed together with a payment of an item."""
    query = sa.select(_write_offs).where(
        _write_offs.c.firm == tx.firm,
        _write_offs.c.payment == payment_id,
        _write_offs.c.instalment == item_id,
        _write_offs.c.undone_at.is_(None),
    )
    for row in tx.rows(query):
        undo(tx, _write_off(row))


def undo(tx: Tx, write_off: WriteOff) -> bool:
    """Ask for the debt again: what was open is open, to the cent.

    Returns:
        False where it was undone before.
    """
    done = tx.update(
        _write_offs,
        _write_offs.c.id == write_off.id,
        _write_offs.c.undone_at.is_(None),
        undone_at=tx.now,
    )
    if done:
        invoices.change_open(tx, write_off.item_id, write_off.amount.cents)
        questions.look_anew(tx)
    return bool(done)


def standing(tx: Tx, invoice_id: str) -> tuple[WriteOff, ...]:
    """Give what is given up of an invoice, in order."""
    items = [item.id for item in invoices.items_of(tx, invoice_id)]
    query = sa.select(_write_offs).where(
        _write_offs.c.firm == tx.firm,
        _write_offs.c.undone_at.is_(None),
        tx.among(_write_offs.c.instalment, items),
    )
    return tuple(_write_off(row) for row in tx.rows(query.order_by(_write_offs.c.id)))


def closed_between(
    tx: Tx, since: datetime, until: datetime
) -> tuple[tuple[OpenItem, WriteOff], ...]:
    """Give what was closed together with payments and still is, oldest first.

    Args:
        since, until: Aware; the first moment, and the first one after.
    """
    query = sa.select(_write_offs).where(
        _write_offs.c.firm == tx.firm,
        _write_offs.c.payment.is_not(None),
        _write_offs.c.undone_at.is_(None),
        _write_offs.c.at >= since,
        _write_offs.c.at < until,
    )
    found = [_write_off(row) for row in tx.rows(query.order_by(_write_offs.c.id))]
    items = {item.id: item for item in invoices.items(tx, [w.item_id for w in found])}
    return tuple((items[each.item_id], each) for each in found)


def _write_off(row: Row) -> WriteOff:
    return WriteOff(
        id=row["id"],
        item_id=row["instalment"],
        amount=Money(row["amount_cents"], row["currency"]),
        because=row["because"],
        by=row["by"],
        at=row["at"],
        payment_id=row["payment"] or "",
    )
