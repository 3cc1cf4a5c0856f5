from __future__ import annotations

from agent.dunning.cost import cost, is_to_leave
from agent.dunning.effect import Effort
from agent.dunning.lateness import Lateness
from agent.model.money import Money

HOUR = Money(40_00)
ALWAYS = Lateness(6, 6, 40, 0)
# 10 letters, 10 questions, 30 calls: 10 + 20 + 150 = 180 minutes, three hours.
EFFORT = Effort(10, 10, 30)


def test_a_cost_is_the_minutes_by_the_price_of_an_hour() -> None:
    found = cost(EFFORT, HOUR, Money(1_000_00))

    assert (found.spent, found.percent) == (Money(120_00), 12)


def test_who_is_always_late_and_too_dear_may_be_left() -> None:
    assert is_to_leave(cost(EFFORT, HOUR, Money(1_000_00)), ALWAYS, 11)


def test_who_is_worth_it_is_kept() -> None:
    assert not is_to_leave(cost(EFFORT, HOUR, Money(1_000_00)), ALWAYS, 12)


def test_who_is_late_now_and_then_is_kept() -> None:
    now_and_then = Lateness(6, 4, 40, 0)

    assert not is_to_leave(cost(EFFORT, HOUR, Money(1_000_00)), now_and_then, 5)


def test_to_whom_nothing_is_invoiced_any_more_nobody_says_farewell() -> None:
    assert not is_to_leave(cost(EFFORT, HOUR, Money(0)), ALWAYS, 5)
