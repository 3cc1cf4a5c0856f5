"""Letters wait while the invoicing program's list is old, and everything says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.steps import rounds
from agent.steps.desk import Desk
from agent.steps.look.status import status
from agent.steps.summarise import show
from tests.steps import given
from tests.steps.test_open_items import BETAS, listing, owing, row


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A desk with two invoices overdue and two days' patience, on a Monday."""
    return owing(replace(desk, intake=replace(desk.intake, open_items_days=2)))


def test_who_never_gave_a_list_is_not_asked_for_one(asked: Desk) -> None:
    assert status(asked).off_because == ""
    assert "ELENCO" not in show(asked).text.upper()


def test_where_the_configuration_names_lists_the_first_is_waited_for(
    asked: Desk,
) -> None:
    asked = replace(asked, intake=replace(asked.intake, open_items="scad*"))
    rounds.run_round(asked)
    assert "no list of what is open" in given.send_all(asked).waits
    assert given.recipients(asked) == []
    assert "Non è ancora arrivato; 2 lettere" in " ".join(show(asked).text.split())


def test_a_list_is_enough_until_it_is_too_old(asked: Desk) -> None:
    listing(asked, row(), BETAS, as_of=date(2026, 9, 3))  # two working days ago
    rounds.run_round(asked)
    assert status(asked).off_because == ""
    given.pass_time(asked, days=1)
    assert "is of 2026-09-03; letters wait" in status(asked).off_because
    assert given.send_all(asked).waits.endswith("is of 2026-09-03")
    assert given.recipients(asked) == []
    text = " ".join(show(asked).text.split())
    assert "È del 3 settembre; 2 lettere aspettano il prossimo" in text
    assert "sollecito import --open-items FILE" in text
    listing(asked, row(), BETAS)
    rounds.run_round(asked)
    assert len(given.recipients(asked)) == 2


def test_the_summary_says_a_day_ahead_that_the_list_will_be_too_old(
    asked: Desk,
) -> None:
    given.live(asked)
    listing(asked, row(), BETAS, as_of=date(2026, 9, 3))
    rounds.run_round(asked)
    text = " ".join(show(asked).text.split())
    assert "È del 3 settembre. Se non ne arriva un altro, dall’8 settembre" in text
    listing(asked, row(), BETAS)
    assert "È del 3 settembre" not in show(asked).text


def test_with_no_days_no_letter_waits_for_a_list(asked: Desk) -> None:
    asked = replace(asked, intake=replace(asked.intake, open_items_days=0))
    listing(asked, row(), BETAS, as_of=date(2026, 8, 10))
    rounds.run_round(asked)
    given.send_all(asked)
    assert len(given.recipients(asked)) == 2
    assert status(asked).listed_on == date(2026, 8, 10)
