"""Open sum: how what is open of an invoice follows from what it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from agent.ledger import invoices, payments, write_offs
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.model.money import Money, total


def reckoned(tx: Tx, entry: Entry) -> str:
    """Say of what an open sum is the rest, and what was taken off.

    Returns:
        "100.00 EUR less 40.00 EUR of payment 1"; empty where it is the total.
    """
    items = invoices.items_of(tx, entry.id)
    asked = total([item.amount for item in items])
    if len(asked) != 1 or (asked[0] == entry.open == entry.total):
        return ""
    changes = "".join(_changes(tx, entry, [item.id for item in items]))
    is_part = asked[0] != entry.total
    return f"{asked[0]}{' to be transferred' if is_part else ''}{changes}"


def _changes(tx: Tx, entry: Entry, items: list[str]) -> Iterator[str]:
    for item in items:
        for part in payments.allocations(tx, item=item):
            yield _change(
                part.amount, f"of payment {payments.get(tx, part.payment_id).no}"
            )
    for given_up in write_offs.standing(tx, entry.id):
        yield _change(given_up.amount, "given up")


def _change(amount: Money, what: str) -> str:
    return f" less {amount} {what}" if amount.cents > 0 else f" plus {-amount} {what}"
