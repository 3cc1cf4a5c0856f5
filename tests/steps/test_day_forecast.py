"""The summary says what is expected of what is open, and forgets what is contested."""

from __future__ import annotations

from datetime import date, timedelta

from agent.model.day import Week
from agent.model.money import Money
from agent.steps.act import cases as acts
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.settle import settle
from tests.steps import given


def _expected(desk: Desk) -> tuple[Week, ...]:
    with picture(desk) as tx:
        return gather(desk, tx, desk.clock.now()).forecast


def _promised(desk: Desk) -> None:
    today = desk.clock.today()
    acts.promise(desk, "carla", today, date(2026, 9, 16), "soon", invoice="9/2026")


def test_a_promise_is_expected_in_its_week(desk: Desk) -> None:
    given.invoice(desk, "9/2026", date(2026, 9, 1), 50_000)
    _promised(desk)

    high = [week.high.cents for week in _expected(desk)]

    assert high[0] == 0
    assert high[1] >= 50_000


def test_what_is_contested_is_not_expected(desk: Desk) -> None:
    given.invoice(desk, "9/2026", date(2026, 9, 1), 50_000)
    acts.dispute(desk, "carla", "9/2026", "wrong", "")

    assert _expected(desk) == ()


def test_what_is_paid_is_learnt_from_and_not_expected(desk: Desk) -> None:
    given.invoice(desk, "9/2026", date(2026, 9, 1), 50_000)
    given.money(desk, 50_000, "saldo fattura 9/2026", "Alfa Srl")
    settle(desk)

    assert _expected(desk) == ()


def test_each_week_lies_in_one_line_and_the_same_day_says_the_same(desk: Desk) -> None:
    given.invoice(desk, "9/2026", date(2026, 9, 1), 50_000)

    weeks = _expected(desk)

    assert weeks == _expected(desk)
    assert weeks[1].until - weeks[1].since == timedelta(days=6)
    assert all(week.low <= week.middle <= week.high for week in weeks)
    assert weeks[0].high <= Money(60_000)
