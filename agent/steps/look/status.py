"""Status: where everything stands, in a few figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from agent.ledger import (
    cases,
    coverage,
    due,
    listed,
    messages,
    outbox,
    quarantine,
)
from agent.model.money import Money, total
from agent.steps import collected, fit, open_items
from agent.steps.day_to_do import open_calls
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.holding import in_force
from agent.steps.in_question import in_question
from agent.steps.waiting import why_none_leaves


@dataclass(frozen=True, slots=True)
class Status:
    """Where everything stands, in a few figures.

    Args:
        sending: off, approve, auto or paused.
        off_because: Why no letter leaves, and the cure; empty if they do.
        stands_still: What does not move, and since when.
        covered: The covered-through day of each bank account.
        collected: Open sums that we collect ourselves; not among `owed`.
        listed_on: Of what day the last list of the invoicing program is; None = none.
        to_mark: Documents paid here that it has open.
    """

    now: datetime
    sending: str
    off_because: str
    owed: tuple[Money, ...]
    overdue: tuple[Money, ...]
    open_invoices: int
    to_approve: int
    questions: int
    calls: int
    holds: int
    in_quarantine: int
    sent_today: int
    messages: dict[str, int]
    stands_still: tuple[str, ...]
    covered: dict[str, date | None]
    collected: tuple[Money, ...] = ()
    listed_on: date | None = None
    to_mark: int = 0


def status(desk: Desk) -> Status:
    """Give where everything stands."""
    today, zone = desk.clock.today(), desk.clock.zone
    with picture(desk) as tx:
        midnight = datetime.combine(today, datetime.min.time(), zone)
        everyone = cases.every(tx, desk.terms)
        items = [standing.item for case in everyone for standing in case.standings]
        return Status(
            now=tx.now,
            sending=fit.shown_mode(desk, tx),
            off_because=why_none_leaves(desk, tx),
            owed=total([item.open for item in items]),
            overdue=total([i.open for i in items if i.days_overdue(today) > 0]),
            open_invoices=len({item.invoice_id for item in items}),
            to_approve=sum(
                bool(d.customer_id) for d in outbox.in_state(tx, "proposed")
            ),
            questions=len(in_question(tx)),
            calls=len(open_calls(desk, tx, today)),
            holds=len(in_force(tx, today)),
            in_quarantine=len(quarantine.listed(tx)),
            sent_today=len(outbox.sent_since(tx, midnight)),
            messages=messages.count(tx),
            stands_still=tuple(
                f"{each.what} since {each.since.astimezone(zone):%Y-%m-%d %H:%M}: "
                f"{each.because}"
                for each in due.standings(tx)
                if each.since is not None and each.what != fit.ALL_LETTERS
            ),
            covered=coverage.days(tx),
            collected=collected.awaited(desk, tx),
            listed_on=listed.read_on(tx),
            to_mark=len(open_items.to_mark(tx)),
        )
