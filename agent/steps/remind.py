"""Remind: decide for each customer what comes next, and write the letters due."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from agent.channels.protocol import Approved
from agent.dunning.asked import Asked, asked
from agent.dunning.charges import Paid
from agent.dunning.decide import decide
from agent.dunning.manner import settled
from agent.dunning.way import is_reached, way
from agent.dunning.working_days import add_working_days
from agent.ledger import cases, customers, events, invoices, letter_book, outbox
from agent.ledger.book import Tx
from agent.ledger.calls import CallReason
from agent.model.case import Call, Case, NextAction, Send
from agent.model.invoice import OpenItem
from agent.model.letter import Composed, Delivery, Facts, File
from agent.steps import enclosed, late, volume
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.each import (
    Fault,
    each,
    in_slices,
    nothing,
    picture,
    transaction,
)
from agent.steps.ease import withdraw
from agent.steps.fate import go_on
from agent.steps.fit import mode, why_unfit
from agent.steps.own_account import compose_checked

# A case is read by a dozen statements, of many customers at once by as many. The
# ledger is kept for writing meanwhile: a fifth of a second.
_AT_ONCE = 25
_Counted = Literal["letter", "alone", "call"]


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was written and asked for.

    Args:
        faults: Customers for whom no letter could be written, and why.
    """

    letters: int = 0
    calls: int = 0
    faults: tuple[Fault, ...] = ()


def remind(desk: Desk, beat: Callable[[], None] = nothing) -> Reminded:
    """Write the letters and ask for the calls that are due today.

    While sending is off no letter is written: `preview` shows what would be.

    Args:
        beat: Called before each slice of customers.

    Raises:
        TryLater: The ledger cannot be written now; what is written stays.
    """
    if desk.rules.is_closed(desk.clock.today()):
        return Reminded()
    due_ids, faults = _due(desk)
    left = volume.left_today(desk)
    done = Counter[_Counted]()

    def some(customer_ids: Sequence[str]) -> None:
        fresh = Counter[_Counted]()
        with transaction(desk) as tx:
            for case in cases.some(tx, customer_ids, desk.terms):
                may_leave = left is None or done["alone"] + fresh["alone"] < left
                fresh.update(_counted(_act(desk, tx, case, may_leave=may_leave)))
        done.update(fresh)

    def named(customer_id: str) -> str:
        with picture(desk) as tx:
            return f"customer {customers.get(tx, customer_id).no}"

    faults += in_slices(desk, due_ids, some, named, beat, at_once=_AT_ONCE)
    volume.say(desk, left, done["alone"])
    return Reminded(done["letter"], done["call"], faults)


def _counted(action: NextAction | None) -> tuple[_Counted, ...]:
    """Say what something done counts as: a formal letter never leaves alone."""
    match action:
        case Send(stage=stage):
            return ("letter",) if stage.is_formal else ("letter", "alone")
        case Call():
            return ("call",)
        case _:
            return ()


def _due(desk: Desk) -> tuple[list[str], tuple[Fault, ...]]:
    """Give the customers with something to be done today."""
    found: list[str] = []
    with picture(desk) as tx:
        wanted = Call if mode(desk, tx) == "off" else Send | Call

        def one(case: Case) -> None:
            if isinstance(next_action(desk, case), wanted):
                found.append(case.customer.id)

        everyone = cases.every(tx, desk.terms)
        faults = each(desk, everyone, one, lambda case: f"customer {case.customer.no}")
    return found, faults


def next_action(desk: Desk, case: Case) -> NextAction:
    """Decide what comes next with a customer, by his own procedure."""
    procedure = desk.rules.procedure_of(case.customer)
    is_closed = desk.rules.is_closed_for(case.customer)
    return decide(case, procedure, desk.clock.today(), is_closed)


def _act(desk: Desk, tx: Tx, case: Case, *, may_leave: bool) -> NextAction | None:
    """Decide again inside the transaction and do what is due; None if it passed."""
    action = next_action(desk, case)
    match action:
        case Send() if mode(desk, tx) != "off":
            write_letter(desk, tx, case, action, may_leave=may_leave)
            return action
        case Call():
            return action if _ask(desk, tx, case, action) else None
        case _:
            return None


def _ask(desk: Desk, tx: Tx, case: Case, action: Call) -> bool:
    """Ask for the call a procedure wants, or that an unknown address makes needed."""
    customer = case.customer
    is_written = is_reached(customer, desk.rules.procedure_of(customer))
    reason: CallReason = "stage" if is_written else "no_address"
    today = desk.clock.today()
    return ask_call(tx, customer.id, reason, action.because, today, steps=action.steps)


def write_letter(
    desk: Desk, tx: Tx, case: Case, action: Send, *, may_leave: bool = True
) -> Delivery:
    """Write one letter down: proposed, or on its way where sending is automatic.

    Args:
        may_leave: False = a person approves it, automatic or not.
    """
    customer = case.customer
    goes = way(customer, action.stage, desk.rules.procedure_of(customer))
    unheard = enclosed.untold(tx, (*action.items, *_credits(case)))
    today = desk.clock.today()
    paid = late.paid_on(desk, tx, [case])
    facts = facts_of(desk, case, action, today, unheard, paid)
    facts, unsaid = late.with_charges(desk, facts, paid)
    composed = compose_checked(desk, facts)
    speaks_of_copy = bool(facts.undelivered) and facts.has_copies
    draft = letter_book.Draft(
        kind=action.stage.name,
        composed=composed,
        recipient=goes.address,
        channel=goes.channel,
        because=f"{action.because}{unsaid}",
        customer_id=customer.id,
        language=customer.language,
        steps=action.steps,
        items=(*action.items, *_credits(case)),
        manner=settled(customer, action.stage, goes, speaks_of_copy=speaks_of_copy),
    )
    alone = mode(desk, tx) == "auto" and may_leave and not action.stage.is_formal
    return put_up(desk, tx, draft, action.items, alone=alone)


def put_up(
    desk: Desk,
    tx: Tx,
    draft: letter_book.Draft,
    about: Sequence[OpenItem],
    *,
    alone: bool,
) -> Delivery:
    """Write a letter to a customer down as a proposal, with the day it lapses.

    Args:
        about: What it is about; in the history of these invoices it stands.
        alone: It leaves without a person's word.
    """
    delivery = letter_book.write(tx, draft, desk.sending.message_id_domain)
    assert delivery is not None, "only the day's own mails can stand already"
    events.write(
        tx,
        "letter.proposed",
        f"letter:{delivery.letter_id}",
        draft.because,
        f"customer:{draft.customer_id}",
        *{f"invoice:{item.invoice_id}" for item in about},
        no=delivery.letter_no,
        stage=draft.kind,
    )
    if alone:
        _approve(desk, tx, delivery, "sending is automatic")
    else:
        outbox.change(tx, delivery.id, expires_at=lapses_at(desk, tx))
    return delivery


def lapses_at(desk: Desk, tx: Tx) -> datetime:
    """Give when a letter that waits for approval from now on is waited for no more."""
    today = desk.clock.today()
    days = desk.sending.approval_days
    return tx.now + (add_working_days(today, days, desk.rules.is_closed) - today)


def approve(desk: Desk, tx: Tx, delivery: Delivery, because: str) -> bool:
    """Let a proposed letter leave, after the time for a change of mind."""
    return _approve(desk, tx, outbox.get(tx, delivery.id), because)


def _approve(desk: Desk, tx: Tx, fresh: Delivery, because: str) -> bool:
    not_before = tx.now + timedelta(minutes=desk.sending.undo_minutes)
    moved = go_on(tx, fresh, Approved(), not_before=not_before, approved_by=tx.actor)
    if moved is None:
        return False
    events.write(
        tx,
        "letter.approved",
        f"letter:{fresh.letter_id}",
        because,
        f"customer:{fresh.customer_id}",
        no=fresh.letter_no,
    )
    return True


def facts_of(
    desk: Desk,
    case: Case,
    action: Send,
    today: date,
    unheard: Mapping[str, bool],
    paid: Paid,
) -> Facts:
    """Gather all that the letter may say.

    Credit notes not yet used are taken off what is asked for: what is left is
    more than nothing, or there were no letter.

    Args:
        unheard: Invoices that did not arrive, each with whether a copy goes along.
        paid: What was paid of these items.
    """
    undelivered = tuple(item for item in action.items if item.invoice_id in unheard)
    found = asked_of(case, action.items, today)
    return Facts(
        firm=desk.sender,
        customer=case.customer,
        stage=action.stage,
        today=today,
        overdue=found.overdue,
        upcoming=found.upcoming,
        totals=found.totals,
        credits=found.credits,
        last_letter_on=case.letters_on[-1] if case.letters_on else None,
        undelivered=undelivered,
        has_copies=all(unheard[item.invoice_id] for item in undelivered),
        promised=action.promised,
        promised_on=_promised_on(case, action),
        came_in_part=_came_in_part(case, action, paid),
    )


def _promised_on(case: Case, action: Send) -> date | None:
    """Give the last day promised, where the letter speaks of a broken promise."""
    spoken_of = {item.id for item in action.promised}
    days = [
        standing.broken.until
        for standing in case.standings
        if standing.broken and standing.item.id in spoken_of
    ]
    return max(days, default=None)


def _came_in_part(case: Case, action: Send, paid: Paid) -> bool:
    """Tell whether anything came, since he promised, of what the letter says he did."""
    spoken_of = {item.id for item in action.promised}
    return any(
        payment.on >= standing.broken.made_on and payment.amount.cents > 0
        for standing in case.standings
        if standing.broken and standing.item.id in spoken_of
        for payment in paid.get(standing.item.id, ())
    )


def asked_of(case: Case, items: Iterable[OpenItem], day: date) -> Asked:
    """Say what is asked for where these items are, less all credit notes unused."""
    return asked((*items, *_credits(case)), day)


def _credits(case: Case) -> tuple[OpenItem, ...]:
    return tuple(one.item for one in case.standings if one.item.open.cents < 0)


def copies(tx: Tx, letter_id: str) -> tuple[File, ...]:
    """Give the invoice copies that go with a letter: those we have, if not too big."""
    listed = {
        item.invoice_id
        for item in invoices.items(tx, letter_book.enclosed(tx, letter_id))
    }
    found = enclosed.copies_of(tx, listed).values()
    return tuple(file for files in found for file in files)


def with_copies(tx: Tx, letter_id: str) -> Composed:
    """Give a letter's words together with its attachments, if any go with it."""
    files = copies(tx, letter_id) if letter_book.manner(tx, letter_id).encloses else ()
    return replace(letter_book.words(tx, letter_id), attachments=files)


def lapse(desk: Desk, beat: Callable[[], None] = nothing) -> int:
    """Withdraw letters that nobody answered in time, or that no longer fit.

    They are made anew if due. Gives their number.
    """
    with picture(desk) as tx:
        stale = [(one, "nobody approved it in time") for one in outbox.expired(tx)]
        waiting = outbox.in_state(tx, "proposed", "approved", "ready")
        stale += [
            (one, because)
            for one in waiting
            if one.customer_id and (because := why_unfit(desk, tx, one))
        ]
    withdrawn: list[str] = []

    def take_back(one: tuple[Delivery, str]) -> None:
        with transaction(desk) as tx:
            if withdraw(tx, *one):
                withdrawn.append(one[0].id)

    each(desk, stale, take_back, lambda one: f"letter {one[0].letter_no}", beat)
    return len(withdrawn)
