from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers

from agent.dunning.decide import decide
from agent.dunning.procedure import (
    GENTLE,
    LONG_STANDING,
    PROFORMA,
    PUBLIC_BODY,
    RETURNED,
    SHIPPED,
    at_weekends,
    faults,
    stage_day,
)
from agent.model.case import Call, Send, Wait
from agent.model.money import Money
from agent.model.procedure import Procedure, Stage
from tests.dunning.builders import TODAY, case, day, item, live, owing

LETTERS = {
    "courtesy",
    "due",
    "first",
    "second",
    "third",
    "last",
    "returned",
    "proforma",
    "proforma_again",
    "plan",
}


@pytest.mark.parametrize("procedure", SHIPPED.values(), ids=SHIPPED)
def test_what_is_shipped_has_no_faults(procedure: Procedure) -> None:
    assert faults(procedure) == ()


def test_each_shipped_procedure_is_found_by_its_own_name() -> None:
    assert {name: each.name for name, each in SHIPPED.items()} == {
        name: name
        for name in (
            "standard",
            "gentle",
            "public_body",
            "long_standing",
            "returned",
            "proforma",
            "plan",
        )
    }


@pytest.mark.parametrize("procedure", SHIPPED.values(), ids=SHIPPED)
def test_every_letter_of_a_shipped_procedure_has_a_template(
    procedure: Procedure,
) -> None:
    assert {each.name for each in procedure.stages if not each.is_call} <= LETTERS


@pytest.mark.parametrize(
    "procedure",
    [GENTLE, PUBLIC_BODY, LONG_STANDING, RETURNED, PROFORMA],
    ids=lambda each: each.name,
)
def test_its_own_limits_delay_no_stage(procedure: Procedure) -> None:
    lived = live(case(owing("1", -10)), [day(n) for n in range(120)], procedure)
    acts = [
        ((each.on - TODAY).days - 10, stage.name)
        for each in lived
        if isinstance(each.act, Send | Call)
        for _, stage in each.act.steps
    ]
    assert acts == [(stage.offset_days, stage.name) for stage in procedure.stages]


FIRST = Stage("first", 3)


@pytest.mark.parametrize(
    ("procedure", "fault"),
    [
        (
            Procedure("x", (FIRST, Stage("second", 3))),
            "'second' must come on a later day than 'first'",
        ),
        (
            Procedure("x", (FIRST, Stage("first", 9))),
            "'first' stands there more than once",
        ),
        (
            Procedure("x", (Stage("courtesy", -3),)),
            "no stage comes after the due date",
        ),
        (
            Procedure("x", (FIRST,), minimum_days=0),
            "at least 1 day must lie between two letters",
        ),
        (
            Procedure("x", (FIRST,), most_a_month=0),
            "at least 1 letter a month must be allowed",
        ),
        (
            Procedure("x", (FIRST,), minimum=Money(-1)),
            "the minimum is below zero",
        ),
    ],
)
def test_a_fault_is_one_sentence(procedure: Procedure, fault: str) -> None:
    assert faults(procedure) == (fault,)


def test_a_letter_a_day_and_one_a_month_are_the_extremes() -> None:
    assert faults(replace(GENTLE, minimum_days=1, most_a_month=1)) == ()


def test_faults_come_all_at_once() -> None:
    empty = replace(GENTLE, stages=(), minimum_days=0, most_a_month=0)
    assert len(faults(empty)) == 3


IN_WORKING_DAYS = Procedure(
    "working",
    (
        Stage("courtesy", -2, in_working_days=True),
        Stage("first", 3, in_working_days=True),
        Stage("second", 10, in_working_days=True),
    ),
)


def on(due_on: date, stage: Stage, off: Callable[[date], bool] = at_weekends) -> date:
    return stage_day(replace(item("1", 0), due_on=due_on), stage, off)


def test_working_days_leave_out_weekends_and_days_off() -> None:
    thursday = date(2026, 6, 4)
    before, first, _ = IN_WORKING_DAYS.stages

    def republic_day_and_weekends(day: date) -> bool:
        return at_weekends(day) or day == date(2026, 6, 2)

    assert on(thursday, before) == date(2026, 6, 2)
    assert on(thursday, before, republic_day_and_weekends) == date(2026, 6, 1)
    assert on(thursday, first) == date(2026, 6, 9)
    assert on(thursday, replace(first, in_working_days=False)) == date(2026, 6, 7)


def test_a_stage_of_the_due_date_stays_on_it_though_it_is_a_sunday() -> None:
    sunday = date(2026, 6, 7)

    assert on(sunday, Stage("due", 0, in_working_days=True)) == sunday


def test_a_letter_of_working_days_waits_for_its_working_day() -> None:
    late = case(owing("1", 3))  # due on a Friday, today is the Monday after

    act = decide(late, IN_WORKING_DAYS, TODAY)

    assert isinstance(act, Wait)
    assert act.until == day(2)
    assert "'first' comes 3 working days after the due date" in act.because


def test_stages_of_both_kinds_of_days_stand_in_order() -> None:
    mixed = Procedure("m", (Stage("a", 7), Stage("b", 5, in_working_days=True)))

    assert faults(mixed) == ("'b' must come on a later day than 'a'",)
    assert faults(replace(mixed, stages=(Stage("a", 6), mixed.stages[1]))) == ()


@given(dates(date(2020, 1, 1), date(2040, 1, 1)), integers(-30, 60))
def test_working_days_are_never_fewer_than_days_of_the_calendar(
    due_on: date, n: int
) -> None:
    moved = on(due_on, Stage("x", n, in_working_days=True))

    assert abs((moved - due_on).days) >= abs(n)
    assert n == 0 or not at_weekends(moved)
