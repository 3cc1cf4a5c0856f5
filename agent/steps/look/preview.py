"""Preview: what would be sent and asked for until a day, nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from agent.dunning.manner import told
from agent.dunning.working_days import next_working_day
from agent.ledger import (
    calls,
    cases,
    customers,
    exchange_notices,
    invoices,
    letter_book,
    outbox,
)
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.letters.shown_page import page
from agent.model.case import Case
from agent.model.letter import ANSWERS, NOT_DUNNING, Delivery
from agent.steps import enclosed, late, stopping
from agent.steps.calling import demand
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.fit import why_outdated
from agent.steps.plan import CALL, Planned, play

_DAY = timedelta(days=1)


def preview(desk: Desk, until: date) -> tuple[Planned, ...]:
    """Play the procedures forward to a day, as if nobody paid or answered.

    Returns:
        Letters already written first, with their state; then calls and letters
        to come, in order of day and customer. Where a call is open, all else
        waits for it. While all letters are stopped until a day, each that falls on
        a day of the stop stands behind it, and says so.
    """
    with picture(desk) as tx:
        everyone = tuple(cases.every(tx, desk.terms))
        calling = calls.first(tx)
        written = _apart(desk, tx, outbox.in_state(tx, "proposed", "approved", "ready"))
        phoning = [_asked(desk, tx, call) for call in calling.values()]
        unheard = _unheard(tx, everyone)
        paid = late.paid_on(desk, tx, everyone)
        copied = enclosed.copied(tx, _owed(everyone))
        stopped = stopping.last_day(tx)
    answered = _answered(written)
    leaving = {
        plan.customer_no: plan.day for plan in written if plan.what not in NOT_DUNNING
    }
    planned = [plan for plan in phoning if plan.day <= until]
    for case in everyone:
        call = calling.get(case.customer.id)
        called_on = call.asked_on if call else None
        said = unheard.get(case.customer.id, {})
        planned += play(
            desk,
            replace(
                _leaving(case, leaving.get(case.customer.no)),
                answered_on=answered.get(case.customer.no, case.answered_on),
            ),
            until,
            called_on=called_on,
            unheard=said,
            paid=paid,
            copied=copied,
            stopped=stopped,
        )
    ordered = sorted(planned, key=lambda plan: (plan.day, plan.customer_no))
    return (*written, *ordered)


def as_page(plans: Iterable[Planned]) -> str:
    """Give the letters of a preview as they will look, on one page for a browser."""
    return page(
        (" \u00b7 ".join((str(plan.day), plan.recipient, *plan.manner)), plan.letter)
        for plan in plans
        if plan.letter is not None
    )


def _answered(written: Iterable[Planned]) -> dict[int, date]:
    """Give, by customer's number, the day on which an answer of ours leaves."""
    return {plan.customer_no: plan.day for plan in written if plan.what in ANSWERS}


def _apart(desk: Desk, tx: Tx, letters: Iterable[Delivery]) -> list[Planned]:
    """Give what is written already: nothing that chases on the day of an answer."""
    stopped = stopping.last_day(tx)
    written = [
        _behind(desk, tx, letter, _written(desk, tx, letter), stopped)
        for letter in letters
        if letter.customer_id
    ]
    answered = _answered(written)
    return [
        _later(desk, plan, plan.day)
        if plan.what not in NOT_DUNNING and plan.day == answered.get(plan.customer_no)
        else plan
        for plan in written
    ]


def _leaving(case: Case, day: date | None) -> Case:
    """Count the letter that waits on the day it leaves, not on that it was written."""
    if day is None or not case.letters_on or day <= case.letters_on[-1]:
        return case
    return replace(case, letters_on=(*case.letters_on[:-1], day))


def _later(desk: Desk, plan: Planned, last: date) -> Planned:
    """Give a letter as it leaves on the first working day after another."""
    return replace(plan, day=next_working_day(last + _DAY, desk.rules.is_closed))


def _behind(
    desk: Desk, tx: Tx, letter: Delivery, plan: Planned, stopped: date | None
) -> Planned:
    """Put a letter behind the last day of a stop; by then it may have to be anew."""
    if stopped is None or plan.day > stopped:
        return plan
    kept = _later(desk, plan, stopped)
    how = [*plan.manner, stopping.waits(stopped)]
    items = invoices.items(tx, letter_book.enclosed(tx, letter.letter_id))
    if letter.kind not in ANSWERS and why_outdated(desk, letter, items, kept.day):
        how.append("is written anew then")
    return replace(kept, manner=tuple(how))


def _owed(everyone: Iterable[Case]) -> set[str]:
    """Give the invoices that cases are about."""
    return {
        standing.item.invoice_id for case in everyone for standing in case.standings
    }


def _unheard(tx: Tx, everyone: Iterable[Case]) -> dict[str, Mapping[str, bool]]:
    """Give, by customer, the invoices that did not arrive and no letter told yet."""
    lost = exchange_notices.undelivered(tx)
    items = {
        case.customer.id: [standing.item for standing in case.standings]
        for case in everyone
    }
    return {
        customer_id: enclosed.untold(tx, owed)
        for customer_id, owed in items.items()
        if any(item.invoice_id in lost for item in owed)
    }


def _written(desk: Desk, tx: Tx, letter: Delivery) -> Planned:
    customer = customers.get(tx, letter.customer_id)
    manner = letter_book.manner(tx, letter.letter_id)
    items = invoices.items(tx, letter_book.enclosed(tx, letter.letter_id))
    concerned = {item.invoice_id for item in items}
    is_answer = letter.kind in ANSWERS
    return Planned(
        day=(letter.not_before or tx.now).astimezone(desk.clock.zone).date(),
        customer_no=customer.no,
        customer=customer.name,
        recipient=letter.recipient,
        what=letter.kind,
        amounts=() if is_answer else late.asked_by(desk, tx, letter).totals,
        because=letter.because,
        state=letter.state,
        letter=letter_book.words(tx, letter.letter_id),
        manner=told(manner, copies=len(enclosed.copied(tx, concerned))),
    )


def _asked(desk: Desk, tx: Tx, call: CallTask) -> Planned:
    customer = customers.get(tx, call.customer_id)
    return Planned(
        day=max(call.asked_on, desk.clock.today()),
        customer_no=customer.no,
        customer=customer.name,
        recipient=customer.phone,
        what=CALL,
        amounts=demand(desk, tx, customer.id).totals,
        because=f"call {call.no}: {call.because}",
        state="open",
    )
