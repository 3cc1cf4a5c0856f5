"""The forecast in the day's summary: what is expected of the open items, by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Literal

from agent.dunning.forecast import Kept, Pledge, forecast, keeping
from agent.ledger import courses, disputes, plans, promises
from agent.ledger.book import Tx
from agent.model.course import Course
from agent.model.day import Week
from agent.steps.desk import Desk

WEEKS = 6
PAST = timedelta(days=730)  # what is learnt from


def expected(desk: Desk, tx: Tx, known: Sequence[Course]) -> tuple[Week, ...]:
    """Give what is expected, by currency and week; nothing where none is open.

    What is contested is left out; the same day gives the same figures.

    Args:
        known: What was invoiced in the past, settled or open.
    """
    today = desk.clock.today()
    contested = {one.invoice_id for one in disputes.listed(tx) if not one.part}
    told = [one for one in known if not (one.is_open and one.invoice_id in contested)]
    pledges = _pledges(tx, told)
    chance = Random(today.toordinal()).random  # noqa: S311 - no secret, and it repeats
    return tuple(
        week
        for currency in sorted({one.open.currency for one in told})
        for week in forecast(
            [one for one in told if one.open.currency == currency],
            pledges,
            today,
            WEEKS,
            desk.rules.is_closed,
            chance,
        )
    )


def past(desk: Desk, tx: Tx) -> tuple[Course, ...]:
    """Give what was invoiced in the time that the program learns from."""
    return courses.every(tx, desk.clock.today() - PAST)


def _pledges(tx: Tx, known: Sequence[Course]) -> dict[str, Pledge]:
    kept, broken = _ended(tx, "kept"), _ended(tx, "broken")
    everybody = Kept(kept.total(), broken.total())
    owed = [one for one in known if one.is_open]
    return {
        item.item_id: Pledge(
            until,
            keeping(Kept(kept[item.customer_id], broken[item.customer_id]), everybody),
        )
        for item, until in _said(tx, owed)
    }


def _ended(tx: Tx, state: Literal["kept", "broken"]) -> Counter[str]:
    """Count the promises and plans that ended so, by customer."""
    said = [one.customer_id for one in promises.in_state(tx, state)]
    return Counter([*said, *(one.customer_id for one in plans.in_state(tx, state))])


def _said(tx: Tx, owed: Sequence[Course]) -> Iterator[tuple[Course, date]]:
    """Give each item with the day its customer named; of several the last word."""
    agreed = [
        each for plan in plans.in_state(tx, "running") for each in plan.invoice_ids
    ]
    for item in owed:
        if item.invoice_id in agreed:
            yield item, item.due_on
    for promise in promises.in_state(tx, "open"):
        for item in owed:
            is_his = item.customer_id == promise.customer_id
            is_meant = (
                item.invoice_id == promise.invoice_id
                if promise.invoice_id
                else item.due_on <= promise.until
            )
            if is_his and is_meant:
                yield item, promise.until
