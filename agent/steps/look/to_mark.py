"""To mark: what is settled here and still open in the invoicing program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agent.ledger import customers, listed, payments, write_offs
from agent.ledger.book import Tx
from agent.ledger.listed import Document
from agent.model.money import Money
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.open_items import open_here, to_mark


@dataclass(frozen=True, slots=True)
class ToMark:
    """One document that the invoicing program has open, and that is less so here.

    Args:
        because: The payments put against it, and what else ended it.
    """

    number: str
    customer_no: int
    customer: str
    there: Money
    here: Money
    because: tuple[str, ...]


def rows_to_mark(desk: Desk) -> tuple[ToMark, ...]:
    """List what a person should mark in the invoicing program, oldest first."""
    with picture(desk) as tx:
        return tuple(_row(tx, each) for each in to_mark(tx))


def why_none(desk: Desk) -> str:
    """Say why nothing is to be marked: nothing differs, or no list was ever read."""
    with picture(desk) as tx:
        if listed.read_on(tx) is not None:
            return "Your invoicing program's last list has nothing open that is paid."
    return (
        "No list of what is open there was ever imported: `sollecito import "
        "--open-items FILE` reads one."
    )


def _row(tx: Tx, one: Document) -> ToMark:
    customer = customers.get(tx, one.customer_id)
    assert one.listed is not None, "the list names it"
    return ToMark(
        number=one.number,
        customer_no=customer.no,
        customer=customer.name,
        there=one.listed,
        here=open_here(one),
        because=tuple(_reasons(tx, one)),
    )


def _reasons(tx: Tx, one: Document) -> Iterator[str]:
    for part in (
        each for item in one.items for each in payments.allocations(tx, item=item)
    ):
        payment = payments.get(tx, part.payment_id)
        until = ", subject to collection" if part.kind == "collected" else ""
        yield f"payment {payment.no} of {payment.booked_on}: {part.amount}{until}"
    for given_up in write_offs.standing(tx, one.id):
        yield f"given up: {given_up.amount}"
    if one.state == "cancelled":
        yield "cancelled here"
