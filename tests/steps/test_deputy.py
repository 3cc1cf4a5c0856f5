"""The deputy: who gets the summary once nobody has answered it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.steps import rounds
from agent.steps.act import cases
from agent.steps.desk import Desk
from tests.steps import given, owner

DEPUTY = "office@firm.test"


@pytest.fixture
def desk() -> Desk:
    desk = owner.open_office()
    desk = replace(desk, summary=replace(desk.summary, deputy=DEPUTY, deputy_after=3))
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    rounds.run_round(desk)
    return desk


def read_by(desk: Desk) -> list[str]:
    """Let a day pass and its summary leave; give who got it."""
    before = len(given.recipients(desk))
    owner.summary(desk)
    got = given.recipients(desk)[before:]
    given.pass_time(desk, days=1)
    return got


def test_after_three_working_days_without_an_answer_the_deputy_gets_it_too(
    desk: Desk,
) -> None:
    got = [read_by(desk) for _ in range(4)]

    assert got == [[owner.BOSS]] * 3 + [[owner.BOSS, DEPUTY]]


def test_an_answer_by_mail_lets_the_days_begin_anew(desk: Desk) -> None:
    read_by(desk)
    owner.answer(desk, owner.mails(desk)[-1], "nota: ci penso domani")

    assert [read_by(desk) for _ in range(3)] == [[owner.BOSS]] * 3


def test_whoever_decides_elsewhere_has_answered(desk: Desk) -> None:
    read_by(desk)
    cases.hold(desk, "carla", "on holiday", None, invoice="1/2026")

    assert [read_by(desk) for _ in range(4)][2] == [owner.BOSS]
