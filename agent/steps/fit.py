"""Fit: whether a letter may leave as it stands; read again whenever it matters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from agent.dunning.pressure import earliest
from agent.dunning.working_days import add_working_days
from agent.ledger import (
    broken,
    calls,
    customers,
    firms,
    holds,
    invoices,
    letter_book,
    letter_items,
    outbox,
    plans,
)
from agent.ledger.book import AGENT, Tx
from agent.ledger.contested import less_contested
from agent.model.case import Hold
from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.model.letter import (
    ANSWERS,
    COPY,
    NOT_DUNNING,
    PROMISE_BROKEN,
    Delivery,
)
from agent.steps.answer_fit import day_written, why_pointless
from agent.steps.desk import Desk, SendingMode
from agent.steps.own_account import why_misdirects

PAUSED = "paused"  # the switch that stops every letter
ALL_LETTERS = "all letters"  # what stands still while a person stopped them


def mode(desk: Desk, tx: Tx) -> SendingMode:
    """Give how freely letters leave now: the configuration, once gone live."""
    on = firms.switches(tx)
    if "live" in on and PAUSED not in on:
        return desk.sending.mode
    return "off"


def shown_mode(desk: Desk, tx: Tx) -> SendingMode | Literal["paused"]:
    """Give how letters leave as it is told: what goes on after a stop is "paused"."""
    on = firms.switches(tx)
    goes_on = "live" in on and PAUSED in on and desk.sending.mode != "off"
    return "paused" if goes_on else mode(desk, tx)


def why_off(desk: Desk, tx: Tx) -> str:
    """Say why sending to customers is off, and the cure; empty if it is on."""
    if stopped := why_stopped(desk, tx):
        return stopped
    if desk.sending.mode == "off":
        return 'the configuration says [sending] mode = "off"'
    if not firms.switch(tx, "live"):
        return "sending is not live yet; `sollecito go-live` switches it on"
    return ""


def why_stopped(desk: Desk, tx: Tx) -> str:
    """Say who stopped all letters, why and the cure; empty if nobody did."""
    stopped = firms.switched(tx, PAUSED)
    if stopped is not None:
        on = stopped.at.astimezone(desk.clock.zone)
        how = f"{stopped.by} stopped all letters"
        end = f" until {stopped.until.isoformat()}" if stopped.until else ""
        mend = ""
        if stopped.by == AGENT:
            how, mend = "all letters were stopped", "once that is mended, "
        return (
            f"{how} on {on:%Y-%m-%d at %H:%M}{end}: {stopped.because}; "
            f"{mend}`sollecito resume` lets them leave"
        )
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
            or why_pointless(desk, tx, delivery, concerned)
        )
    return (
        _changed(desk, tx, was, items, delivery)
        or _held(desk, tx, customer.id, concerned)
        or _to_be_phoned(tx, customer)
        or _misaddressed(desk, customer, delivery)
        or _misdirecting(desk, tx, delivery)
        or why_outdated(desk, delivery, tuple(items.values()), desk.clock.today())
        or _unpromised(desk, tx, delivery, tuple(items.values()))
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


def why_outdated(
    desk: Desk, delivery: Delivery, items: Sequence[OpenItem], day: date
) -> str:
    """Say why a letter's days do not fit on a day: it spoke of a past as to come."""
    written_on = day_written(desk, delivery)
    if any(written_on <= item.due_on < day for item in items):
        return "a due date it speaks of as to come has passed"
    days = desk.sending.approval_days
    if add_working_days(written_on, days, desk.rules.is_closed) < day:
        return f"it was written on {written_on}: its days no longer fit"
    return ""


def _unpromised(
    desk: Desk, tx: Tx, delivery: Delivery, items: Sequence[OpenItem]
) -> str:
    """Tell a letter about a broken promise that was none, or was taken back."""
    if delivery.kind != PROMISE_BROKEN:
        return ""
    stands = broken.stands(tx, delivery.customer_id, items, desk.clock.zone)
    return "" if stands else "the promise it speaks of stands no longer"


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
