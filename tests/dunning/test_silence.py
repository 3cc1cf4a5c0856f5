from __future__ import annotations

from datetime import date

from agent.dunning.holidays import off_days
from agent.dunning.silence import is_unconfirmed

weekend = off_days(frozenset(range(5)))
MONDAY = date(2026, 6, 1)


def june(day: int) -> date:
    return date(2026, 6, day)


def test_on_the_last_day_of_patience_a_letter_is_unconfirmed() -> None:
    assert not is_unconfirmed(MONDAY, (), june(4), 4, weekend)
    assert is_unconfirmed(MONDAY, (), june(5), 4, weekend)


def test_weekends_are_no_days_of_silence() -> None:
    assert not is_unconfirmed(june(4), (), june(9), 4, weekend)
    assert is_unconfirmed(june(4), (), june(10), 4, weekend)


def test_one_sign_of_life_is_enough() -> None:
    assert not is_unconfirmed(MONDAY, (june(2),), june(30), 4, weekend)
    assert not is_unconfirmed(MONDAY, (MONDAY,), june(30), 4, weekend)


def test_a_sign_of_life_before_the_letter_says_nothing_about_it() -> None:
    assert is_unconfirmed(june(5), (MONDAY,), june(30), 4, weekend)


def test_an_address_lives_a_year_by_a_sign_after_an_earlier_letter() -> None:
    first, sign = june(1), (june(3),)
    late, later = date(2027, 6, 2), date(2027, 6, 4)
    assert not is_unconfirmed(june(15), sign, june(30), 4, weekend, first)
    assert is_unconfirmed(june(15), (), june(30), 4, weekend, first)
    assert is_unconfirmed(june(15), sign, june(30), 4, weekend, june(4))
    assert not is_unconfirmed(date(2027, 5, 10), sign, late, 4, weekend, first)
    assert is_unconfirmed(date(2027, 5, 10), sign, later, 4, weekend, first)
