"""What came of a call, as the person who made it says."""

from __future__ import annotations

from datetime import date

from agent.dunning.working_days import add_working_days
from agent.errors import Refused
from agent.ledger import calls, customers, events, holds, promises
from agent.ledger.book import Tx
from agent.ledger.calls import CallTask
from agent.model.customer import Customer
from agent.steps import ease
from agent.steps.act.cases import must_come, note_promise
from agent.steps.act.named import the_call
from agent.steps.calling import ask_call, postpone_call
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction

OUTCOMES = (
    "reached",
    "not_reached",
    "promise",
    "dispute",
    "wrong_number",
    "call_back",
)
_REACHED = ("reached", "promise", "dispute", "call_back")
# His own words stay in the call: these sentences go into the log.
_AGAIN = {
    "call_back": "he is to be called back",
    "not_reached": "not reached, try again",
    "wrong_number": "the number was wrong, look for another",
}


def call_done(
    desk: Desk, by: str, call_no: int, outcome: str, note: str, until: date | None
) -> Customer:
    """Note what came of a call.

    Whoever was spoken to needs no second call: his other open ones are closed.

    Args:
        until: With "promise" the day promised; with "call_back" when to call.

    Raises:
        Refused: There is no such open call, or its day is missing or has passed.
    """
    if outcome not in OUTCOMES:
        raise Refused(f"{outcome!r} is no outcome; use one of {', '.join(OUTCOMES)}")
    if outcome in ("promise", "call_back") and until is None:
        raise Refused(f"{outcome} needs a day; say --until DAY")
    if until is not None:
        must_come(desk, until)
    with transaction(desk, by) as tx:
        call = the_call(tx, call_no)
        if call.state != "open":
            raise Refused(_made_already(tx, call))
        calls.done(tx, call.id, outcome, note)
        events.write(
            tx,
            "call.made",
            f"customer:{call.customer_id}",
            f"call {call_no}: {outcome}",
        )
        if outcome in _REACHED:
            ease.close_calls(tx, call.customer_id, "with_another", _spoken_of(call))
        _after_call(desk, tx, call.customer_id, call.id, outcome, note, until)
        return customers.get(tx, call.customer_id)


def postpone(desk: Desk, by: str, call_no: int, until: date) -> Customer:
    """Let a call wait until a day.

    Raises:
        Refused: There is no such open call, or the day has passed.
    """
    must_come(desk, until)
    with transaction(desk, by) as tx:
        call = the_call(tx, call_no)
        if call.state != "open":
            raise Refused(f"call {call_no} was made already")
        postpone_call(tx, call, until)
        return customers.get(tx, call.customer_id)


def next_call(desk: Desk, customer: Customer) -> CallTask | None:
    """Give a customer's open call that is to be made first; None where there is none."""
    with picture(desk) as tx:
        return calls.first(tx, customer.id).get(customer.id)


def not_made(desk: Desk, by: str, call_no: int) -> Customer:
    """Take back what was noted of a call: it is to be made, its effects are gone.

    Raises:
        Refused: It was not made.
    """
    with transaction(desk, by) as tx:
        call = the_call(tx, call_no)
        if call.state == "open":
            raise Refused(f"call {call_no} was not made")
        if call.outcome not in OUTCOMES:
            raise Refused(f"call {call_no} was not made, it was closed: {call.note}")
        if call.outcome == "promise":
            for made in promises.in_state(tx, "open", call.customer_id):
                if made.words == (call.note or "by phone"):
                    promises.end(tx, made.id, "undone")
                    holds.release_for(tx, made.id, "a person took the promise back")
        holds.release_for(tx, call.id, "a person took the call back")
        for other in calls.listed(tx, customer=call.customer_id):
            if other.cause == call.id:
                calls.done(
                    tx, other.id, "with_another", f"call {call_no} is open again"
                )
        for other in calls.listed(tx, state="done", customer=call.customer_id):
            closed_with_it = other.note == _spoken_of(call)
            if closed_with_it and other.outcome == "with_another":
                calls.reopen(tx, other.id)
        calls.reopen(tx, call.id)
        said = f"call {call_no} is to be made after all"
        events.write(tx, "call.reopened", f"customer:{call.customer_id}", said)
        ease.take_back(desk, tx, call.customer_id)
        return customers.get(tx, call.customer_id)


def _made_already(tx: Tx, call: CallTask) -> str:
    """Tell what came of a call, how to take it back, and which call is the next."""
    if call.outcome not in OUTCOMES:
        return f"call {call.no} was closed: {call.note}"
    other = calls.first(tx, call.customer_id).get(call.customer_id)
    then = f"; next is call {other.no}, from {other.asked_on} on" if other else ""
    return (
        f"call {call.no} was made already ({call.outcome.replace('_', ' ')}); "
        f"`sollecito call {call.no} --undo` takes that back{then}"
    )


def _spoken_of(call: CallTask) -> str:
    return f"spoken of in call {call.no}"


def _after_call(
    desk: Desk,
    tx: Tx,
    customer_id: str,
    call_id: str,
    outcome: str,
    note: str,
    until: date | None,
) -> None:
    today = desk.clock.today()
    if outcome == "promise" and until is not None:
        note_promise(desk, tx, customer_id, today, until, note or "by phone", "")
    if outcome in _AGAIN:
        day = until or add_working_days(today, 1, desk.rules.is_closed)
        ask_call(tx, customer_id, "hand", _AGAIN[outcome], day, cause=call_id)
    if outcome == "dispute":
        holds.put(
            tx,
            customer_id,
            "dispute",
            note or "contested by phone",
            since=today,
            until=None,
            cause=call_id,
        )
        ease.take_back(desk, tx, customer_id)
