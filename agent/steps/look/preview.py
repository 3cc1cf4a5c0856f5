"""Preview: what would be sent and asked for until a day, nothing changed."""

from __future__ import annotations

from datetime import date

from agent.ledger import cases, outbox
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.plan import Planned, play


def preview(desk: Desk, until: date) -> tuple[Planned, ...]:
    """Play the procedures forward to a day, as if nobody paid or answered.

    Returns:
        Letters and calls in order of day and customer; those already written
        first, with their state.
    """
    with picture(desk) as tx:
        everyone = tuple(cases.every(tx, desk.terms))
        written = [
            Planned(
                day=(letter.not_before or tx.now).astimezone(desk.clock.zone).date(),
                customer_no=0,
                customer="",
                recipient=letter.recipient,
                what=letter.kind,
                amounts=(),
                because=letter.because,
                state=letter.state,
                letter=outbox.words(tx, letter.letter_id),
            )
            for letter in outbox.in_state(tx, "proposed", "approved", "ready")
            if letter.customer_id
        ]
    planned = [plan for case in everyone for plan in play(desk, case, until)]
    ordered = sorted(planned, key=lambda plan: (plan.day, plan.customer_no))
    return (*written, *ordered)
