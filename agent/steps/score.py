"""Scores: how late customers pay, and what a person said of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from agent.dunning.lateness import Lateness, lateness, sentence
from agent.ledger import courses, events, plans, promises
from agent.ledger.book import Tx
from agent.model.course import Course
from agent.model.customer import Customer
from agent.steps.desk import Desk

_PAST = timedelta(days=730)


def told(desk: Desk, tx: Tx, customer: Customer) -> str:
    """Say how a customer pays, and who says so."""
    if customer.score_note:
        return f"How he pays, as one of us says: {customer.score_note}."
    known = courses.some(tx, [customer.id], desk.clock.today() - _PAST)
    found = scores(desk, tx, known).get(customer.id, Lateness(0, 0, 0, None))
    return f"How he pays: {sentence(found)}."


def scores(desk: Desk, tx: Tx, known: Sequence[Course]) -> dict[str, Lateness]:
    """Reckon the score of each customer who was invoiced.

    Args:
        known: What was invoiced in the past, settled or open.
    """
    today = desk.clock.today()
    broken = Counter(one.customer_id for one in promises.in_state(tx, "broken"))
    broken.update(one.customer_id for one in plans.in_state(tx, "broken"))
    since = datetime.combine(today - _PAST, time(), UTC)
    bounced = Counter(
        link.partition(":")[2]
        for event in events.since(tx, since, "letter.bounced")
        for link in event.links
        if link.startswith("customer:")
    )
    his: defaultdict[str, list[Course]] = defaultdict(list)
    for course in known:
        his[course.customer_id].append(course)
    return {
        customer_id: lateness(theirs, today, broken[customer_id], bounced[customer_id])
        for customer_id, theirs in his.items()
    }
