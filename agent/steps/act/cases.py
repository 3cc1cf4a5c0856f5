"""What a person says of a customer: holds, promises, disputes."""

from __future__ import annotations

from datetime import date

from agent.dunning.working_days import add_working_days
from agent.errors import Refused
from agent.ledger import customers, disputes, events, holds, promises, write_offs
from agent.ledger.book import Tx
from agent.ledger.invoices import Entry
from agent.model.case import Hold
from agent.model.letter import Delivery
from agent.steps import acknowledge, ease
from agent.steps.act.named import an_amount, the_customer, the_invoice
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction

_BANK_DAYS = 2  # working days between a promised day and the line that shows it
_AGREED = ("promise", "plan")


def hold(
    desk: Desk,
    by: str,
    because: str,
    until: date | None,
    *,
    customer: str = "",
    invoice: str = "",
) -> tuple[str, tuple[int, ...]]:
    """Stop writing about a customer or one invoice.

    Args:
        until: Last day; None = until released.

    Returns:
        The customer's name, and the numbers of his letters that were taken back.

    Raises:
        Refused: The day has passed, no reason is given, or nothing fits.
    """
    if not because.strip():
        raise Refused("a hold has a reason; say --because WHY")
    if until is not None:
        must_come(desk, until)
    with transaction(desk, by) as tx:
        invoice_id, customer_id = _whom(tx, customer, invoice)
        holds.put(
            tx,
            customer_id,
            "hand",
            because,
            since=desk.clock.today(),
            until=until,
            invoice_id=invoice_id,
        )
        taken = ease.take_back(desk, tx, customer_id)
        end = until.isoformat() if until else "released"
        _log(tx, "case.held", customer_id, f"a person held it until {end}", invoice_id)
        return customers.get(tx, customer_id).name, taken


def release(
    desk: Desk, by: str, because: str, *, customer: str = "", invoice: str = ""
) -> int:
    """End the holds of a customer, or those of one invoice; give their number.

    The message, payment or letter behind a hold does not bring it back. An
    invoice's dispute stands until it is resolved, or released by its number; what
    was agreed with the customer, while anything else holds him.
    """
    today = desk.clock.today()
    with transaction(desk, by) as tx:
        invoice_id, customer_id = _whom(tx, customer, invoice)
        ended = [
            one
            for one in holds.standing(tx, [customer_id])
            if one.covers(today) and _may_end(one, invoice_id)
        ]
        if not invoice_id:
            ended = [one for one in ended if one.reason not in _AGREED] or ended
        for one in ended:
            holds.release(tx, one.id, because)
        if ended:
            _log(tx, "case.released", customer_id, "a person released it", invoice_id)
        return len(ended)


def may_have_paid(desk: Desk, *, customer: str = "", invoice: str = "") -> bool:
    """Tell whether money that may be theirs waits for an answer and holds them."""
    with picture(desk) as tx:
        _, customer_id = _whom(tx, customer, invoice)
        standing = holds.standing(tx, [customer_id])
        return any(one.reason == "payment" for one in standing)


def release_one(desk: Desk, by: str, hold_id: str) -> str:
    """End one hold that a person put; give the customer's name.

    Raises:
        Refused: It stands no more.
    """
    with transaction(desk, by) as tx:
        found = [one for one in holds.standing(tx) if one.id == hold_id]
        if not found or not holds.release(tx, hold_id, "a person took it back"):
            raise Refused("that hold stands no more")
        (one,) = found
        because = "a person took it back"
        _log(tx, "case.released", one.customer_id, because, one.invoice_id)
        return customers.get(tx, one.customer_id).name


def _may_end(one: Hold, invoice_id: str) -> bool:
    """Tell whether a release means this hold; a dispute ends by its resolution."""
    if invoice_id:
        return one.invoice_id == invoice_id
    return not (one.reason == "dispute" and one.invoice_id)


def _whom(tx: Tx, customer: str, invoice: str) -> tuple[str, str]:
    """Give (invoice id or "", customer id) of what a person names."""
    if invoice:
        entry = the_invoice(tx, invoice)
        return entry.id, entry.customer_id
    return "", the_customer(tx, customer).id


def promise(
    desk: Desk,
    by: str,
    since: date,
    until: date,
    words: str,
    *,
    customer: str = "",
    invoice: str = "",
) -> tuple[date, int]:
    """Record that a customer will pay by a day; reminders wait for it.

    The letter that confirms it to him is put up for approval.

    Returns:
        The last day of waiting, and the number of that letter; 0 = none.

    Raises:
        Refused: The day has passed.
    """
    must_come(desk, until)
    with transaction(desk, by) as tx:
        invoice_id, customer_id = _whom(tx, customer, invoice)
        last = note_promise(desk, tx, customer_id, since, until, words, invoice_id)
        return last, _number(acknowledge.promise(desk, tx, customer_id))


def _number(answer: Delivery | None) -> int:
    return answer.letter_no if answer else 0


def must_come(desk: Desk, day: date) -> None:
    """Refuse a day that has passed.

    Raises:
        Refused: It has.
    """
    if day < desk.clock.today():
        raise Refused(f"{day.isoformat()} has passed; name a day to come")


def note_promise(
    desk: Desk,
    tx: Tx,
    customer_id: str,
    since: date,
    until: date,
    words: str,
    invoice_id: str,
) -> date:
    """Write a promise down with its hold; give the last day of waiting."""
    promise_id = promises.make(tx, customer_id, since, until, words, invoice_id)
    last = add_working_days(until, _BANK_DAYS, desk.rules.is_closed)
    holds.put(
        tx,
        customer_id,
        "promise",
        f"he promised to pay by {until.isoformat()}",
        since=desk.clock.today(),
        until=last,
        invoice_id=invoice_id,
        cause=promise_id,
    )
    ease.take_back(desk, tx, customer_id)
    because = f"promised by {until.isoformat()}"
    _log(tx, "promise.made", customer_id, because, invoice_id)
    return last


def unpromise(desk: Desk, by: str, *, customer: str = "", invoice: str = "") -> date:
    """Take back what was no promise, or broken by no fault of his; reminders go on.

    Returns:
        The day that was promised.

    Raises:
        Refused: Nothing is promised.
    """
    with transaction(desk, by) as tx:
        invoice_id, customer_id = _whom(tx, customer, invoice)
        found = _made(tx, "open", customer_id, invoice_id)
        found = found or _made(tx, "broken", customer_id, invoice_id)[-1:]
        if not found:
            name = customers.get(tx, customer_id).name
            about = f"pay invoice {invoice}" if invoice else "pay all that is overdue"
            raise Refused(f"{name} has made no promise to {about}")
        for each_promise in found:
            promises.end(tx, each_promise.id, "undone")
            holds.release_for(tx, each_promise.id, "a person took the promise back")
            said = "the promise was taken back"
            ease.close_calls(tx, customer_id, "mended", said, cause=each_promise.id)
        ease.take_back(desk, tx, customer_id)
        because = "a person took it back"
        _log(tx, "promise.undone", customer_id, because, invoice_id)
        return found[-1].until


def _made(
    tx: Tx, state: str, customer_id: str, invoice_id: str
) -> list[promises.Promise]:
    made = promises.in_state(tx, state, customer_id)
    return [each for each in made if each.invoice_id == invoice_id]


def dispute(
    desk: Desk, by: str, invoice: str, reason: str, owner: str, part: str = ""
) -> int:
    """Record that a customer contests an invoice: it is not written about.

    The letter that says so to him is put up for approval.

    Args:
        part: The amount that is contested, as typed: the rest is asked for as
            before; empty = all of it.

    Returns:
        The number of that letter; 0 = none.

    Raises:
        Refused: It is contested already, nothing of it is open, or the part is none of what is open.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, invoice)
        if disputes.listed(tx, invoice=entry.id):
            raise Refused(
                f"invoice {entry.number} is contested already; `sollecito dispute "
                f"{entry.number} --resolve OUTCOME` ends that"
            )
        if not entry.open.cents:
            is_lost = bool(write_offs.standing(tx, entry.id))
            how = "given up" if is_lost else "paid"
            raise Refused(f"{entry.number} is {how}: nothing of it is asked for")
        cents = _part_of(entry, part) if part else 0
        dispute_id = disputes.open_(
            tx, entry.customer_id, entry.id, reason, owner or by, cents
        )
        if not cents:
            holds.put(
                tx,
                entry.customer_id,
                "dispute",
                f"{entry.number} is contested: {reason}",
                since=desk.clock.today(),
                until=None,
                invoice_id=entry.id,
                cause=dispute_id,
            )
        ease.take_back(desk, tx, entry.customer_id)
        what = "a part of an invoice" if cents else "an invoice"
        _log(tx, "dispute.opened", entry.customer_id, f"{what} is contested", entry.id)
        return _number(acknowledge.dispute(desk, tx, entry.customer_id, entry.id))


def _part_of(entry: Entry, part: str) -> int:
    """Read what is contested: a part of what is open, for of all of it none is asked."""
    money = an_amount(part, entry.open.currency)
    if money.cents >= entry.open.cents:
        raise Refused(
            f"{entry.open} is open of {entry.number}: no more than a part of that can "
            "be contested as a part; leave --amount out to contest all of it"
        )
    return money.cents


def resolve(desk: Desk, by: str, invoice: str, outcome: str) -> None:
    """Note how a dispute ended; the invoice is written about again if open.

    Raises:
        Refused: It is not contested.
    """
    with transaction(desk, by) as tx:
        entry = the_invoice(tx, invoice)
        found = disputes.listed(tx, invoice=entry.id)
        if not found:
            raise Refused(f"invoice {entry.number} is not contested")
        for each_dispute in found:
            disputes.resolve(tx, each_dispute.id, outcome)
            holds.release_for(tx, each_dispute.id, outcome)
        ease.take_back(desk, tx, entry.customer_id)
        _log(
            tx, "dispute.resolved", entry.customer_id, "a person resolved it", entry.id
        )


def _log(tx: Tx, what: str, customer_id: str, because: str, invoice_id: str) -> None:
    links = [f"invoice:{invoice_id}"] if invoice_id else []
    events.write(tx, what, f"customer:{customer_id}", because, *links)
