"""Effort: what people did about debts, counted from the log."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from agent.dunning.effect import Effort
from agent.ledger import events
from agent.ledger.book import AGENT, Tx
from agent.model.event import Event

_APPROVED, _PHONED = "letter.approved", "call.made"
_ANSWERED = (
    *(
        "payment.settled",
        "payment.not_ours",
        "payment.not_his",
        "case.released",
        "dispute.resolved",
    ),
    *("invoice.agreed", "letter.withdrawn"),
)


def spent(tx: Tx, since: datetime) -> Effort:
    """Count what people did after a moment."""
    return _effort(_done(tx, since))


def spent_on(tx: Tx, since: datetime) -> dict[str, Effort]:
    """Count the same by customer."""
    his: defaultdict[str, list[Event]] = defaultdict(list)
    for event in _done(tx, since):
        for subject in {event.subject, *event.links}:
            kind, _, ident = subject.partition(":")
            if kind == "customer":
                his[ident].append(event)
    return {who: _effort(done) for who, done in his.items()}


def _done(tx: Tx, since: datetime) -> list[Event]:
    found = events.since(tx, since, _APPROVED, _PHONED, *_ANSWERED)
    return [event for event in found if event.actor != AGENT]


def _effort(done: Iterable[Event]) -> Effort:
    whats = [event.what for event in done]
    letters, calls = whats.count(_APPROVED), whats.count(_PHONED)
    return Effort(letters, len(whats) - letters - calls, calls)
