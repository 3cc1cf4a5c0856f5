from __future__ import annotations

from agent.dunning.call_list import PendingCall, todays_calls
from agent.model.money import Money
from tests.dunning.builders import day

SMALL = PendingCall("small", Money(100), day(-90))
LARGE = PendingCall("large", Money(90_000), day(-5))
OLDER = PendingCall("older", Money(90_000), day(-50))
YEN = PendingCall("yen", Money(5_000, "JPY"), day(-5))


def test_most_money_comes_first_and_of_equal_sums_the_oldest() -> None:
    assert todays_calls([SMALL, LARGE, OLDER], 9) == (OLDER, LARGE, SMALL)


def test_no_more_calls_than_a_day_holds() -> None:
    assert todays_calls([SMALL, LARGE, OLDER], 2) == (OLDER, LARGE)
    assert todays_calls([SMALL], 0) == ()


def test_amounts_are_compared_in_whole_units() -> None:
    assert todays_calls([LARGE, YEN], 1) == (YEN,)
