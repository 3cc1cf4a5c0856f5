from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.dunning.decide import decide
from agent.dunning.habit import later_days, learnt
from agent.dunning.procedure import STANDARD
from agent.model.case import Case, Send, Standing, Wait
from agent.model.customer import Address, Customer
from agent.model.habit import LAST_DAY, Habit
from agent.model.invoice import OpenItem
from agent.model.money import Money

TENTHS = [date(2026, month, 10) for month in (2, 3, 4, 6, 7)]
DUE = date(2026, 8, 31)
ITEM = OpenItem(
    "i1", "v1", "c1", "12/2026", date(2026, 8, 1), DUE, Money(10_000), Money(10_000)
)
CUSTOMER = Customer("c1", 1, "Alfa Srl", addresses=(Address("anna@client.test"),))


def case(later: int) -> Case:
    return Case(CUSTOMER, (Standing(ITEM, later_days=later),))


def test_who_always_pays_on_the_tenth_has_a_habit() -> None:
    assert learnt(TENTHS) == Habit(10)


def test_a_weekend_does_not_break_it() -> None:
    assert learnt([*TENTHS, date(2026, 8, 12)]) == Habit(10)


def test_the_end_of_the_month_is_a_day_too() -> None:
    ends = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30), date(2026, 6, 30)]

    assert learnt(ends) == Habit(LAST_DAY)


@pytest.mark.parametrize(
    "paid_on",
    [
        TENTHS[:3],
        [date(2026, 5, 10 + n) for n in range(4)],
        [*TENTHS, date(2026, 8, 25)],
        [*TENTHS[:2], date(2026, 4, 20), date(2026, 5, 1), *TENTHS[3:]],
    ],
    ids=["too few", "all in one month", "given up of late", "too many strays"],
)
def test_what_is_not_sure_is_no_habit(paid_on: list[date]) -> None:
    assert learnt(paid_on) is None


def test_reminders_count_from_his_day() -> None:
    assert later_days(Habit(10), DUE) == 10
    assert later_days(None, DUE) == 0


def test_a_habit_is_no_longer_term() -> None:
    assert later_days(Habit(25), DUE) == 0


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, LAST_DAY))
def test_a_day_of_the_month_comes_within_a_month(day: date, of_month: int) -> None:
    found = Habit(of_month).on_or_after(day)

    assert timedelta(0) <= found - day <= timedelta(days=LAST_DAY)


def test_the_first_reminder_waits_for_his_day_and_says_so() -> None:
    act = decide(case(10), STANDARD, date(2026, 9, 4))

    assert isinstance(act, Wait)
    assert act.until == date(2026, 9, 13)
    assert "counted from 2026-09-10: by habit he pays then" in act.because


def test_once_his_day_has_passed_the_reminder_leaves() -> None:
    act = decide(case(10), STANDARD, date(2026, 9, 13))

    assert isinstance(act, Send)
    assert act.stage.name == "first"


def test_what_comes_before_the_due_date_is_not_shifted() -> None:
    act = decide(case(10), STANDARD, date(2026, 8, 28))

    assert isinstance(act, Send)
    assert act.stage.name == "courtesy"
