"""Answer fit: whether an answer of ours still has something to answer."""

from __future__ import annotations

from datetime import date

from agent.dunning.working_days import add_working_days
from agent.ledger import disputes, holds, invoices, letter_book, plans, promises
from agent.ledger.book import Tx
from agent.ledger.contested import less_contested
from agent.model.letter import COPY, DRAFTS, Delivery
from agent.steps import enclosed
from agent.steps.desk import Desk


def why_pointless(desk: Desk, tx: Tx, delivery: Delivery, invoice_ids: set[str]) -> str:
    """Say why an answer would answer nothing any more; empty if it would."""
    today, written_on = desk.clock.today(), day_written(desk, delivery)
    days = desk.sending.approval_days
    if add_working_days(written_on, days, desk.rules.is_closed) < today:
        return f"it was written on {written_on}: it would come too late"
    if delivery.kind == "dispute_acknowledged":
        contested = any(disputes.listed(tx, invoice=each) for each in invoice_ids)
        contested = contested or _objects(tx, delivery.customer_id, today)
        return "" if contested else "the invoice is no longer contested"
    if delivery.kind == COPY:
        return _lacks_copies(tx, delivery, invoice_ids)
    if delivery.kind == "thank_you":
        return _owes_more(desk, tx, delivery.customer_id)
    if delivery.kind in DRAFTS:
        is_account = delivery.kind == "account_statement"
        return _left_out(desk, tx, delivery) if is_account else ""
    if delivery.kind == "plan_proposed":
        known = plans.of_customer(tx, delivery.customer_id)
        proposed = any(plan.state == "proposed" for plan in known)
        return "" if proposed else "the plan it proposes stands no longer"
    stands = any(
        promise.until >= today and promise.at <= (delivery.created_at or promise.at)
        for promise in promises.in_state(tx, "open", delivery.customer_id)
    )
    return "" if stands else "the promise it confirms stands no longer"


def _objects(tx: Tx, customer_id: str, today: date) -> bool:
    """Tell whether a mail of his contests something, until a person decides."""
    return any(
        hold.reason == "dispute" and not hold.invoice_id and hold.covers(today)
        for hold in holds.standing(tx, [customer_id])
    )


def _owes_more(desk: Desk, tx: Tx, customer_id: str) -> str:
    """Tell that something is overdue by now; empty if nothing is."""
    today, methods = desk.clock.today(), desk.rules.self_collected
    for item in less_contested(tx, invoices.open_items(tx, [customer_id], methods)):
        if item.open.cents > 0 and item.days_overdue(today) > 0:
            return f"{item.number} is overdue by now"
    return ""


def _lacks_copies(tx: Tx, delivery: Delivery, invoice_ids: set[str]) -> str:
    """Tell a letter whose copies are gone, or too big by now; empty if it is not."""
    listed = invoices.items(tx, letter_book.enclosed(tx, delivery.letter_id))
    asked = {item.invoice_id for item in listed if item.amount.cents > 0}
    found = enclosed.copies_of(tx, invoice_ids)
    lacks = not all(found.get(each) for each in asked)
    return "a copy it speaks of cannot go with it" if lacks else ""


def _left_out(desk: Desk, tx: Tx, delivery: Delivery) -> str:
    """Tell an account that a newer invoice is missing from; empty if none is."""
    was = letter_book.enclosed(tx, delivery.letter_id)
    methods = desk.rules.self_collected
    known = invoices.open_items(tx, [delivery.customer_id], methods)
    for item in less_contested(tx, known):
        if item.open.cents > 0 and item.id not in was:
            return f"{item.number} is open now, and it does not say so"
    return ""


def day_written(desk: Desk, delivery: Delivery) -> date:
    """Give the day on which a letter was written."""
    assert delivery.created_at is not None, "a letter was written at some time"
    return delivery.created_at.astimezone(desk.clock.zone).date()
