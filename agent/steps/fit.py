"""Fit: whether a letter may leave as it stands; read again whenever it matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from agent.dunning.pressure import earliest
from agent.dunning.working_days import add_working_days
from agent.ledger import (
    calls,
    customers,
    disputes,
    firms,
    holds,
    invoices,
    letter_book,
    letter_items,
    outbox,
    plans,
    promises,
)
from agent.ledger.book import AGENT, Tx
from agent.ledger.contested import less_contested
from agent.model.case import Hold
from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.model.letter import ANSWERS, COPY, DRAFTS, NOT_DUNNING, Delivery
from agent.steps import enclosed
from agent.steps.desk import Desk, SendingMode
from agent.steps.own_account import why_misdirects

ALL_LETTERS = "all letters"  # what stands still while a person stopped them


def mode(desk: Desk, tx: Tx) -> SendingMode:
    """Give how freely letters leave now: the configuration, once gone live."""
    on = firms.switches(tx)
    if "live" in on and "paused" not in on:
        return desk.sending.mode
    return "off"


def why_off(desk: Desk, tx: Tx) -> str:
    """Say why sending to customers is off, and the cure; empty if it is on."""
    stopped = firms.switched(tx, "paused")
    if stopped is not None:
        on = stopped.at.astimezone(desk.clock.zone)
        how = f"{stopped.by} stopped all letters"
        mend = ""
        if stopped.by == AGENT:
            how, mend = "all letters were stopped", "once that is mended, "
        return (
            f"{how} on {on:%Y-%m-%d at %H:%M}: {stopped.because}; "
            f"{mend}`sollecito resume` lets them leave"
        )
    if desk.sending.mode == "off":
        return 'the configuration says [sending] mode = "off"'
    if not firms.switch(tx, "live"):
        return "sending is not live yet; `sollecito go-live` switches it on"
    return ""


def why_unfit(
    desk: Desk, tx: Tx, delivery: Delivery, customer: Customer | None = None
) -> str:
    """Say why a letter must not leave as it stands; empty if it may.

    Read again in the claiming transaction: amounts, holds, calls, the address,
    the days it speaks of, and how lately he heard from us. The sentence goes
    into the log: it holds no names and nobody's words.

    Args:
        customer: Whose letter it is, if he was read in this transaction.
    """
    was = letter_book.enclosed(tx, delivery.letter_id)
    items = _as_asked(desk, tx, was, delivery.customer_id)
    customer = customer or customers.get(tx, delivery.customer_id)
    concerned = {item.invoice_id for item in items.values()}
    if delivery.kind in ANSWERS:
        return (
            _changed(desk, tx, was, items, delivery)
            or stopped_by_hand(desk, tx, customer.id)
            or _misaddressed(desk, customer, delivery)
            or _misdirecting(desk, tx, delivery)
            or _answered(desk, tx, delivery, concerned)
        )
    return (
        _changed(desk, tx, was, items, delivery)
        or _held(desk, tx, customer.id, concerned)
        or _to_be_phoned(tx, customer)
        or _misaddressed(desk, customer, delivery)
        or _misdirecting(desk, tx, delivery)
        or _outdated(desk, delivery, tuple(items.values()))
        or _too_soon(desk, tx, customer, delivery)
    )


def _as_asked(
    desk: Desk, tx: Tx, item_ids: Iterable[str], customer_id: str
) -> dict[str, OpenItem]:
    """Give items as a letter asks for them now.

    What is contested is taken off all that he owes, as when letters are written: it
    may be of an instalment that this letter does not name.
    """
    owed = invoices.open_items(tx, [customer_id], desk.rules.self_collected)
    now = {item.id: item for item in less_contested(tx, owed)}
    return {item.id: now.get(item.id, item) for item in invoices.items(tx, item_ids)}


def _changed(
    desk: Desk,
    tx: Tx,
    was: dict[str, int],
    items: dict[str, OpenItem],
    delivery: Delivery,
) -> str:
    asks = delivery.kind != COPY
    for item_id, cents in was.items():
        item = items.get(item_id)
        if item is None:
            return "an invoice it lists was cancelled or is in review"
        if not item.open.cents and _is_recut(tx, delivery.customer_id, item):
            return f"{item.number} is paid in parts now, by a plan"
        if item.open.cents != cents:
            return f"{item.number}: {item.open} is open now, not what it says"
        if asks and cents and item.is_collected(desk.rules.self_collected):
            return f"{item.number} is collected by us"
    for item in invoices.open_items(tx, [delivery.customer_id]):
        if item.open.cents < 0 and item.id not in was:
            return f"credit note {item.number} came since"
    return ""


def _is_recut(tx: Tx, customer_id: str, item: OpenItem) -> bool:
    """Tell an instalment in whose place a plan put others."""
    return any(
        item.invoice_id in plan.invoice_ids and plan.state in ("running", "broken")
        for plan in plans.of_customer(tx, customer_id)
    )


def _held(desk: Desk, tx: Tx, customer_id: str, invoice_ids: set[str]) -> str:
    today = desk.clock.today()
    for hold in holds.standing(tx, [customer_id]):
        if _stops(hold, invoice_ids, today):
            return f"a hold stands ({hold.reason})"
    return ""


def _stops(hold: Hold, invoice_ids: set[str], today: date) -> bool:
    concerns = not hold.invoice_id or hold.invoice_id in invoice_ids
    return concerns and hold.covers(today)


def stopped_by_hand(desk: Desk, tx: Tx, customer_id: str) -> str:
    """Say that a person stopped all letters to a customer; empty if nobody did."""
    today = desk.clock.today()
    for hold in holds.standing(tx, [customer_id]):
        if hold.reason == "hand" and not hold.invoice_id and hold.covers(today):
            return "a person stopped all letters to him"
    return ""


def _objects(tx: Tx, customer_id: str, today: date) -> bool:
    """Tell whether a mail of his contests something, until a person decides."""
    return any(
        hold.reason == "dispute" and not hold.invoice_id and hold.covers(today)
        for hold in holds.standing(tx, [customer_id])
    )


def _answered(desk: Desk, tx: Tx, delivery: Delivery, invoice_ids: set[str]) -> str:
    """Say that there is nothing left to answer; empty if there is."""
    today, written_on = desk.clock.today(), _written_on(desk, delivery)
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


def _to_be_phoned(tx: Tx, customer: Customer) -> str:
    waiting = calls.listed(tx, customer=customer.id)
    return f"call {waiting[0].no} is to be made first" if waiting else ""


def _misaddressed(desk: Desk, customer: Customer, delivery: Delivery) -> str:
    by_pec = delivery.channel == "pec"
    if by_pec and desk.pec is None:
        return "no certified mailbox is configured any more"
    if delivery.kind == COPY and customer.may_get(delivery.recipient):
        return ""  # it goes to whoever of theirs asked for it
    if delivery.recipient != (customer.certified if by_pec else customer.write_to):
        return "the customer's address is no longer the one it is addressed to"
    return ""


def _misdirecting(desk: Desk, tx: Tx, delivery: Delivery) -> str:
    """Tell a letter written before the account to pay to was changed."""
    letter = letter_book.words(tx, delivery.letter_id)
    return why_misdirects(desk, replace(letter, html=""))


def _outdated(desk: Desk, delivery: Delivery, items: Sequence[OpenItem]) -> str:
    """Tell a letter whose days have passed: it would speak of a past as to come."""
    today, written_on = desk.clock.today(), _written_on(desk, delivery)
    if any(written_on <= item.due_on < today for item in items):
        return "a due date it speaks of as to come has passed"
    days = desk.sending.approval_days
    if add_working_days(written_on, days, desk.rules.is_closed) < today:
        return f"it was written on {written_on}: its days no longer fit"
    return ""


def _written_on(desk: Desk, delivery: Delivery) -> date:
    assert delivery.created_at is not None, "a letter was written at some time"
    return delivery.created_at.astimezone(desk.clock.zone).date()


def _too_soon(desk: Desk, tx: Tx, customer: Customer, delivery: Delivery) -> str:
    """Tell a letter that would come too soon after another, or after a call."""
    zone, today = desk.clock.zone, desk.clock.today()
    moments = [
        letter.sent_at or letter.created_at
        for letter in outbox.of_customer(tx, customer.id)
        if letter.id != delivery.id
        and letter.state not in letter_items.VOID
        and letter.kind not in NOT_DUNNING
    ]
    moments += [at for _, at in calls.reached(tx, [customer.id])]
    contacts = [at.astimezone(zone).date() for at in moments if at is not None]
    day = earliest(contacts, desk.rules.procedure_of(customer), today)
    if day > today:
        return f"he heard from us lately; the next letter may leave on {day}"
    return ""
