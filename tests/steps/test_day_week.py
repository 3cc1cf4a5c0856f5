"""The first summary of a week tells how payments go, of whom, and at what cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from agent.model.day import Day, Line
from agent.steps.act import editing, phoning
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.why import why
from agent.steps.rounds import run_round
from agent.steps.settle import settle
from tests.desks import ROME
from tests.steps import given

FRIDAY = datetime(2026, 9, 4, 8, tzinfo=ROME)


def _told(desk: Desk, since: datetime = FRIDAY) -> Day:
    with picture(desk) as tx:
        return gather(desk, tx, since)


def _late(desk: Desk, numbers: Sequence[int] = range(1, 5), days: int = 40) -> None:
    """Let Alfa pay four invoices late, and owe a fifth."""
    for number in numbers:
        due_on = date(2026, 9, 4) - timedelta(days=days + number)
        given.invoice(desk, f"{number}/2026", due_on, 10_000 + number)
        given.money(
            desk,
            10_000 + number,
            f"saldo fattura {number}/2026",
            "Alfa Srl",
            booked_on=due_on + timedelta(days=days),
        )
    given.invoice(desk, "9/2026", date(2026, 9, 1), 50_000)
    settle(desk)


def _codes(lines: Sequence[Line]) -> list[str]:
    return [line.said for line in lines]


def test_a_late_payer_is_told_with_his_figures(desk: Desk) -> None:
    _late(desk)

    (line,) = _told(desk).late_payers

    assert (line.title, line.facts["days"], line.facts["count"]) == ("Alfa Srl", 40, 5)
    assert line.amount is not None
    assert line.amount.cents == 50_000


def test_on_other_days_of_the_week_nothing_of_it_is_told(desk: Desk) -> None:
    _late(desk)
    day = _told(desk, desk.clock.now() - timedelta(hours=1))

    assert (day.week, day.late_payers, day.fallen_silent, day.to_ask) == ((),) * 4


def test_what_a_person_says_of_a_score_stands(desk: Desk) -> None:
    _late(desk)
    assert "always late: usually 40 days after" in why(desk, "Alfa").paragraph

    editing.edit(desk, "carla", "Alfa", {"score_note": "waits for the Region"})

    assert "as one of us says: waits for the Region." in why(desk, "Alfa").paragraph
    assert _told(desk).late_payers == ()


def test_who_pays_well_and_says_nothing_is_to_be_asked(desk: Desk) -> None:
    _late(desk, days=0)
    owing = _told(desk).to_ask
    given.money(desk, 50_000, "saldo fattura 9/2026", "Alfa Srl")
    settle(desk)

    (line,) = _told(desk).to_ask

    assert owing == ()  # nobody asks him that beside a reminder
    assert (line.title, line.day) == ("Alfa Srl", None)


def test_days_and_the_effect_of_each_stage_are_told(desk: Desk) -> None:
    given.live(desk)
    given.one_letter(desk)
    given.pass_time(desk, days=5)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    settle(desk)
    given.invoice(desk, "2/2026", date(2026, 9, 30), 30_000)
    given.pass_time(desk, days=9)

    days, stage = _told(desk).week

    assert (days.said, stage.said) == ("week.days", "week.stage")
    assert (stage.facts["count"], stage.facts["paid"]) == (1, 1)


def test_calls_made_count_as_time(desk: Desk) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1), email="")
    run_round(desk)
    phoning.call_done(desk, "carla", 1, "reached", "", None)

    assert "week.time" in _codes(_told(desk).week)
