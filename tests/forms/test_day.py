"""Dates are read in one order or refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import Unreadable
from agent.forms.day import day, is_day_first, readings

DAYS = st.dates(date(1970, 1, 1), date(2069, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01",
        "2026/3/1",
        "20260301",
        "2026-03-01T08:15:00.000Z",
        "2026-03-01+01:00",
        "1.3.2026",
        "01.03.26",
        "1. 3. 2026",
        "01.03.2026 08:15",
        "1 mar 2026",
        "1 marzo 2026",
        "1. März 2026",
        "01-Mar-26",
    ],
)
def test_a_date_with_one_reading_needs_no_column(text: str) -> None:
    assert day(text) == date(2026, 3, 1)


def test_two_digit_years_belong_to_our_time() -> None:
    assert day("31.12.69") == date(2069, 12, 31)
    assert day("31.12.70") == date(1970, 12, 31)


def test_the_column_decides_between_day_and_month() -> None:
    assert day("01/02/2026", is_day_first=True) == date(2026, 2, 1)
    assert day("01/02/2026", is_day_first=False) == date(2026, 1, 2)
    with pytest.raises(Unreadable, match="day or month first"):
        day("01/02/2026")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ieri",
        "1" * 60,
        "31/02/2026",
        "2026-13-01",
        "0001-01-01",
        "9999-12-31",
        "1 xyz 2026",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a date"):
        day(text, is_day_first=True)


def test_a_column_tells_its_order_by_the_dates_with_one_reading() -> None:
    assert is_day_first(["01/02/2026", "13/02/2026", "", "Totale"]) is True
    assert is_day_first(["01/02/2026", "02/13/2026"]) is False
    assert is_day_first(["01/02/2026"]) is None
    assert is_day_first(["2026-02-01"]) is None


def test_a_date_has_no_two_or_one_reading() -> None:
    assert readings("ieri") == {}
    assert readings("13/02/2026") == {True: date(2026, 2, 13)}
    assert readings("01/02/2026") == {True: date(2026, 2, 1), False: date(2026, 1, 2)}
    with pytest.raises(Unreadable):
        day("13/13/2026")


def test_points_stand_only_where_the_day_comes_first() -> None:
    assert day("02.01.2026", is_day_first=False) == date(2026, 1, 2)


def test_a_column_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(Unreadable, match="order of day and month"):
        is_day_first(["13/02/2026", "02/13/2026"])


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y", "%Y-%m-%d"]))
def test_a_written_date_comes_back(on: date, form: str) -> None:
    assert day(on.strftime(form), is_day_first=True) == on


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        assert day(text).year
    except Unreadable:
        return
    assert readings(text)
