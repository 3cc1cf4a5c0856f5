"""Collections: how instalments are paid, and which of them came back unpaid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.items import IS_OPEN, ITEMS, METHOD, items_by
from agent.ledger.statements import given, given_any
from agent.model.invoice import Instalment, OpenItem

_instalments, _words = tables.instalments, tables.customer_words
_SAID = sa.select(_words.c.customer).where(
    given(_words.c.firm), given_any(_words.c.word)
)
_OF_AMOUNTS = ITEMS.where(
    given_any(_instalments.c.amount_cents), _instalments.c.customer.in_(_SAID)
)


def by_methods(tx: Tx, methods: Iterable[str]) -> tuple[OpenItem, ...]:
    """Give open items that are paid by one of these methods, its customer's or its own."""
    found = ITEMS.where(IS_OPEN, tx.among(METHOD, methods))
    return items_by(tx, found)


def of_amounts(
    tx: Tx, cents: Iterable[int], words: Iterable[str]
) -> tuple[OpenItem, ...]:
    """Give instalments of just such an amount, paid or not, by whose name is said.

    Args:
        words: Of his name one at least is among them.
    """
    return items_by(tx, _OF_AMOUNTS, amount_cents=cents, word=words)


def set_returned(tx: Tx, item_id: str, on: date | None) -> None:
    """Note that an instalment came back unpaid on a day, or that it did not."""
    tx.change(_instalments, item_id, returned_on=on)


def say_methods(tx: Tx, invoice_id: str, parts: Sequence[Instalment]) -> bool:
    """Note how instalments are paid where that was not known; True if one is news."""
    changed = [
        tx.update(
            _instalments,
            _instalments.c.invoice == invoice_id,
            _instalments.c.n == n,
            _instalments.c.amount_cents == part.amount.cents,
            _instalments.c.method == "",
            method=part.method,
        )
        for n, part in enumerate(parts, 1)
        if part.method
    ]
    return any(changed)
