"""Ease off: take back letters that no longer fit, end holds that lost their cause."""

from __future__ import annotations

from datetime import date

from agent.channels.protocol import Withdrawn
from agent.ledger import customers, events, firms, holds, invoices, outbox, promises
from agent.ledger.book import Tx
from agent.model.case import Hold
from agent.model.letter import Delivery
from agent.steps.desk import Desk, SendingMode
from agent.steps.fate import let

_NOT_GONE = ("proposed", "approved", "ready")
_ANSWERED_BY_MONEY = ("claim", "promise")


def mode(desk: Desk, tx: Tx) -> SendingMode:
    """Give how freely letters leave now: the configuration, once gone live."""
    if firms.switch(tx, "live") and not firms.switch(tx, "paused"):
        return desk.sending.mode
    return "off"


def why_unfit(desk: Desk, tx: Tx, delivery: Delivery) -> str:
    """Say why a letter must not leave as it stands; empty if it may.

    Read again in the claiming transaction: amounts, holds, the address.
    """
    today = desk.clock.today()
    was = outbox.enclosed(tx, delivery.letter_id)
    items = {item.id: item for item in invoices.items(tx, was)}
    for item_id, cents in was.items():
        item = items.get(item_id)
        if item is None:
            return "an invoice it lists was cancelled or is in review"
        if item.open.cents != cents:
            return f"{item.number}: {item.open} is open now, not what it says"
    listed = {item.invoice_id for item in items.values()}
    for hold in holds.standing(tx, [delivery.customer_id]):
        if _stops(hold, listed, today):
            return f"held: {hold.because}"
    if customers.get(tx, delivery.customer_id).write_to != delivery.recipient:
        return "the customer's address is no longer the one it is addressed to"
    return ""


def _stops(hold: Hold, invoice_ids: set[str], today: date) -> bool:
    concerns = not hold.invoice_id or hold.invoice_id in invoice_ids
    return concerns and hold.covers(today)


def take_back(desk: Desk, tx: Tx, customer_id: str) -> int:
    """Withdraw the customer's letters that have not left and no longer fit."""
    withdrawn = 0
    for delivery in outbox.of_customer(tx, customer_id):
        if delivery.state not in _NOT_GONE:
            continue
        because = why_unfit(desk, tx, delivery)
        if because:
            withdraw(tx, delivery, because)
            withdrawn += 1
    return withdrawn


def withdraw(tx: Tx, delivery: Delivery, because: str) -> bool:
    """Take a letter back before it leaves; False where it was taken up meanwhile."""
    if let(tx, delivery, Withdrawn(), because) is None:
        return False
    items = invoices.items(tx, outbox.enclosed(tx, delivery.letter_id))
    events.write(
        tx,
        "letter.withdrawn",
        f"letter:{delivery.letter_id}",
        because,
        f"customer:{delivery.customer_id}",
        *{f"invoice:{item.invoice_id}" for item in items},
        no=delivery.letter_no,
    )
    return True


def after_payment(desk: Desk, tx: Tx, customer_id: str) -> None:
    """Ease off after money came in: letters, promises and claims answered by it."""
    take_back(desk, tx, customer_id)
    today = desk.clock.today()
    overdue = [
        item
        for item in invoices.open_items(tx, [customer_id])
        if item.open.cents > 0 and item.days_overdue(today) > 0
    ]
    for promise in promises.in_state(tx, "open", customer_id):
        left = [item for item in overdue if promise.invoice_id in ("", item.invoice_id)]
        if not left:
            promises.end(tx, promise.id, "kept")
            holds.release_for(tx, promise.id, "the promise was kept")
            events.write(
                tx,
                "promise.kept",
                f"promise:{promise.id}",
                "what was promised is paid",
                f"customer:{customer_id}",
            )
    if overdue:
        return
    for hold in holds.standing(tx, [customer_id]):
        if hold.reason in _ANSWERED_BY_MONEY and not hold.invoice_id:
            holds.release(tx, hold.id, "everything overdue is paid")
