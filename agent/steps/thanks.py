"""Thanks: one letter for what was paid after we asked for it, where that is wanted.

Never before one working day after a summary that showed where the money went: a
person has had the time to say that it was somebody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from agent.dunning.working_days import add_working_days
from agent.ledger import events, invoices, letter_items, outbox, payments
from agent.ledger.book import Tx
from agent.model.invoice import OpenItem
from agent.model.letter import NOT_DUNNING
from agent.steps import ease
from agent.steps.acknowledge import facts_of, put_up
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, nothing, picture, transaction
from agent.steps.fit import mode

_KIND = "thank_you"
_LOOK_BACK = timedelta(days=14)  # thanks for what is older come too late


def thank(desk: Desk, beat: Callable[[], None] = nothing) -> tuple[Fault, ...]:
    """Put up the thanks that are due; give the customers whose failed, and why.

    Args:
        beat: Called before each customer.
    """
    if desk.sending.thank_you == "off" or desk.rules.is_closed(desk.clock.today()):
        return ()
    with picture(desk) as tx:
        paid = {} if mode(desk, tx) == "off" else _paid(desk, tx)

    def one(customer_id: str) -> None:
        with transaction(desk) as tx:
            _thank(desk, tx, customer_id, paid[customer_id])

    return each(desk, sorted(paid), one, beat=beat)


def _paid(desk: Desk, tx: Tx) -> dict[str, set[str]]:
    """Give the items that shown money went to, by customer."""
    shown = _shown_until(desk, tx)
    found: dict[str, set[str]] = {}
    if shown is None:
        return found
    for event in events.since(tx, tx.now - _LOOK_BACK, "payment.settled"):
        payment_id = event.subject.partition(":")[2]
        for part in payments.allocations(tx, payment=payment_id):
            if part.at < shown:
                found.setdefault(part.customer_id, set()).add(part.item_id)
    return found


def _shown_until(desk: Desk, tx: Tx) -> datetime | None:
    """Give the moment told of by the last summary that left a working day ago."""
    zone, today = desk.clock.zone, desk.clock.today()
    found = [
        summary.created_at
        for summary in outbox.summaries_since(tx, tx.now - _LOOK_BACK)
        if summary.created_at
        and summary.sent_at
        and add_working_days(
            summary.sent_at.astimezone(zone).date(), 1, desk.rules.is_closed
        )
        <= today
    ]
    return max(found, default=None)


def _thank(desk: Desk, tx: Tx, customer_id: str, item_ids: set[str]) -> None:
    """Thank for whole invoices that letters asked for, while nothing else is late."""
    today = desk.clock.today()
    owed = ease.owed(desk, tx, customer_id)
    if any(item.days_overdue(today) > 0 for item in owed):
        return
    concerned = {item.invoice_id for item in invoices.items(tx, item_ids)}
    items = [
        item
        for invoice_id in sorted(concerned)
        for item in _settled(invoices.items_of(tx, invoice_id))
        if _was_asked_for(tx, invoice_id)
    ]
    facts = facts_of(desk, tx, customer_id, _KIND, items)
    alone = desk.sending.thank_you == mode(desk, tx) == "auto"
    put_up(desk, tx, facts, "he paid what we asked for", alone=alone)


def _settled(items: Sequence[OpenItem]) -> Sequence[OpenItem]:
    return items if not any(item.open.cents for item in items) else ()


def _was_asked_for(tx: Tx, invoice_id: str) -> bool:
    """Tell whether a letter asked for an invoice, and none has given thanks for it."""
    parts = [item.id for item in invoices.items_of(tx, invoice_id)]
    about = outbox.letters_about(tx, parts)
    return not any(one.kind == _KIND for one in about) and any(
        one.sent_at and one.state not in letter_items.VOID
        for one in about
        if one.kind not in NOT_DUNNING
    )
