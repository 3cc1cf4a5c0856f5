"""Late: what the law gives for a delay, in letters and for whoever asks why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from agent.dunning.asked import Asked, asked
from agent.dunning.charges import Paid, charges, debt, is_late
from agent.dunning.interest import Payment, fixed_sum, spans
from agent.errors import Refused
from agent.ledger import customers, invoices, letter_book, paid
from agent.ledger.book import Tx
from agent.model.case import Case
from agent.model.customer import Customer, InterestMode
from agent.model.invoice import OpenItem
from agent.model.letter import NOT_DUNNING, Delivery, Facts
from agent.model.money import Money, total
from agent.steps.desk import Desk

_LETTERS: dict[InterestMode, str] = {
    "show": "letters tell of it",
    "claim": "letters ask for it",
    "waive": "letters do not speak of it",
}


def paid_on(desk: Desk, tx: Tx, everyone: Iterable[Case]) -> Paid:
    """Give what was paid of open items where letters speak of it.

    They do so beside interest, and where a promise was kept in part.
    """
    return _paid(
        tx,
        [
            standing.item
            for case in everyone
            for standing in case.standings
            if standing.broken or desk.late.mode_of(case.customer) != "waive"
        ],
    )


def with_charges(desk: Desk, facts: Facts, paid: Paid) -> tuple[Facts, str]:
    """Add what a letter says of interest to its facts.

    Returns:
        The facts, and why nothing is said where it should be: the end of a
        sentence, else empty.
    """
    items = (*facts.overdue, *facts.credits)
    try:
        found = charges(facts.customer, items, paid, facts.today, desk.late)
    except Refused as refusal:
        return facts, f"; {refusal}"
    return replace(facts, charges=found), ""


def asked_by(desk: Desk, tx: Tx, letter: Delivery) -> Asked:
    """Say what a letter already written asks for, with the charges it claims."""
    was = letter_book.enclosed(tx, letter.letter_id)
    assert letter.created_at is not None, "a letter was written at some time"
    day = letter.created_at.astimezone(desk.clock.zone).date()
    found = asked(
        (
            replace(item, open=Money(was[item.id], item.open.currency))
            for item in invoices.items(tx, was)
        ),
        day,
    )
    if letter.kind in NOT_DUNNING or not letter.customer_id:
        return found
    customer = customers.get(tx, letter.customer_id)
    items = (*(item for item in found.overdue), *found.credits)
    if desk.late.mode_of(customer) != "claim":
        return found
    try:
        more = charges(customer, items, _paid(tx, found.overdue), day, desk.late)
    except Refused:
        return found
    return replace(found, totals=total([*found.totals, more.sum])) if more else found


def told(desk: Desk, tx: Tx, customer: Customer, item: OpenItem) -> Iterator[str]:
    """Tell what the law gives for an item that is or was paid late; else nothing."""
    today = desk.clock.today()
    if item.amount.cents <= 0 or not is_late(item, today):
        return
    owed = debt(customer, item, _paid(tx, [item]).get(item.id, ()))
    mode = desk.late.mode_of(customer)
    try:
        delay = spans(owed, today, desk.late.law)
    except Refused as refusal:
        if mode != "waive":
            yield f"Interest: {refusal}."
        return
    earned = total([span.interest for span in delay])
    if not delay or not earned:
        return
    rates = ", ".join(dict.fromkeys(f"{span.rate.percent} %" for span in delay))
    days = sum(span.days for span in delay)
    beside = fixed_sum([owed], today)
    costs = f" and {beside} for recovery costs" if beside.cents else ""
    yield (
        f"For {days} days of delay the law gives {earned[0]} of interest ({rates})"
        f"{costs}; {_LETTERS[mode]}."
    )


def _paid(tx: Tx, items: Sequence[OpenItem]) -> Paid:
    found = paid.paid_on(tx, [item.id for item in items]) if items else {}
    return {
        item: tuple(Payment(on, amount) for on, amount in parts)
        for item, parts in found.items()
    }
