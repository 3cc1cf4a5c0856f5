from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.dunning.pressure import earliest
from agent.dunning.procedure import STANDARD
from tests.dunning.builders import TODAY, day


def test_the_first_letter_may_leave_at_once() -> None:
    assert earliest((), STANDARD, TODAY) == TODAY


def test_after_a_letter_the_interval_passes() -> None:
    assert earliest((day(-1),), STANDARD, TODAY) == day(6)


def test_after_three_letters_the_month_passes() -> None:
    assert earliest((day(-21), day(-14), day(-7)), STANDARD, TODAY) == day(9)


def test_letters_long_ago_do_not_count() -> None:
    assert earliest((day(-90), day(-60), day(-30)), STANDARD, TODAY) == TODAY


def may_leave(days: list[date], on: date) -> bool:
    """Say the same by counting."""
    near = [each for each in days if abs((on - each).days) < 7]
    month = [each for each in days if 0 <= (on - each).days < 30]
    return not near and len(month) < 3


@settings(deadline=None)
@given(st.lists(st.integers(0, 60).map(lambda n: TODAY - timedelta(days=n))))
def test_it_is_the_first_day_that_counting_allows(days: list[date]) -> None:
    allowed = (day(n) for n in range(100) if may_leave(days, day(n)))
    assert earliest(days, STANDARD, TODAY) == next(allowed)
