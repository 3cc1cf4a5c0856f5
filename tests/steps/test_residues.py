"""Small differences are closed within what the firm set, and told once a month."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from agent.ledger import invoices
from agent.matching.amounts import Tolerance
from agent.model.day import Line
from agent.model.money import Money
from agent.steps.act import invoicing
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.settle import settle
from tests.desks import ROME
from tests.steps import given

DUE = date(2026, 9, 1)


def _pays_less(desk: Desk, cents: int, number: str = "12/2026") -> None:
    given.invoice(desk, number, DUE, 70_000)
    given.money(desk, 70_000 - cents, f"saldo fattura {number}", "Alfa Srl")
    settle(desk)


def _owed(desk: Desk) -> int:
    customer = given.the_customer(desk).id
    with picture(desk) as tx:
        return sum(item.open.cents for item in invoices.open_items(tx, [customer]))


def _told(desk: Desk, since: datetime) -> tuple[Line, ...]:
    with picture(desk) as tx:
        return gather(desk, tx, since).residues


def _until(desk: Desk, day: date) -> None:
    passed = datetime(day.year, day.month, day.day, 8, tzinfo=ROME) - desk.clock.now()
    given.pass_time(desk, seconds=passed.total_seconds())


def _with(desk: Desk, tolerance: Tolerance) -> Desk:
    return replace(desk, rules=replace(desk.rules, tolerance=tolerance))


@pytest.mark.parametrize(
    ("cents", "tolerance", "left"),
    [
        (50, Tolerance(), 0),
        (50, Tolerance(rounding=0), 50),
        (350, Tolerance(), 0),
        (350, Tolerance(fee=300), 350),
        (350, Tolerance(rounding=400, fee=0), 0),
        (200, Tolerance(), 0),
        (200, Tolerance(stamp=False, fee=0), 200),
        (2_600, Tolerance(), 2_600),
    ],
)
def test_what_is_closed_is_what_the_firm_set(
    desk: Desk, cents: int, tolerance: Tolerance, left: int
) -> None:
    _pays_less(_with(desk, tolerance), cents)
    assert _owed(desk) == left


def test_the_first_summary_of_a_month_lists_what_was_closed(desk: Desk) -> None:
    _pays_less(desk, 50)
    _pays_less(desk, 350, "13/2026")
    _until(desk, date(2026, 10, 1))
    whole, one, other = _told(desk, desk.clock.now() - timedelta(days=1))
    assert (whole.amount, whole.facts["count"]) == (Money(400), 2)
    assert (whole.facts["since"], whole.facts["until"]) == (
        date(2026, 9, 1),
        date(2026, 9, 30),
    )
    assert [one.amount, other.amount] == [Money(50), Money(350)]
    assert other.facts["numbers"] == ("13/2026",)
    assert other.command == "sollecito write-off 13/2026 --undo"


def test_the_second_summary_of_a_month_lists_nothing(desk: Desk) -> None:
    _pays_less(desk, 50)
    _until(desk, date(2026, 10, 2))
    assert _told(desk, desk.clock.now() - timedelta(days=1)) == ()


def test_a_month_without_any_summary_is_made_up_for(desk: Desk) -> None:
    _pays_less(desk, 50)
    since = desk.clock.now()
    _until(desk, date(2026, 11, 3))
    assert len(_told(desk, since)) == 2


def test_what_is_asked_for_again_is_not_listed(desk: Desk) -> None:
    _pays_less(desk, 50)
    invoicing.undo_write_off(desk, "carla", "12/2026")
    assert _owed(desk) == 50
    _until(desk, date(2026, 10, 1))
    assert _told(desk, desk.clock.now() - timedelta(days=1)) == ()
