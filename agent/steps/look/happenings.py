"""Happenings: what the log tells of customers and money after a moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agent.ledger import customers, events
from agent.ledger.book import Tx
from agent.model.event import Event
from agent.steps.desk import Desk
from agent.steps.each import picture


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the log, with the names of those it is about.

    Args:
        what: "noun.verb" in the past: "letter.sent".
        customers: Names; empty where it is about none.
    """

    at: datetime
    what: str
    customers: tuple[str, ...]
    because: str
    data: dict[str, str | int]


def happened(desk: Desk, since: datetime, *whats: str) -> tuple[Happening, ...]:
    """Give what happened of the named kinds after a moment, oldest first."""
    with picture(desk) as tx:
        return tuple(_happening(tx, event) for event in events.since(tx, since, *whats))


def _happening(tx: Tx, event: Event) -> Happening:
    subjects = dict.fromkeys((event.subject, *event.links))
    ids = [each.partition(":")[2] for each in subjects if each.startswith("customer:")]
    names = tuple(customers.get(tx, one).name for one in ids if one)
    return Happening(event.at, event.what, names, event.because, event.data)
