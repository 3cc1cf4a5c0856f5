"""Concerned: whom and what an order of the owner is about, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from agent.ledger import customers, invoices, letter_book, outbox
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.ledger.orders import Given
from agent.model.letter import Delivery
from agent.model.money import Money
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.ordered import name_of, owner


@dataclass(frozen=True, slots=True)
class Done:
    """What became of an order.

    Args:
        code: "done.x", or "ask.x" where it cannot be obeyed as it stands.
        made: What it brought about, "kind:id", to be undone.
    """

    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    made: str = ""

    @property
    def is_done(self) -> bool:
        """Tell whether anything was done."""
        return self.code.startswith("done.")


def parts(given: Given) -> tuple[str, str]:
    """Give kind and key of what an order is about."""
    kind, _, key = given.about.partition(":")
    return kind, key


def until_when(given: Given) -> date | None:
    """Give the day an order names; None if it names none."""
    said = given.said.get("until", "")
    return date.fromisoformat(said) if said else None


def who(desk: Desk, given: Given) -> dict[str, str]:
    """Give the customer's name as the answer tells it."""
    with picture(desk) as tx:
        return {"name": name_of(tx, given.about)}


def as_named(desk: Desk, given: Given) -> dict[str, str]:
    """Give whom an order is about, as the verbs of a person name him; or nothing."""
    kind, key = parts(given)
    if kind == "invoice":
        return {"invoice": key}
    with picture(desk) as tx:
        customer_id = owner(tx, given.about)
        if not customer_id:
            return {}
        return {"customer": str(customers.get(tx, customer_id).no)}


def one_invoice(desk: Desk, given: Given) -> Entry | None:
    """Give the one invoice an order can mean; None where there are several."""
    kind, key = parts(given)
    with picture(desk) as tx:
        if kind == "invoice":
            return invoices.find(tx, (), key)[0]
        if kind == "letter":
            found = listed(tx, outbox.of_letter(tx, int(key)))
        else:
            items = invoices.open_items(tx, [owner(tx, given.about) or "-"])
            found = {item.invoice_id for item in items}
        if len(found) != 1:
            return None
        return invoices.find(tx, (), found.pop())[0]


def listed(tx: Tx, letter: tuple[Delivery, ...]) -> set[str]:
    """Give the invoices that a letter is about and that are still to be paid."""
    inside = letter_book.enclosed(tx, letter[0].letter_id) if letter else {}
    return {item.invoice_id for item in invoices.items(tx, inside) if item.open.cents}


def in_cents(amount: Money) -> list[object]:
    """Give a sum as an order keeps it."""
    return [amount.cents, amount.currency]
