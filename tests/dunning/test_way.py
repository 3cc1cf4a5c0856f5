"""By certified mail goes what is late or chosen, and never a first letter by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.dunning.decide import decide
from agent.dunning.procedure import GENTLE, LONG_STANDING, PUBLIC_BODY, STANDARD
from agent.dunning.way import Way, is_reached, way, with_pec
from agent.model.case import Call, Send
from agent.model.customer import ChannelName
from agent.model.procedure import Procedure, Stage
from tests.dunning.builders import MUTE, REACHABLE, TODAY, case, owing

PEC = "alfa@pec.test"
CERTIFIED = replace(REACHABLE, pec=PEC)
FIRM_WITH = replace(STANDARD, has_pec=True)
FIRST, LAST = Stage("first", 3), Stage("last", 30, channel="pec")
ONE_LETTER = Procedure("own", (Stage("only", 5), Stage("call", 20, is_call=True)))


def by_pec(procedure: Procedure, *, is_public: bool = False) -> list[str]:
    made = with_pec(procedure, is_public=is_public)
    return [stage.name for stage in made.stages if stage.channel == "pec"]


@pytest.mark.parametrize(
    ("procedure", "stages"),
    [
        (STANDARD, ["last"]),
        (GENTLE, ["third"]),
        (LONG_STANDING, ["last"]),
        (ONE_LETTER, []),
    ],
)
def test_the_last_letter_goes_by_certified_mail(
    procedure: Procedure, stages: list[str]
) -> None:
    assert by_pec(procedure) == stages


def test_public_bodies_get_all_but_the_first_by_it() -> None:
    assert by_pec(PUBLIC_BODY, is_public=True) == ["second", "third", "last"]


def test_what_a_stage_says_itself_stands() -> None:
    said = (Stage("first", 3, channel="pec"), Stage("last", 9, channel="email"))
    assert by_pec(Procedure("own", said)) == ["first"]


def test_a_stage_by_certified_mail_goes_to_that_address() -> None:
    assert way(CERTIFIED, LAST, FIRM_WITH) == Way("pec", PEC)
    assert way(CERTIFIED, FIRST, FIRM_WITH) == Way("email", "billing@rossi.test")


@pytest.mark.parametrize(
    ("channel", "stage", "goes"),
    [("pec", FIRST, "pec"), ("email", LAST, "email"), ("", LAST, "pec")],
)
def test_what_is_said_of_the_customer_outranks_the_stage(
    channel: ChannelName, stage: Stage, goes: str
) -> None:
    chosen = replace(CERTIFIED, channel=channel)
    assert way(chosen, stage, FIRM_WITH).channel == goes


def test_without_a_certified_mailbox_or_address_it_is_ordinary_mail() -> None:
    dead = replace(CERTIFIED, pec_dead_because="it does not exist")
    assert way(CERTIFIED, LAST, STANDARD).channel == "email"
    assert way(REACHABLE, LAST, FIRM_WITH).channel == "email"
    assert way(dead, LAST, FIRM_WITH).channel == "email"


def test_a_certified_address_alone_gets_no_first_letter_unless_chosen() -> None:
    only = replace(MUTE, pec=PEC)
    assert not is_reached(only, FIRM_WITH)
    assert is_reached(replace(only, channel="pec"), FIRM_WITH)
    due = case(owing("1", 4), customer=only)
    assert isinstance(decide(due, FIRM_WITH, TODAY), Call)
    chosen = replace(due, customer=replace(only, channel="pec"))
    assert isinstance(decide(chosen, FIRM_WITH, TODAY), Send)


def test_a_certified_address_alone_gets_the_last_letter() -> None:
    procedure = replace(with_pec(STANDARD, is_public=False), has_pec=True)
    late = case(owing("1", 31, "first second third"), customer=replace(MUTE, pec=PEC))
    act = decide(late, procedure, TODAY)
    assert isinstance(act, Send)
    assert act.stage.name == "last"
