from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.dunning.holidays import off_days
from agent.dunning.working_days import (
    add_working_days,
    next_working_day,
    working_days_between,
)
from agent.errors import ConfigError

FRIDAY = date(2026, 6, 5)
SATURDAY = date(2026, 6, 6)
MONDAY = date(2026, 6, 8)
TUESDAY = date(2026, 6, 9)
weekend = off_days(frozenset(range(5)))


def test_a_working_day_after_friday_is_monday() -> None:
    assert add_working_days(FRIDAY, 1, weekend) == MONDAY


def test_working_days_are_counted_one_by_one() -> None:
    assert add_working_days(FRIDAY, 10, weekend) == date(2026, 6, 19)


def test_no_day_added_is_the_day_itself_or_the_next_one() -> None:
    assert add_working_days(FRIDAY, 0, weekend) == FRIDAY
    assert add_working_days(SATURDAY, 0, weekend) == MONDAY


def test_days_between_leave_out_the_first_and_take_in_the_last() -> None:
    assert working_days_between(FRIDAY, TUESDAY, weekend) == 2
    assert working_days_between(FRIDAY, SATURDAY, weekend) == 0
    assert working_days_between(TUESDAY, FRIDAY, weekend) == 0


def test_a_calendar_without_working_days_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match="no working day"):
        next_working_day(FRIDAY, lambda _: True)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 60))
def test_counting_undoes_adding(day: date, n: int) -> None:
    later = add_working_days(day, n, weekend)
    assert working_days_between(day, later, weekend) == n
    assert not weekend(later)
