from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agent.dunning.decide import decide
from agent.dunning.procedure import SHIPPED
from agent.model.case import Call, Case, Held, Hold, Send, Standing, Wait
from agent.model.money import Money
from agent.model.procedure import Procedure
from tests.dunning.builders import MUTE, REACHABLE, TODAY, day, hold, item, live

law = settings(deadline=None, max_examples=120)
long_law = settings(deadline=None, max_examples=40)

NUMBERS = ("1", "2", "3", "4")


@st.composite
def procedures(draw: st.DrawFn) -> Procedure:
    chosen = draw(st.sampled_from(list(SHIPPED.values())))
    return replace(
        chosen,
        minimum_days=draw(st.integers(1, 12)),
        most_a_month=draw(st.integers(1, 4)),
        minimum=Money(draw(st.sampled_from([0, 0, 5_000, 12_000]))),
    )


@st.composite
def standings(draw: st.DrawFn, number: str) -> Standing:
    names = [
        stage.name for stage in draw(st.sampled_from(list(SHIPPED.values()))).stages
    ]
    done = draw(st.integers(0, len(names))) if draw(st.booleans()) else 0
    return Standing(
        replace(
            item(
                number,
                overdue=draw(st.integers(-45, 80)),
                cents=draw(
                    st.sampled_from([100, 4_000, 10_000, 50_000, -100, -10_000])
                ),
                currency=draw(st.sampled_from(["EUR", "EUR", "EUR", "USD"])),
            ),
            issued_on=day(draw(st.integers(-60, 0))),
        ),
        frozenset(names[:done]),
    )


def holds() -> st.SearchStrategy[Hold]:
    return st.builds(
        hold,
        st.none() | st.integers(-10, 40),
        st.sampled_from(["", *NUMBERS, *NUMBERS]),
        st.sampled_from("abc"),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    count = draw(st.integers(0, 4))
    past = st.lists(st.integers(-50, 0), max_size=4)
    return Case(
        customer=draw(st.sampled_from([REACHABLE, REACHABLE, REACHABLE, MUTE])),
        standings=tuple(draw(standings(number)) for number in NUMBERS[:count]),
        holds=tuple(draw(st.lists(holds(), max_size=3))),
        letters_on=tuple(day(n) for n in sorted(draw(past))),
        calls_on=tuple(day(n) for n in sorted(draw(past))[:1]),
    )


@st.composite
def held_cases(draw: st.DrawFn) -> Case:
    """Hold the whole customer, or each of his items by itself."""
    until = st.integers(0, 40)
    whole = [hold(draw(until))]
    apart = [hold(draw(until), number) for number in NUMBERS]
    more = draw(st.lists(holds(), max_size=2))
    found = draw(cases())
    return replace(found, holds=(*draw(st.sampled_from([whole, apart])), *more))


def nothing_done(found: Case) -> Case:
    """Give the same case as on the first day: all else would break laws by itself."""
    fresh = tuple(replace(each, done=frozenset()) for each in found.standings)
    return replace(found, standings=fresh, letters_on=(), calls_on=())


def working(missed: Sequence[int], days: int = 260) -> list[date]:
    """Give days on which the daemon runs, those missed left out."""
    return [day(n) for n in range(days) if n not in missed]


def gaps(of: st.DataObject) -> list[int]:
    """Draw stretches of days on which the daemon is off."""
    starts = of.draw(st.lists(st.integers(0, 200), max_size=4))
    return [
        n for start in starts for n in range(start, start + of.draw(st.integers(1, 25)))
    ]


def acts(
    found: Case, days: list[date], procedure: Procedure
) -> list[tuple[date, Send | Call]]:
    lived = live(found, days, procedure)
    return [(each.on, each.act) for each in lived if isinstance(each.act, Send | Call)]


@law
@given(cases(), procedures())
def test_wait_names_the_very_next_day_on_which_something_happens(
    found: Case, procedure: Procedure
) -> None:
    act = decide(found, procedure, TODAY)
    assume(isinstance(act, Wait))
    assert isinstance(act, Wait)
    ahead = (act.until - TODAY).days
    between = [decide(found, procedure, day(n)) for n in range(1, ahead)]
    assert ahead > 0
    assert all(isinstance(each, Wait) and each.until == act.until for each in between)
    assert isinstance(decide(found, procedure, act.until), Send | Call)


@law
@given(held_cases(), procedures())
def test_a_dated_hold_lasts_exactly_as_long_as_it_says(
    found: Case, procedure: Procedure
) -> None:
    act = decide(found, procedure, TODAY)
    assume(isinstance(act, Held) and act.until)
    assert isinstance(act, Held)
    assert act.until is not None
    ahead = (act.until - TODAY).days
    assert {decide(found, procedure, day(n)) for n in range(ahead + 1)} == {act}
    assert decide(found, procedure, day(ahead + 1)) != act


@law
@given(cases(), procedures())
def test_what_is_held_without_an_end_never_goes_on_by_itself(
    found: Case, procedure: Procedure
) -> None:
    act = decide(found, procedure, TODAY)
    assume(isinstance(act, Held) and act.until is None)
    later = [decide(found, procedure, day(n)) for n in range(200)]
    assert all(isinstance(each, Held) and each.until is None for each in later)


@law
@given(cases(), procedures(), st.data())
def test_the_order_in_which_a_case_is_told_changes_nothing(
    found: Case, procedure: Procedure, data: st.DataObject
) -> None:
    mixed = replace(
        found,
        standings=tuple(data.draw(st.permutations(found.standings))),
        letters_on=tuple(data.draw(st.permutations(found.letters_on))),
    )
    assert decide(found, procedure, TODAY) == decide(mixed, procedure, TODAY)


@law
@given(cases(), procedures())
def test_every_answer_has_its_reason(found: Case, procedure: Procedure) -> None:
    assert decide(found, procedure, TODAY).because


@law
@given(cases(), procedures())
def test_no_letter_while_a_hold_covers_it(found: Case, procedure: Procedure) -> None:
    act = decide(found, procedure, TODAY)
    named = act.items if isinstance(act, Send | Call) else ()
    standing = [each for each in found.holds if each.covers(TODAY)]
    held = {each.invoice_id for each in standing}
    assert not (named and "" in held)
    assert not held & {each.invoice_id for each in named}


@law
@given(cases(), procedures())
def test_a_letter_lists_debts_only_and_needs_an_address(
    found: Case, procedure: Procedure
) -> None:
    act = decide(found, procedure, TODAY)
    named = act.items if isinstance(act, Send | Call) else ()
    assert all(each.open.cents > 0 for each in named)
    assert not isinstance(act, Send) or found.customer.write_to


@law
@given(cases(), procedures())
def test_nothing_overtakes_a_letter_under_way_or_a_call(
    found: Case, procedure: Procedure
) -> None:
    busy = decide(replace(found, waiting=True), procedure, TODAY)
    asked = decide(replace(found, call_open=True), procedure, TODAY)
    assert not isinstance(busy, Send | Call)
    assert not isinstance(asked, Send | Call)


@long_law
@given(cases(), procedures(), st.data())
def test_pressure_stays_within_interval_and_cap(
    found: Case, procedure: Procedure, data: st.DataObject
) -> None:
    found = nothing_done(found)
    days = [on for on, _ in acts(found, working(gaps(data)), procedure)]
    windows = [[each for each in days if 0 <= (on - each).days < 30] for on in days]
    apart = [(later - earlier).days for earlier, later in pairwise(days)]
    assert all(gap >= procedure.minimum_days for gap in apart)
    assert all(len(window) <= procedure.most_a_month for window in windows)


@long_law
@given(cases(), procedures(), st.data())
def test_days_missed_lose_no_stage_and_double_none(
    found: Case, procedure: Procedure, data: st.DataObject
) -> None:
    procedure = replace(procedure, minimum=Money(0))
    debts = tuple(
        each for each in nothing_done(found).standings if each.item.open.cents > 0
    )
    found = replace(nothing_done(found), standings=debts, holds=())
    steps = [
        (each.number, stage.name, stage.offset_days > 0)
        for _, act in acts(found, working(gaps(data), 1_500), procedure)
        for each, stage in act.steps
    ]
    late = [stage.name for stage in procedure.stages if stage.offset_days > 0]
    assert len(steps) == len(set(steps))
    assert {
        each.item.number: [
            s for n, s, after in steps if n == each.item.number and after
        ]
        for each in debts
    } == {each.item.number: late for each in debts}


def all_debts(found: Case) -> Case:
    """Give the same case on its first day with debts alone and nothing held."""
    debts = [each for each in nothing_done(found).standings if each.item.open.cents > 0]
    return replace(nothing_done(found), standings=tuple(debts), holds=())


def late_letters(procedure: Procedure) -> list[str]:
    """Name the letters of a procedure after the due date."""
    stages = procedure.stages
    return [each.name for each in stages if each.offset_days > 0 and not each.is_call]


@long_law
@given(cases(), procedures(), st.data())
def test_the_tone_falls_back_from_the_last_letter_alone_while_nothing_is_paid(
    found: Case, procedure: Procedure, data: st.DataObject
) -> None:
    plain = replace(procedure, minimum=Money(0))
    before_last = set(late_letters(plain)[:-1])
    tones = [
        (act.stage.offset_days, act.stage.name in before_last)
        for _, act in acts(all_debts(found), working(gaps(data)), plain)
        if isinstance(act, Send)
    ]
    furthest = max((days for days, is_before in tones if is_before), default=0)
    falls = [later for (earlier, _), (later, _) in pairwise(tones) if later < earlier]
    assert all(days == furthest for days in falls)


@long_law
@given(cases(), procedures(), st.data())
def test_no_debt_that_stands_is_told_twice_of_the_last_letter(
    found: Case, procedure: Procedure, data: st.DataObject
) -> None:
    plain = replace(procedure, minimum=Money(0))
    letters = late_letters(plain)
    assume(len(letters) > 1)
    told = [
        each.id
        for _, act in acts(all_debts(found), working(gaps(data)), plain)
        if isinstance(act, Send) and act.stage.name == letters[-1]
        for each in act.items
    ]
    assert len(told) == len(set(told))


@long_law
@given(cases(), procedures(), st.integers(0, 120))
def test_what_is_paid_is_in_no_later_letter(
    found: Case, procedure: Procedure, paid_on: int
) -> None:
    found = nothing_done(found)
    before = [each.before for each in live(found, working([], paid_on + 1), procedure)][
        -1
    ]
    paid = replace(before, standings=before.standings[1:])
    later = acts(paid, [day(n) for n in range(paid_on, 260)], procedure)
    named = {each.number for _, act in later for each in act.items}
    assert "1" not in named


@law
@given(cases(), procedures(), st.integers(1, 400))
def test_the_tone_never_depends_on_past_debts(
    found: Case, procedure: Procedure, overdue: int
) -> None:
    settled = Standing(
        item("9", overdue=overdue, cents=0),
        frozenset(stage.name for stage in procedure.stages),
    )
    with_past = replace(found, standings=(settled, *found.standings))

    assert decide(with_past, procedure, TODAY) == decide(found, procedure, TODAY)


@long_law
@given(cases(), procedures(), st.data())
def test_no_invoice_gets_a_stage_twice(
    found: Case, procedure: Procedure, data: st.DataObject
) -> None:
    lived = acts(nothing_done(found), working(gaps(data)), procedure)

    taken = [(each.id, stage.name) for _, act in lived for each, stage in act.steps]

    assert len(taken) == len(set(taken))
