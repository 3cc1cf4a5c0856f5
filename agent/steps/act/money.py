"""What a person decides about payments and invoices."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from agent.errors import Refused
from agent.ledger import events, invoices, payers, payments, write_offs
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Allocation, BankLine, Candidate, Payment
from agent.steps import ease
from agent.steps.act.allocating import fill, forget_entry, take_back
from agent.steps.act.named import the_customer, the_invoice, the_payment
from agent.steps.desk import Desk
from agent.steps.each import each, picture, transaction
from agent.steps.settle import marks_of, post, settle

_LATEST = 1000  # payments among which the same entry is looked for
_BY_A_PERSON = ("not_ours", "by_hand")


def accept(desk: Desk, by: str, payment_no: int, rank: int = 1) -> Candidate:
    """Confirm one of the candidates proposed for a payment.

    Raises:
        Refused: There is no such payment or candidate, or it no longer fits.
    """
    with transaction(desk, by) as tx:
        payment = the_payment(tx, payment_no)
        found = payments.candidates(tx, payment.id)
        if not 1 <= rank <= len(found):
            raise Refused(
                f"payment {payment_no} has {len(found)} candidates, not {rank}"
            )
        chosen = found[rank - 1]
        _must_fit(tx, payment, chosen.allocations)
        post(desk, tx, payment, chosen, by=by)
    _settle_others(desk)
    return chosen


def allocate(desk: Desk, by: str, payment_no: int, numbers: Sequence[str]) -> None:
    """Put a payment against invoices in the order named, oldest instalment first.

    What is left over stays free; what is missing stays open.

    Raises:
        Refused: A name fits nothing, the invoices belong to several customers,
            the bank took the payment back, or nothing is left to allocate.
    """
    with transaction(desk, by) as tx:
        payment = the_payment(tx, payment_no)
        if payment.state == "undone":
            raise Refused(f"the bank took payment {payment_no} back")
        named = [the_invoice(tx, number) for number in numbers]
        if len({entry.customer_id for entry in named}) != 1:
            raise Refused("name invoices of one customer at a time")
        parts = fill(tx, payment.free, named)
        if not parts:
            raise Refused(f"nothing of payment {payment_no} fits these invoices")
        post(
            desk,
            tx,
            payment,
            Candidate(named[0].customer_id, parts, 1.0, (f"{by} allocated it",)),
            by=by,
        )
    _settle_others(desk)


def _settle_others(desk: Desk) -> None:
    """Ask anew about the payments still in question: one answer may be another's."""

    def work(_name: str) -> None:
        settle(desk, again=True)

    each(desk, ["the other payments"], work)


def _must_fit(tx: Tx, payment: Payment, parts: Sequence[Allocation]) -> None:
    items = {
        item.id: item for item in invoices.items(tx, [part.item_id for part in parts])
    }
    asked = sum(part.amount.cents for part in parts)
    fits = all(
        part.item_id in items and _within(items[part.item_id], part) for part in parts
    )
    if not fits or asked > payment.free.cents:
        raise Refused(
            f"payment {payment.no} or its invoices changed meanwhile; look at "
            "`sollecito review` again"
        )


def _within(item: OpenItem, part: Allocation) -> bool:
    low, high = sorted((0, item.open.cents))
    return low <= part.amount.cents <= high


def not_ours(desk: Desk, by: str, payment_no: int, because: str) -> None:
    """Say that a payment pays no invoice; reminders held for it go on.

    Raises:
        Refused: There is no such payment, or some of it is allocated.
    """
    with transaction(desk, by) as tx:
        payment = the_payment(tx, payment_no)
        if payments.allocations(tx, payment=payment.id):
            raise Refused(f"payment {payment_no} is allocated; take that back first")
        asked = {one.customer_id for one in payments.candidates(tx, payment.id)}
        payments.decide(tx, payment.id, "not_ours", because)
        payments.drop_proposals(tx, payment.id)
        ease.answered(tx, asked)
        _log(tx, payment, "payment.not_ours", "a person says it pays no invoice")


def undo(desk: Desk, by: str, payment_no: int) -> int:
    """Take back what was decided about a payment, and what that taught.

    Whose a bank's payment is becomes a question again, and the customer is held
    meanwhile; an entry by hand is gone; "pays no invoice" is forgotten.

    Returns:
        How many allocations were taken back.

    Raises:
        Refused: Nothing was decided about it.
    """
    with transaction(desk, by) as tx:
        payment = the_payment(tx, payment_no)
        done = payments.allocations(tx, payment=payment.id)
        decision, _ = payments.decision_of(tx, payment.id)
        if payment.state == "undone" or not (done or decision in _BY_A_PERSON):
            raise Refused(f"nothing was decided about payment {payment_no}")
        for customer_id in {allocation.customer_id for allocation in done}:
            for mark in marks_of(payment):
                payers.unteach(tx, mark, customer_id)
        if payment.source == "hand":
            forget_entry(desk, tx, payment, done)
        elif done:
            take_back(desk, tx, payment, done, f"{by} took it back")
        else:
            payments.decide(tx, payment.id, "new", f"{by} took it back")
        _log(tx, payment, "payment.undone", f"{by} took it back")
    _settle_others(desk)
    return len(done)


def pay(
    desk: Desk, by: str, words: str, amount: Money, paid_on: date, how: str
) -> Payment:
    """Enter money that came another way: cash, cheque, set-off, advance.

    Args:
        words: An invoice's number; or a customer, for an advance that stays free.

    Raises:
        Refused: Nothing fits the words, or the same entry stands already.
    """
    with transaction(desk, by) as tx:
        line = BankLine(paid_on, amount, is_credit=True, remittance=f"{how} {words}")
        if _stands(tx, line):
            raise Refused(f"{how} of {amount} on {paid_on} for {words} stands already")
        fingerprint = hashlib.sha256(f"hand|{tx.new_id()}".encode()).hexdigest()
        payment_id = payments.record(tx, line, "", fingerprint, "hand", "")
        payment = payments.get(tx, payment_id)
        if how == "advance":
            customer = the_customer(tx, words)
            payments.decide(tx, payment_id, "by_hand", f"advance of {customer.no}")
        else:
            entry = the_invoice(tx, words)
            parts = fill(tx, amount, [entry])
            if not parts:
                raise Refused(f"invoice {entry.number} has nothing open")
            chosen = Candidate(entry.customer_id, parts, 1.0, (f"{how}, by {by}",))
            post(desk, tx, payment, chosen, by=by)
    _settle_others(desk)
    with picture(desk) as tx:
        return payments.get(tx, payment_id)


def _stands(tx: Tx, line: BankLine) -> bool:
    """Tell whether a person entered the same money before, and let it stand."""
    return any(
        one.source == "hand"
        and one.state != "undone"
        and (one.booked_on, one.amount, one.remittance)
        == (line.booked_on, line.amount, line.remittance)
        for one in payments.latest(tx, _LATEST)
    )


def confirm_invoice(desk: Desk, by: str, words: str, due_on: date | None) -> None:
    """Settle the doubt about an invoice, so that it counts as open.

    Args:
        due_on: Its due date, where the document has none.

    Raises:
        Refused: It is not in review, or still has no due date.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        if entry.state != "review":
            raise Refused(f"invoice {entry.number} is {entry.state}, not in review")
        if due_on is None and entry.due_on is None:
            raise Refused(f"invoice {entry.number} has no due date; give one")
        if due_on is not None:
            invoices.set_due(tx, entry.id, due_on)
        invoices.set_state(tx, entry.id, "open")
        _log_invoice(tx, entry, "invoice.confirmed", f"{by} settled the doubt")
    _settle_others(desk)


def cancel_invoice(desk: Desk, by: str, words: str, because: str) -> None:
    """Say that an invoice is not to be asked for; money put against it is free."""
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        for item in invoices.items_of(tx, entry.id):
            for one in payments.allocations(tx, item=item.id):
                payment = payments.get(tx, one.payment_id)
                take_back(desk, tx, payment, [one], "its invoice was cancelled")
        invoices.set_state(tx, entry.id, "cancelled", because)
        ease.given_up(desk, tx, entry.customer_id, entry.id)
        _log_invoice(tx, entry, "invoice.cancelled", "a person cancelled it")
    _settle_others(desk)


def write_off(desk: Desk, by: str, words: str, because: str) -> Money:
    """Give up what is still open of an invoice; it is asked for no more.

    Returns:
        How much was given up.

    Raises:
        Refused: Nothing is open, or no reason is given.
    """
    if not because.strip():
        raise Refused("a debt is given up for a reason; say which")
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        owed = [item for item in invoices.items_of(tx, entry.id) if item.open.cents > 0]
        if not owed:
            raise Refused(f"invoice {entry.number} has nothing open to give up")
        for item in owed:
            write_offs.give_up(tx, item, because)
        amount = Money(sum(item.open.cents for item in owed), owed[0].open.currency)
        ease.given_up(desk, tx, entry.customer_id, entry.id)
        _log_write_off(tx, entry, "invoice.written_off", "given up", amount)
        return amount


def undo_write_off(desk: Desk, by: str, words: str) -> Money:
    """Ask again for what was given up of an invoice; give how much that is.

    Raises:
        Refused: Nothing of it was given up.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, words)
        found = write_offs.standing(tx, entry.id)
        if not found:
            raise Refused(f"nothing of invoice {entry.number} was given up")
        for each in found:
            write_offs.undo(tx, each)
        cents = sum(each.amount.cents for each in found)
        amount = Money(cents, found[0].amount.currency)
        ease.take_back(desk, tx, entry.customer_id)
        _log_write_off(tx, entry, "invoice.asked_again", "asked for again", amount)
        return amount


def _log_write_off(tx: Tx, entry: Entry, what: str, done: str, amount: Money) -> None:
    events.write(
        tx,
        what,
        f"invoice:{entry.id}",
        f"{amount} {done} by a person",
        f"customer:{entry.customer_id}",
        amount=str(amount),
    )


def _log(tx: Tx, payment: Payment, what: str, because: str) -> None:
    events.write(tx, what, f"payment:{payment.id}", because, amount=str(payment.amount))


def _log_invoice(tx: Tx, entry: Entry, what: str, because: str) -> None:
    events.write(
        tx, what, f"invoice:{entry.id}", because, f"customer:{entry.customer_id}"
    )
