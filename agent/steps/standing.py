"""Standing: what stood still goes on; nothing is written where nothing is news."""

from __future__ import annotations

from agent.ledger import due
from agent.ledger.book import Tx


def goes_on(tx: Tx, what: str) -> None:
    """Note that something works again, if it was said to stand still."""
    if any(one.what == what and one.since for one in due.standings(tx)):
        due.works(tx, what)
