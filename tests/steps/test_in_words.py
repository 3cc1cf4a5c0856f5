"""In words: what a letter is called where a person reads of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from agent.letters.templates import load
from agent.steps.act import cases
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.each import transaction
from agent.steps.in_words import letter_in_words
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.review import review
from agent.steps.look.why import why
from tests.desks import MONDAY
from tests.steps import given

DUE = MONDAY.date() - timedelta(days=5)


@pytest.fixture
def contested(desk: Desk) -> Desk:
    """Give a desk where the answer to an objection waits."""
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")
    return desk


def test_why_says_what_a_letter_is(contested: Desk) -> None:
    said = why(contested, "1/2026").paragraph

    assert "('answer to the objection')" in said
    assert "dispute_acknowledged" not in said


def test_why_says_what_letter_comes_next(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    assert "Next: the letter 'first reminder'" in why(desk, "1/2026").paragraph


def test_review_says_what_a_letter_is(contested: Desk) -> None:
    (row,) = review(contested).letters
    assert (row.kind, row.what) == ("dispute_acknowledged", "answer to the objection")


def test_a_stage_of_ones_own_is_called_by_its_name(desk: Desk) -> None:
    assert letter_in_words(desk, "vor_weihnachten") == "vor_weihnachten"


def test_where_the_words_are_spoiled_why_still_tells(
    contested: Desk, tmp_path: Path
) -> None:
    (tmp_path / "summary").mkdir()
    (tmp_path / "summary" / "en.j2").write_text("{% set stages = %}")
    spoiled = replace(contested, templates=load(tmp_path))

    assert "('dispute_acknowledged')" in why(spoiled, "1/2026").paragraph


def test_a_letter_that_left_is_called_the_same_on_the_phone(desk: Desk) -> None:
    given.one_letter(desk)
    customer = given.the_customer(desk)
    with transaction(desk) as tx:
        ask_call(tx, customer.id, "hand", "as asked", MONDAY.date())

    (sheet,) = call_sheets(desk)

    assert "letter 'first reminder': sent" in str(sheet.contacts[0])
