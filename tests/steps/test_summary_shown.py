"""The summary as of now: its numbers are those of the mail that can be answered."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from agent.ledger import summaries
from agent.steps import rounds
from agent.steps.act import letters
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.summarise import last_sent, show
from tests.steps import given, owner

DUE = date(2026, 9, 1)


@pytest.fixture
def desk() -> Desk:
    return owner.open_office()


def numbered(text: str) -> list[tuple[int, str]]:
    return [
        (int(no), name) for no, name in re.findall(r"^(\d+)\. (\w+ Srl)", text, re.M)
    ]


def two_letters(desk: Desk) -> bytes:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="b@beta.test")
    rounds.run_round(desk)
    return owner.summary(desk)


def test_it_has_the_numbers_of_the_last_mail(desk: Desk) -> None:
    told = owner.text_of(two_letters(desk))
    assert [name for _, name in numbered(told)] == ["Alfa Srl", "Beta Srl"]

    letters.approve(desk, "carla", 1)

    beta = [(no, name) for no, name in numbered(told) if name == "Beta Srl"]
    assert numbered(show(desk).text) == beta


def test_what_came_since_has_no_number(desk: Desk) -> None:
    before = numbered(owner.text_of(two_letters(desk)))
    given.invoice(desk, "3/2026", DUE, name="Gamma Srl", email="g@gamma.test")
    rounds.run_round(desk)

    text = show(desk).text
    assert "\nGamma Srl – " in text.replace("\xa0", " ")
    assert numbered(text) == before


def test_its_buttons_answer_the_last_mail(desk: Desk) -> None:
    two_letters(desk)
    with picture(desk) as tx:
        sent = summaries.last(tx)
    assert sent is not None
    shown = show(desk)
    assert sent.token in shown.text
    assert f"%5B{sent.token}%5D" in shown.html
    assert last_sent(desk) == sent.at


def test_before_the_first_mail_nothing_can_be_answered(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)

    assert last_sent(desk) is None
    text = show(desk).text
    assert numbered(text) == []
    assert "Alfa Srl" in text
    assert "Rispondi a questa mail" not in text


def test_no_money_is_new_since_this_days_mail_told_of_it(desk: Desk) -> None:
    english = replace(desk, summary=replace(desk.summary, language="en"))
    assert "\nNo new money.\n" in show(english).text

    owner.summary(desk)

    at = last_sent(desk)
    assert at is not None
    assert f"\nNessun incasso nuovo dopo le {at:%H:%M}.\n" in show(desk).text
    assert f"\nNo new money since {at:%H:%M}.\n" in show(english).text
    assert f">No new money since {at:%H:%M}.<" in show(english).html
    given.pass_time(desk, days=1)
    assert "\nNo new money.\n" in show(english).text
