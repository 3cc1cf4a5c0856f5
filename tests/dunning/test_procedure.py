from __future__ import annotations

from dataclasses import replace

import pytest

from agent.dunning.procedure import (
    GENTLE,
    LONG_STANDING,
    PROFORMA,
    PUBLIC_BODY,
    RETURNED,
    SHIPPED,
    faults,
)
from agent.model.case import Call, Send
from agent.model.money import Money
from agent.model.procedure import Procedure, Stage
from tests.dunning.builders import TODAY, case, day, live, owing

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
