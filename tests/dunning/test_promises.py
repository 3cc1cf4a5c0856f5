from __future__ import annotations

from datetime import date

from agent.dunning.holidays import off_days
from agent.dunning.promises import is_broken
from agent.model.money import Money

weekend = off_days(frozenset(range(5)))
FRIDAY = date(2026, 6, 5)


def test_a_promise_is_broken_two_working_days_after_its_end() -> None:
    assert not is_broken(FRIDAY, Money(1), date(2026, 6, 8), weekend)
    assert is_broken(FRIDAY, Money(1), date(2026, 6, 9), weekend)


def test_who_paid_has_kept_his_promise() -> None:
    assert not is_broken(FRIDAY, Money(0), date(2026, 7, 1), weekend)
