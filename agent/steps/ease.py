"""Ease off: end what lost its cause once money came or a question was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date

from agent.channels.protocol import Withdrawn
from agent.ledger import (
    calls,
    customers,
    disputes,
    events,
    holds,
    invoices,
    letter_book,
    listed,
    outbox,
    promises,
    questions,
    rests,
)
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.ledger.contested import less_contested
from agent.ledger.listed import LIST
from agent.model.invoice import OpenItem
from agent.model.letter import Delivery
from agent.steps.desk import Desk
from agent.steps.fate import let
from agent.steps.fit import why_unfit
from agent.steps.repair import ADDRESS_CALLS

_ANSWERED_BY_MONEY = ("claim", "promise")
_ENDED_BY_MONEY = frozenset((*_ANSWERED_BY_MONEY, LIST))
# How matching or a person left payments whose invoice somebody must name.
QUESTIONS = ("proposed", "unknown", "undone")


def take_back(desk: Desk, tx: Tx, customer_id: str) -> tuple[int, ...]:
    """Withdraw the customer's letters that have not left and no longer fit.

    Returns:
        The numbers of these letters.
    """
    withdrawn: list[int] = []
    for delivery in outbox.of_customer(tx, customer_id):
        if delivery.state not in outbox.NOT_GONE:
            continue
        because = why_unfit(desk, tx, delivery)
        if because and withdraw(tx, delivery, because):
            withdrawn.append(delivery.letter_no)
    return tuple(withdrawn)


def withdraw(tx: Tx, delivery: Delivery, because: str) -> bool:
    """Take a letter back before it leaves; False where it was taken up meanwhile.

    Args:
        because: One sentence without names or a person's words.
    """
    if let(tx, delivery, Withdrawn(), because) is None:
        return False
    items = invoices.items(tx, letter_book.enclosed(tx, delivery.letter_id))
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
    """Ease off after money came: letters, promises, claims, calls."""
    for promise in promises.in_state(tx, "open", customer_id):
        if not still_owed(desk, tx, promise):
            keep(tx, promise)
    _owes_less(desk, tx, customer_id, "everything overdue is paid")


def after_payments(
    desk: Desk, tx: Tx, customer_ids: Set[str], paid_on: Mapping[str, date]
) -> None:
    """Ease off after money of several came; most of them have nothing to ease.

    Args:
        paid_on: The day of the last payment of those who paid themselves.
    """
    written = {one.customer_id for one in outbox.of_customers(tx, customer_ids)}
    held = {
        one.customer_id
        for one in holds.standing(tx, customer_ids)
        if one.reason in _ENDED_BY_MONEY
    }
    promised = promises.customers_with_open(tx, customer_ids)
    called = calls.customers_with_open_calls(tx)
    for customer_id in sorted(customer_ids & (written | held | promised | called)):
        after_payment(desk, tx, customer_id)
        if customer_id in paid_on and customer_id in written:
            paid(desk, tx, customer_id, paid_on[customer_id])


def _owes_less(desk: Desk, tx: Tx, customer_id: str, because: str) -> None:
    """Ease off after a debt became less.

    Args:
        because: Why nothing is overdue, where nothing is.
    """
    _agrees_now(tx, customer_id)
    take_back(desk, tx, customer_id)
    today = desk.clock.today()
    if any(item.days_overdue(today) > 0 for item in owed(desk, tx, customer_id)):
        return
    # What is promised may be due between today and the day he named.
    promised = promises.in_state(tx, "open", customer_id)
    answered = ("claim",) if promised else _ANSWERED_BY_MONEY
    for hold in holds.standing(tx, [customer_id]):
        if hold.reason in answered and not hold.invoice_id:
            holds.release(tx, hold.id, because)
    close_calls(tx, customer_id, "settled", because)


def _agrees_now(tx: Tx, customer_id: str) -> None:
    """End what the invoicing program's list held, where as much is open here now."""
    held = [one for one in holds.standing(tx, [customer_id]) if one.reason == LIST]
    if not held:
        return
    agreed = {
        one.id
        for one in listed.some(tx, (hold.invoice_id for hold in held))
        if not one.open.cents or one.open == one.listed
    }
    for hold in held:
        if hold.invoice_id in agreed:
            holds.release(tx, hold.id, listed.SETTLED)


def still_owed(desk: Desk, tx: Tx, promise: promises.Promise) -> tuple[OpenItem, ...]:
    """Give what is open of what a promise was about: due by its last day."""
    return tuple(
        item
        for item in owed(desk, tx, promise.customer_id)
        if item.due_on <= promise.until and promise.invoice_id in ("", item.invoice_id)
    )


def keep(tx: Tx, promise: promises.Promise) -> None:
    """Note that a promise was kept."""
    promises.end(tx, promise.id, "kept")
    holds.release_for(tx, promise.id, "the promise was kept")
    events.write(
        tx,
        "promise.kept",
        f"promise:{promise.id}",
        "what was promised is paid",
        f"customer:{promise.customer_id}",
    )


def given_up(desk: Desk, tx: Tx, customer_id: str, invoice_id: str) -> None:
    """Ease off after an invoice is asked for no more: by write-off, or cancelled.

    A promise to pay it is neither kept nor broken; a dispute has lost its object.
    """
    for promise in promises.in_state(tx, "open", customer_id):
        if not still_owed(desk, tx, promise):
            promises.end(tx, promise.id, "undone")
            holds.release_for(tx, promise.id, "what was promised is given up")
    for dispute in disputes.listed(tx, invoice=invoice_id):
        disputes.resolve(tx, dispute.id, "the invoice is asked for no more")
        holds.release_for(tx, dispute.id, "the invoice is asked for no more")
    _owes_less(desk, tx, customer_id, "what was overdue is asked for no more")


def close_calls(
    tx: Tx, customer_id: str, outcome: str, note: str, *reasons: str, cause: str = ""
) -> None:
    """Close a customer's open calls: there is nothing left to phone about.

    Args:
        outcome: No contact: "settled", "mended" or "with_another".
        reasons: Only those asked for so; none = all.
        cause: Only the one asked for by this letter, promise or call; empty = all.
    """
    for call in calls.listed(tx, customer=customer_id):
        if (reasons and call.reason not in reasons) or cause not in ("", call.cause):
            continue
        close_call(tx, call, outcome, note)


def close_call(tx: Tx, call: CallTask, outcome: str, note: str) -> None:
    """Close one open call; its outcome is no contact."""
    calls.done(tx, call.id, outcome, note)
    events.write(
        tx,
        "call.closed",
        f"call:{call.id}",
        f"call {call.no}: {note}",
        f"customer:{call.customer_id}",
    )


def reachable(tx: Tx, customer_id: str, named: Iterable[str]) -> None:
    """Close the calls asked for want of an address that works, if one is known now.

    Args:
        named: The addresses just learnt: a call is over once letters go to one.
    """
    write_to = customers.get(tx, customer_id).write_to
    if write_to in {email.strip().lower() for email in named}:
        said = "another address is known"
        close_calls(tx, customer_id, "mended", said, *ADDRESS_CALLS)


def heard_from(tx: Tx, customer_id: str, said: str) -> None:
    """Close the calls asked for by silence, or by a bounce where letters go again."""
    if not calls.listed(tx, customer=customer_id):
        return
    reachable_now = bool(customers.get(tx, customer_id).write_to)
    bounced = ("bounced",) if reachable_now else ()
    close_calls(tx, customer_id, "mended", said, "unconfirmed", *bounced)


def paid(desk: Desk, tx: Tx, customer_id: str, booked_on: date) -> None:
    """Take a payment for what it says: the letter that left before it was read."""
    zone = desk.clock.zone

    def is_since(letters: Sequence[Delivery]) -> bool:
        last = letters[-1].sent_at if letters else None
        return last is not None and last.astimezone(zone).date() <= booked_on

    written = outbox.of_customer(tx, customer_id)
    for address in customers.get(tx, customer_id).addresses:
        failed = [
            letter
            for letter in written
            if letter.recipient == address.email
            and letter.state in ("bounced", "refused")
        ]
        if address.dead_because and is_since(failed):
            customers.revive(tx, customer_id, address.email, tx.now)
    if is_since([letter for letter in written if letter.sent_at]):
        heard_from(tx, customer_id, "he paid since")


def answered(tx: Tx, customer_ids: Iterable[str]) -> None:
    """End the holds for money of customers about whom no question stands any more."""
    waiting = [
        hold for hold in holds.standing(tx, customer_ids) if hold.reason == "payment"
    ]
    if not waiting:
        return
    held = {hold.customer_id for hold in waiting}
    asked = questions.asked_about(tx, held, (*QUESTIONS, rests.SETTLED))
    for hold in waiting:
        if hold.customer_id not in asked:
            holds.release(tx, hold.id, "the question about the payment is answered")


def owed(desk: Desk, tx: Tx, customer_id: str) -> tuple[OpenItem, ...]:
    """Give what a customer has to pay himself: without what we collect or he contests."""
    methods = desk.rules.self_collected
    items = less_contested(tx, invoices.open_items(tx, [customer_id], methods))
    return tuple(item for item in items if item.open.cents > 0)
