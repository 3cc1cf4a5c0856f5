"""What follows once a promise to pay was broken: one letter says so, in its turn."""

from __future__ import annotations

from dataclasses import replace

from agent.dunning.decide import decide
from agent.dunning.procedure import STANDARD
from agent.model.case import (
    Broken,
    Call,
    Case,
    Held,
    NextAction,
    Send,
    Standing,
    Wait,
)
from tests.dunning.builders import MUTE, TODAY, case, day, hold, owing

BROKEN = Broken(day(-4), day(-12))


def broken(standing: Standing) -> Standing:
    return replace(standing, broken=BROKEN)


def following(found: Case) -> NextAction:
    return decide(found, STANDARD, TODAY)


def sent(found: Case) -> Send:
    act = following(found)
    assert isinstance(act, Send)
    return act


def test_the_letter_that_is_due_speaks_of_the_broken_promise() -> None:
    act = sent(case(broken(owing("1", 12, "first")), letters=(-9,)))

    assert act.stage.name == "promise_broken"
    assert [(item.id, stage.name) for item, stage in act.steps] == [("1", "second")]
    assert [item.id for item in act.promised] == ["1"]
    assert act.because.endswith("; a promise to pay 1 was broken")


def test_it_lists_what_is_overdue_beside_and_names_what_was_promised() -> None:
    act = sent(case(broken(owing("1", 12, "first")), owing("2", 5), letters=(-9,)))

    assert [item.id for item in act.items] == ["1", "2"]
    assert [item.id for item in act.promised] == ["1"]


def test_the_last_letter_of_all_comes_after_it() -> None:
    behind = "first second third"
    act = sent(case(broken(owing("1", 31, behind)), letters=(-9,)))

    assert (act.stage.name, act.steps) == ("promise_broken", ())
    assert sent(case(owing("1", 31, behind), letters=(-9,))).stage.name == "last"


def test_it_is_waited_for_also_in_the_place_of_the_last_letter() -> None:
    behind = "first second third"
    act = following(case(broken(owing("1", 27, behind)), letters=(-9,)))

    assert isinstance(act, Wait)
    assert act.until == day(3)
    assert "'promise_broken'" in act.because


def test_it_keeps_the_interval_between_letters() -> None:
    found = case(broken(owing("1", 12, "first")), letters=(-3,))

    assert isinstance(following(found), Wait)


def test_a_hold_of_another_cause_keeps_it_back() -> None:
    found = case(broken(owing("1", 12, "first")), holds=(hold(None),))

    assert isinstance(following(found), Held)


def test_who_cannot_be_written_to_is_phoned() -> None:
    found = case(broken(owing("1", 12, "first")), customer=MUTE)

    assert isinstance(following(found), Call)
