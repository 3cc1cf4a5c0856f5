"""Claims: words that money is on its way, which hold reminders, and never for long."""

from __future__ import annotations

from datetime import timedelta

from agent.dunning.working_days import add_working_days
from agent.ledger import holds
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.steps import answers
from agent.steps.desk import Desk

MOST_DAYS = 5  # working days
_FORGOTTEN = timedelta(days=30)  # after these a customer may be claimed for again


def hold(
    desk: Desk, tx: Tx, stored: Stored, customer_id: str, because: str, days: int
) -> None:
    """Hold a customer's reminders because a mail says that he paid.

    However many such mails come, they hold no longer together than one may: anybody
    can write them, and send a genuine one on.

    Args:
        because: One sentence without names or his words.
        days: Working days.
    """
    today = desk.clock.today()
    first = holds.first_day(tx, customer_id, "claim", today - _FORGOTTEN) or today
    closed = desk.rules.is_closed
    until = min(
        add_working_days(today, days, closed),
        add_working_days(first, MOST_DAYS, closed),
    )
    if until >= today:
        answers.hold(desk, tx, stored, customer_id, because, until, "claim")
