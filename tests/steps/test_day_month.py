"""The first summary of a month tells what customers cost, and whom to part from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from agent.letters.summary import summary
from agent.model.day import Day
from agent.steps.act import editing, phoning
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.rounds import run_round
from agent.steps.settle import settle
from tests.desks import ROME
from tests.steps import given

OCTOBER = datetime(2026, 10, 1, 8, tzinfo=ROME)


@pytest.fixture
def dear(desk: Desk) -> Desk:
    """Alfa is always late, for small sums, and was phoned in September."""
    desk = replace(desk, rules=replace(desk.rules, leave_share=1))
    for number in range(1, 6):
        due_on = date(2026, 7, 20) - timedelta(days=number)
        given.invoice(desk, f"{number}/2026", due_on, 1_000 + number, email="")
        text, day = f"saldo fattura {number}/2026", due_on + timedelta(days=40)
        given.money(desk, 1_000 + number, text, "Alfa Srl", booked_on=day)
    given.invoice(desk, "9/2026", date(2026, 9, 1), 2_000, email="")
    settle(desk)
    run_round(desk)
    phoning.call_done(desk, "carla", 1, "reached", "", None)
    given.pass_time(desk, seconds=(OCTOBER - desk.clock.now()).total_seconds())
    return desk


def _told(desk: Desk, since: datetime = OCTOBER - timedelta(days=1)) -> Day:
    with picture(desk) as tx:
        return gather(desk, tx, since)


def test_what_a_customer_took_is_told(dear: Desk) -> None:
    (line,) = _told(dear).costs

    assert (line.title, line.facts["calls"], line.facts["minutes"]) == (
        "Alfa Srl",
        1,
        5,
    )


def test_within_a_month_nothing_of_it_is_told(dear: Desk) -> None:
    day = _told(dear, OCTOBER.replace(hour=0, minute=30))

    assert (day.costs, day.farewells) == ((), ())


def test_a_farewell_is_a_draft_that_nobody_sends(dear: Desk) -> None:
    told = _told(dear)

    (line,) = told.farewells
    assert (line.title, line.facts["days"]) == ("Alfa Srl", 40)
    assert "non ne prenderemo altri" in " ".join(
        summary(told, "it", dear.templates).text.split()
    )
    assert given.recipients(dear) == []


def test_a_persons_word_on_how_he_pays_ends_the_proposal(dear: Desk) -> None:
    editing.edit(dear, "carla", "Alfa", {"score_note": "an old friend"})

    assert _told(dear).farewells == ()
