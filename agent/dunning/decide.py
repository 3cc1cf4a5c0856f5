"""Deciding: what comes next with one customer, on which day, and why.

One letter a customer. It leaves when an overdue item has reached its next
stage, or, where nothing is overdue, an item to come. It lists all that is
overdue; every item whose own stage is reached takes that one step with it.
The tone is that of the furthest listed item, also where that item takes no
step today: who had a third letter does not get a first one for the next
invoice while the old one is open. Only the last letter of all is said once:
while its debt stands, later letters wear the tone before it, until the call.
Paid and held items set no tone, for they are not listed. A courtesy note alone
never brings a letter while something is overdue.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from agent.dunning import because, holding, pressure
from agent.dunning.holidays import IsClosed
from agent.dunning.procedure import at_weekends, stage_day
from agent.dunning.progress import Progress, progress
from agent.dunning.way import is_reached, way
from agent.dunning.worth import Excuse, worth_writing
from agent.model.case import Call, Case, Held, NextAction, Send, Wait
from agent.model.invoice import OpenItem
from agent.model.letter import PROMISE_BROKEN
from agent.model.procedure import Procedure, Stage

_DAY = timedelta(days=1)

Steps = tuple[tuple[OpenItem, Stage], ...]


def decide(
    case: Case,
    procedure: Procedure,
    today: date,
    is_closed: IsClosed = at_weekends,
) -> NextAction:
    """Say what comes next with one customer.

    A letter under way or a call still to be made puts off the next act from
    day to day; a letter whose fate a person must decide has a hold of its own.

    Args:
        procedure: His procedure, without faults.
        is_closed: Tells the days, weekends too, that working days leave out.

    Returns:
        Wait: nothing changes before its day, and on that day there is an act,
        if the case stays as it is. Held without an end: nothing will ever come
        by itself.
    """
    held = holding.held(case, today)
    if held is not None:
        return held
    if not holding.owed(case):
        return _owes_nothing(case)
    act = _on(case, procedure, today, is_closed)
    if isinstance(act, Excuse):
        return _later(case, procedure, today, act, is_closed)
    if isinstance(act, Send) and case.answered_on == today:
        answered = Excuse("finished", "an answer of ours leaves today")
        tomorrow = today + _DAY
        return Wait(tomorrow, _until(case, (today, tomorrow), act, answered))
    if case.waiting:
        return Wait(
            today + _DAY,
            f"a letter is written and has not left or is uncertain; {act.because}",
        )
    if case.call_open:
        return Wait(today + _DAY, f"a call is still to be made; {act.because}")
    return act


def _on(
    case: Case, procedure: Procedure, day: date, is_closed: IsClosed
) -> Send | Call | Excuse:
    """Say what that day brings, were the case then as it is now."""
    may_write = is_reached(case.customer, procedure)
    table = tuple(
        progress(standing, procedure, day, is_closed, may_write=may_write)
        for standing in holding.free(case, day)
    )
    listed, excuses = worth_writing(table, _credits(case), procedure.minimum)
    overdue = [each for each in listed if each.is_overdue]
    if not any(each.is_reached for each in overdue or listed):
        return _merged(excuses)
    contacts = _contacts(case)
    if pressure.earliest(contacts, procedure, day) > day:
        return Excuse("finished", pressure.limit(contacts, procedure))
    return _act(case, procedure, listed, day)


def _act(
    case: Case, procedure: Procedure, listed: Sequence[Progress], day: date
) -> Send | Call:
    steps = tuple(
        (each.item, each.stage) for each in listed if each.stage and each.is_reached
    )
    calls = tuple(step for step in steps if step[1].is_call)
    items = tuple(each.item for each in listed)
    tone = max(_tones(listed), key=lambda pair: pair[1].about_days)
    if not way(case.customer, tone[1], procedure).address:
        return Call(f"{_no_address(case)}; {_reason(case, steps, day)}", items, steps)
    if calls:
        return Call(_reason(case, calls, day), items, calls)
    if any(each.is_promised for each in listed):
        return _of_promise(case, listed, tone[1], day)
    # What only a person may send stays so in whatever words.
    is_formal = tone[1].is_formal or any(stage.is_formal for _, stage in steps)
    said = _reason(case, steps, day) + (_lowered(listed, tone) or _raised(steps, tone))
    return Send(replace(tone[1], is_formal=is_formal), steps, items, said)


def _of_promise(case: Case, listed: Sequence[Progress], tone: Stage, day: date) -> Send:
    """Speak of the broken promise once, in the place of the letter that is due.

    The last letter of all is not given up for it: it comes next.
    """
    due = [each for each in listed if each.stage and each.is_reached]
    steps = tuple((each.item, each.stage) for each in due if each.stage)
    spent = tuple(
        (each.item, each.stage) for each in due if each.stage and not each.is_last
    )
    promised = tuple(each.item for each in listed if each.is_promised)
    names = because.listed([because.label(item) for item in promised])
    said = f"{_reason(case, steps, day)}; a promise to pay {names} was broken"
    items = tuple(each.item for each in listed)
    return Send(replace(tone, name=PROMISE_BROKEN), spent, items, said, promised)


def _tones(listed: Sequence[Progress]) -> Steps:
    """Give the tones to choose from: the last letter is not said of a debt again."""
    spent = {each.tone.name for each in _had_last(listed) if each.tone}
    now = [(each, each.stage) for each in listed if each.stage and each.is_reached]
    before = [(each, each.tone) for each in listed if each.tone]
    return tuple(
        (each.item, (each.before_last if stage.name in spent else None) or stage)
        for each, stage in (*now, *before)
    )


def _reason(case: Case, steps: Steps, day: date) -> str:
    lead = _lead(steps)
    said = because.item_and_stage(*lead, day) + because.habit(case, lead[0])
    others = [step for step in steps if step is not lead]
    beside = f"; with it {because.beside(others)}" if others else ""
    return f"{said}; {because.last_contact(case, day)}{beside}"


def _raised(steps: Steps, tone: tuple[OpenItem, Stage]) -> str:
    item, stage = tone
    if tone in steps:
        return ""
    return f"; in the tone of {stage.name!r}, which {because.label(item)} already had"


def _lowered(listed: Sequence[Progress], tone: tuple[OpenItem, Stage]) -> str:
    """Say why a letter does not wear the tone of the last one; empty where it may."""
    for each in _had_last(listed):
        if each.tone and each.tone.about_days > tone[1].about_days:
            return (
                f"; in the tone of {tone[1].name!r}, for {because.label(each.item)} "
                f"already had {each.tone.name!r}"
            )
    return ""


def _had_last(listed: Sequence[Progress]) -> list[Progress]:
    """Give what he had the last letter of all about, and another tone is left for."""
    return [each for each in listed if each.was_last and each.before_last]


def _lead(steps: Steps) -> tuple[OpenItem, Stage]:
    return max(steps, key=lambda step: step[1].about_days)


def _no_address(case: Case) -> str:
    if case.customer.addresses:
        return "no e-mail address that works is known"
    return "no e-mail address is known"


def _later(
    case: Case,
    procedure: Procedure,
    today: date,
    excuse: Excuse,
    is_closed: IsClosed,
) -> Wait | Held:
    for day in _turning_points(case, procedure, today, is_closed):
        act = _on(case, procedure, day, is_closed)
        if not isinstance(act, Excuse):
            return Wait(day, _until(case, (today, day), act, excuse))
        excuse = act
    names = because.listed(
        [because.label(each.item) for each in holding.free(case, today)]
    )
    finished = f"no stage is left for {names}: a person decides"
    return Held(None, excuse.reason, excuse.because or finished)


def _until(
    case: Case, days: tuple[date, date], act: Send | Call, excuse: Excuse
) -> str:
    """Say why that day; the excuse stands from the turning point before it."""
    today, day = days
    steps = act.steps
    if isinstance(act, Send) and not steps:  # about a promise, before the last stage
        steps = tuple((each, act.stage) for each in act.items)
    item, stage = _lead(steps)
    hold = holding.over(case, item, day - _DAY)
    obstacle = holding.words(hold) if hold else excuse.because
    said = because.due_and_stage(item, stage, today) + because.habit(case, item)
    return f"{said}{f'; {obstacle}' if obstacle else ''}; next step on {day}"


def _turning_points(
    case: Case, procedure: Procedure, today: date, is_closed: IsClosed
) -> list[date]:
    """Give all later days on which anything about the case may change by itself."""
    days = {pressure.earliest(_contacts(case), procedure, today)}
    # "For ever" may be written as the last day of the calendar.
    ends = (hold.until for hold in case.holds if hold.until)
    days |= {end + _DAY for end in ends if end < date.max}
    for standing in holding.owed(case):
        stages = (standing.procedure or procedure).stages
        days |= {
            stage_day(standing.item, stage, is_closed, standing.later_days)
            for stage in stages
        }
        days.add(standing.item.due_on + _DAY)
    return sorted(day for day in days if day > today)


def _contacts(case: Case) -> tuple[date, ...]:
    return (*case.letters_on, *case.calls_on)


def _credits(case: Case) -> dict[str, int]:
    cents: dict[str, int] = {}
    for standing in case.standings:
        left = standing.item.open
        if left.cents < 0:
            cents[left.currency] = cents.get(left.currency, 0) - left.cents
    return cents


def _owes_nothing(case: Case) -> Held:
    contested = [each.item for each in case.standings if each.item.contested.cents]
    if contested:
        names = because.listed([because.label(item) for item in contested])
        return Held(None, "dispute", f"what is open of {names} is contested")
    if not _credits(case):
        return Held(None, "finished", "nothing is open that letters ask for")
    his = (each.item for each in case.standings if each.item.open.cents < 0)
    numbers = because.listed(sorted(item.number for item in his))
    return Held(
        None, "credit", f"he owes nothing and {numbers} is his: propose to use it"
    )


def _merged(excuses: Sequence[Excuse]) -> Excuse:
    if not excuses:
        return Excuse("finished")
    return Excuse(excuses[0].reason, "; ".join(each.because for each in excuses))
