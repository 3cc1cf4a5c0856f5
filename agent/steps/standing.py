"""Standing: what stood still goes on; nothing is written where nothing is news."""

from __future__ import annotations

from agent.ledger import due
from agent.ledger.book import Tx


def goes_on(tx: Tx, *whats: str) -> None:
    """Note that these work again, if they were said to stand still."""
    for one in due.standings(tx):
        if one.since and one.what in whats:
            due.works(tx, one.what)


def of_letter(letter_no: int) -> str:
    """Give the words by which a letter stands still."""
    return f"letter {letter_no}"
