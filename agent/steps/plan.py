"""Plan: let a case run on by its procedure, as if nobody paid or answered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from agent.dunning.charges import Paid
from agent.dunning.decide import decide
from agent.dunning.manner import settled, told
from agent.dunning.way import way
from agent.ledger import calls
from agent.ledger.book import Tx
from agent.model.case import Call, Case, Held, Send, Standing, Wait
from agent.model.letter import Composed, Facts
from agent.model.money import Money
from agent.model.procedure import Procedure
from agent.steps import late, stopping
from agent.steps.desk import Desk
from agent.steps.each import each
from agent.steps.own_account import compose_checked
from agent.steps.remind import asked_of, facts_of

CALL = "call"
_ALL_HEARD: Mapping[str, bool] = MappingProxyType({})
_NONE_PAID: Paid = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Planned:
    """One letter or call to come.

    Args:
        recipient: The address it goes to; of a call the number.
        what: Name of the stage, or "call".
        amounts: What it asks for, one sum a currency; none of an answer of ours.
        state: "planned", how far a letter already written has come, or "open" of
            a call already asked for.
        letter: Its words; None for a call.
        manner: How it goes beside its words, a clause each.
    """

    day: date
    customer_no: int
    customer: str
    recipient: str
    what: str
    amounts: tuple[Money, ...]
    because: str
    state: str = "planned"
    letter: Composed | None = None
    manner: tuple[str, ...] = ()


def plans(desk: Desk, tx: Tx, everyone: Iterable[Case], until: date) -> list[Planned]:
    """Give the letters and calls to come, without their words, by day and customer.

    A case that fails costs only itself; calls still open are made when asked for.
    """
    calling = calls.first(tx)
    stopped = stopping.last_day(tx)
    found: list[Planned] = []

    def one(case: Case) -> None:
        call = calling.get(case.customer.id)
        called_on = call.asked_on if call else None
        played = play(
            desk, case, until, words=False, called_on=called_on, stopped=stopped
        )
        found.extend(played)

    each(desk, everyone, one, lambda case: f"customer {case.customer.no}")
    return sorted(found, key=lambda plan: (plan.day, plan.customer))


def onward(case: Case, called_on: date) -> Case:
    """Give the case once its letter has left and its open call was made that day."""
    reached = (*case.calls_on, called_on) if case.call_open else case.calls_on
    return replace(case, call_open=False, waiting=False, calls_on=reached)


def play(
    desk: Desk,
    case: Case,
    until: date,
    *,
    words: bool = True,
    called_on: date | None = None,
    unheard: Mapping[str, bool] = _ALL_HEARD,
    paid: Paid = _NONE_PAID,
    copied: Collection[str] = (),
    stopped: date | None = None,
) -> Iterator[Planned]:
    """Let one case run on: each letter counts as sent, each call as made.

    Args:
        words: Compose the letters too.
        called_on: When a call still open is made; None = today.
        unheard: Invoices that did not arrive, each with whether a copy goes along.
        paid: What was paid of his items; the words of letters may tell of it.
        copied: Invoices of which we have a copy to send along.
        stopped: The last day on which no letter leaves.
    """
    procedure = desk.rules.procedure_of(case.customer)
    closed = desk.rules.is_closed_for(case.customer)
    day = max(called_on or desk.clock.today(), desk.clock.today())
    case = onward(case, day)
    waits: tuple[str, ...] = ()
    while day <= until:
        if closed(day):
            day += timedelta(days=1)
            continue
        match decide(case, procedure, day, closed):
            case Send() if stopped is not None and day <= stopped:
                waits, day = (stopping.waits(stopped),), stopped
            case Send() as action:
                facts = facts_of(desk, case, action, day, unheard, paid)
                facts, _ = late.with_charges(desk, facts, paid)
                letter = compose_checked(desk, facts) if words else None
                plan = _letter(case, action, procedure, facts, copied)
                yield replace(plan, letter=letter, manner=(*plan.manner, *waits))
                waits = ()
                case = _after_letter(case, action, day)
                said = {item.invoice_id for item in action.items}
                unheard = {of: unheard[of] for of in unheard if of not in said}
            case Call() as action:
                yield _call(case, action, day)
                case = _after_call(case, action, day)
            case Wait(until=next_day) if next_day > day:
                day = next_day
                continue
            case Held(until=end) if end is not None and end >= day:
                day = end
            case _:
                return
        day += timedelta(days=1)


def _letter(
    case: Case,
    action: Send,
    procedure: Procedure,
    facts: Facts,
    copied: Collection[str],
) -> Planned:
    customer, stage = case.customer, action.stage
    goes = way(customer, stage, procedure)
    speaks = bool(facts.undelivered) and facts.has_copies
    manner = settled(customer, stage, goes, speaks_of_copy=speaks)
    copies = {item.invoice_id for item in action.items}.intersection(copied)
    return Planned(
        day=facts.today,
        customer_no=customer.no,
        customer=customer.name,
        recipient=goes.address,
        what=stage.name,
        amounts=facts.asked,
        because=action.because,
        manner=told(manner, copies=len(copies), waits=stage.is_formal),
    )


def _call(case: Case, action: Call, day: date) -> Planned:
    customer = case.customer
    return Planned(
        day=day,
        customer_no=customer.no,
        customer=customer.name,
        recipient=customer.phone,
        what=CALL,
        amounts=asked_of(case, action.items, day).totals,
        because=action.because,
    )


def _after_letter(case: Case, action: Send, day: date) -> Case:
    steps = {item.id: stage.name for item, stage in action.steps}
    listed = {item.id for item in action.items}
    told = tuple(
        replace(each, broken=None) if each.item.id in listed else each
        for each in case.standings
    )
    return replace(
        case, standings=_stepped(told, steps), letters_on=(*case.letters_on, day)
    )


def _after_call(case: Case, action: Call, day: date) -> Case:
    steps = {item.id: stage.name for item, stage in action.steps}
    return replace(
        case,
        standings=_stepped(case.standings, steps),
        calls_on=(*case.calls_on, day),
    )


def _stepped(
    standings: tuple[Standing, ...], steps: dict[str, str]
) -> tuple[Standing, ...]:
    return tuple(
        replace(each, done=each.done | {steps[each.item.id]})
        if each.item.id in steps
        else each
        for each in standings
    )
