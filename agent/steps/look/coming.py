"""Coming: what comes next with a customer, in a clause, as `preview` plays it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from agent.dunning.decide import decide
from agent.ledger import calls, outbox
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.model.case import Call, Case, Held, Send, Wait
from agent.model.letter import Delivery
from agent.steps import enclosed, stopping
from agent.steps.desk import Desk
from agent.steps.in_words import letter_in_words
from agent.steps.plan import CALL, Planned, onward, play
from agent.steps.waiting import why_none_leaves

_FAR = timedelta(days=800)  # beyond it nothing is foreseen


def coming(desk: Desk, tx: Tx, case: Case) -> str:
    """Say what comes next, when, and why; first what a person still has to do."""
    today = desk.clock.today()
    call = calls.first(tx, case.customer.id).get(case.customer.id)
    start = max(call.asked_on, today) if call else today
    letter = _under_way(tx, case)
    pending = _call(call) if call else _letter(desk, tx, letter) if letter else ""
    then = _then(desk, tx, case, start)
    return f"{pending}; after that {then}" if pending else then


def _under_way(tx: Tx, case: Case) -> Delivery | None:
    if not case.waiting:
        return None
    written = outbox.of_customer(tx, case.customer.id)
    return next((each for each in written if each.state in outbox.OPEN), None)


def _call(call: CallTask) -> str:
    return (
        f"call {call.no} (`sollecito call {call.no}`), from {call.asked_on} on: "
        f"{call.because}"
    )


def _letter(desk: Desk, tx: Tx, letter: Delivery) -> str:
    called = letter_in_words(desk, letter.kind)
    return f"letter {letter.letter_no} ({called!r}) {fate(desk, tx, letter)}"


def fate(desk: Desk, tx: Tx, letter: Delivery) -> str:
    """Say how far a letter has come, with what a person may do about it."""
    no, zone = letter.letter_no, desk.clock.zone
    match letter.state:
        case "proposed":
            return f"waits for your approval (`sollecito approve {no}`)"
        case "approved" | "ready" | "claimed":
            assert letter.not_before is not None, "an approved letter has its time"
            at = letter.not_before.astimezone(zone)
            kept = letter.customer_id and why_none_leaves(desk, tx)
            once = ", once letters leave again" if kept else ""
            return (
                f"leaves in office hours after {at:%Y-%m-%d %H:%M}{once} "
                f"(`sollecito review letter {no} --undo` stops it)"
            )
        case "handing_over":
            return "was handed over; whether it left is being found out"
        case "uncertain":
            return f"may or may not have left (`sollecito review letter {no}`)"
        case _:
            left = letter.sent_at
            on = (
                f"left on {left.astimezone(zone):%Y-%m-%d at %H:%M} and "
                if left
                else ""
            )
            verb = "was" if letter.state in _DONE_TO_IT else "is"
            return f"{on}{verb} {letter.state}: {letter.because.rstrip('.')}"


_DONE_TO_IT = ("withdrawn", "refused", "bounced", "delivered", "read")


def _then(desk: Desk, tx: Tx, case: Case, start: date) -> str:
    customer = case.customer
    procedure = desk.rules.procedure_of(customer)
    is_closed = desk.rules.is_closed_for(customer)
    action = decide(onward(case, start), procedure, start, is_closed)
    if isinstance(action, Held) and action.until is None:
        return f"nothing by itself: {action.because}"
    until = desk.clock.today() + _FAR
    owed = {standing.item.invoice_id for standing in case.standings}
    played = play(
        desk,
        case,
        until,
        words=False,
        called_on=start,
        copied=enclosed.copied(tx, owed),
        stopped=stopping.last_day(tx),
    )
    plan = next(played, None)
    if plan is None:
        return f"nothing that can be foreseen: {action.because}"
    match action:
        case Send() | Call():  # counted on the day it names, which may be a later one
            because = plan.because
        case Wait():
            because = action.because.removesuffix(f"; next step on {action.until}")
        case Held():
            because = action.because
        case _:
            assert_never(action)
    how = "".join(f", {clause}" for clause in plan.manner)
    return f"{_act(desk, plan)}{how}: {because}"


def _act(desk: Desk, plan: Planned) -> str:
    today, called = desk.clock.today(), letter_in_words(desk, plan.what)
    act = "a call" if plan.what == CALL else f"the letter {called!r}"
    return f"{act}, today ({today})" if plan.day == today else f"{act} on {plan.day}"
