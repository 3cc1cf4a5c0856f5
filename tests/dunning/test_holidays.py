from __future__ import annotations

from datetime import date

import pytest

from agent.dunning.holidays import closed_days, either, is_known, off_days
from agent.model.procedure import Closure

AMBROSE = date(2026, 12, 7)
REPUBLIC = date(2026, 6, 2)


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 6),
        date(2026, 4, 6),
        date(2026, 4, 25),
        date(2026, 5, 1),
        REPUBLIC,
        date(2026, 8, 15),
        date(2026, 12, 8),
        date(2031, 12, 26),
    ],
)
def test_the_countrys_holidays_are_closed(day: date) -> None:
    assert closed_days("IT")(day)


@pytest.mark.parametrize("region", ["IT-MI", "MI", "mi", "Milano", " milano "])
def test_the_patron_saint_of_the_town_is_closed(region: str) -> None:
    assert closed_days("IT", region)(AMBROSE)


@pytest.mark.parametrize("region", ["", "IT-RM", "Roma", "Nowhere"])
def test_the_patron_saint_of_another_town_is_not(region: str) -> None:
    assert not closed_days("IT", region)(AMBROSE)


def test_a_country_without_a_calendar_has_no_holidays() -> None:
    assert not closed_days("XX", "MI")(date(2026, 12, 25))


def test_closures_are_closed_from_first_to_last_day() -> None:
    shut = closed_days("IT", "", [Closure(date(2026, 8, 10), date(2026, 8, 21))])
    days = [date(2026, 8, day) for day in (9, 10, 21, 22)]
    assert [shut(day) for day in days] == [False, True, True, False]


def test_single_days_may_be_added() -> None:
    bridge = date(2026, 6, 1)
    assert closed_days("IT", extra=[bridge])(bridge)


def test_the_customers_country_counts_beside_the_firms() -> None:
    shut = either(closed_days("IT"), closed_days("DE"))
    assert shut(REPUBLIC)
    assert shut(date(2026, 10, 3))
    assert not shut(date(2026, 6, 3))


def test_weekends_are_a_calendar_of_their_own() -> None:
    shut = off_days(frozenset(range(5)))
    assert [shut(date(2026, 6, day)) for day in (5, 6, 7, 8)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("country", "region"),
    [("IT", ""), ("IT", "MI"), ("IT", "Cesena"), ("DE", "Bayern")],
)
def test_a_place_with_a_calendar_is_known(country: str, region: str) -> None:
    assert is_known(country, region)


@pytest.mark.parametrize(
    ("country", "region"), [("IT", "Nowhere"), ("XX", ""), ("XX", "MI")]
)
def test_a_place_without_a_calendar_can_be_told(country: str, region: str) -> None:
    assert not is_known(country, region)
