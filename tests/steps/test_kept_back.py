"""A statement that cannot be read keeps every letter back, and everything says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.ledger import quarantine
from agent.steps import rounds
from agent.steps.act import quarantine as aside
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.status import status
from agent.steps.look.why import why
from agent.steps.summarise import show
from agent.steps.waiting import why_kept_back, why_none_leaves
from tests.steps import given

DUE = date(2026, 9, 1)
UNREADABLE = "a bank statement could not be read; look at `sollecito quarantine list`"


@pytest.fixture
def kept(desk: Desk) -> Desk:
    """A desk with a letter about to leave, and a statement nobody could read."""
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    with transaction(desk) as tx:
        quarantine.set_aside(tx, "statement", "banca.xml", "ab" * 32, "no end")
    return desk


def test_status_says_that_no_letter_leaves(kept: Desk) -> None:
    assert status(kept).off_because == UNREADABLE


def test_why_promises_no_time_at_which_the_letter_will_not_leave(kept: Desk) -> None:
    told = why(kept, "1/2026").paragraph
    assert "after 2026-09-07 09:40, once letters leave again" in told
    assert f"No letter leaves: {UNREADABLE}." in told


def test_the_summary_asks_first_for_the_statement_and_only_once(kept: Desk) -> None:
    text = show(kept).text
    assert text.index("\nbanca.xml") < text.index(
        "→ sollecito quarantine retry 1 --despite-doubts"
    )
    assert text.count("banca.xml") == 1


def test_given_up_it_keeps_nothing_back(kept: Desk) -> None:
    aside.drop(kept, "carla", 1, "an old one")
    assert status(kept).off_because == ""
    given.send_all(kept)
    assert given.recipients(kept) == ["anna@client.test"]


def test_what_passes_by_itself_is_not_told(desk: Desk) -> None:
    given.money(desk, 4_000, "acconto", "Alfa Srl")
    given.pass_time(desk, hours=14)  # the office is closed, no daemon runs
    with picture(desk) as tx:
        assert why_none_leaves(desk, tx) == ""


def test_a_missing_statement_is_told_before_sending_is_live(desk: Desk) -> None:
    account = "IT60X0542811101000000123456"
    banked = replace(desk, intake=replace(desk.intake, accounts=(account,)))
    with picture(banked) as tx:
        assert "no bank statement" in why_kept_back(banked, tx)
