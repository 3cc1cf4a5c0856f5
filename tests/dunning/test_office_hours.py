from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.dunning.holidays import closed_days
from agent.dunning.office_hours import is_open, next_moment
from agent.errors import ConfigError
from agent.model.procedure import Closure, OfficeHours

law = settings(deadline=None, max_examples=150)

ROME = ZoneInfo("Europe/Rome")
HOURS = OfficeHours()
NIGHTLY = OfficeHours(
    windows=((time(1, 30), time(3, 30)),), weekdays=frozenset(range(7))
)


def never(_: date) -> bool:
    return False


def at(text: str, zone: ZoneInfo = ROME) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def shown(moment: datetime, zone: ZoneInfo = ROME) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        ("2026-06-01 08:00", "2026-06-01 09:00"),
        ("2026-06-01 09:00", "2026-06-01 09:00"),
        ("2026-06-01 12:29", "2026-06-01 12:29"),
        ("2026-06-01 12:30", "2026-06-01 14:30"),
        ("2026-06-01 17:30", "2026-06-02 09:00"),
        ("2026-06-05 23:40", "2026-06-08 09:00"),
        ("2026-06-07 10:00", "2026-06-08 09:00"),
    ],
)
def test_outside_the_hours_the_next_window_counts(now: str, moment: str) -> None:
    assert shown(next_moment(at(now), HOURS, never)) == moment


def test_the_answer_is_in_utc() -> None:
    assert next_moment(at("2026-06-01 08:00"), HOURS, never) == datetime(
        2026, 6, 1, 7, tzinfo=UTC
    )
    assert next_moment(at("2026-06-01 10:00"), HOURS, never).tzinfo is UTC


def test_the_firms_own_zone_counts_and_not_that_of_the_question() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert not is_open(at("2026-06-01 10:00", tokyo), HOURS, never)
    assert is_open(at("2026-06-01 17:00", tokyo), HOURS, never)


def test_the_hours_follow_summer_time() -> None:
    before = next_moment(at("2026-03-27 20:00"), HOURS, never)
    after = next_moment(at("2026-03-30 00:00"), HOURS, never)
    assert before == after == datetime(2026, 3, 30, 7, tzinfo=UTC)
    assert next_moment(at("2026-10-26 00:00"), HOURS, never) == datetime(
        2026, 10, 26, 8, tzinfo=UTC
    )


def test_holidays_and_closures_are_left_out() -> None:
    shut = closed_days("IT", "MI", [Closure(date(2026, 8, 3), date(2026, 8, 28))])
    assert shown(next_moment(at("2026-07-31 18:00"), HOURS, shut)) == "2026-08-31 09:00"
    assert shown(next_moment(at("2026-12-04 18:00"), HOURS, shut)) == "2026-12-09 09:00"


def test_on_half_days_only_the_first_window_counts() -> None:
    half = replace(HOURS, half_days=frozenset({(12, 24)}))
    assert is_open(at("2026-12-24 10:00"), half, never)
    assert not is_open(at("2026-12-24 15:00"), half, never)
    assert is_open(at("2026-12-23 15:00"), half, never)


def test_a_window_loses_the_hour_that_spring_leaves_out() -> None:
    opens = next_moment(at("2026-03-29 00:00"), NIGHTLY, never)
    assert shown(opens) == "2026-03-29 01:30"
    assert is_open(datetime(2026, 3, 29, 1, 29, tzinfo=UTC), NIGHTLY, never)
    assert not is_open(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), NIGHTLY, never)


def test_a_window_that_starts_in_the_missing_hour_opens_with_the_change() -> None:
    late = replace(NIGHTLY, windows=((time(2, 15), time(4)),))
    opens = next_moment(at("2026-03-29 00:00"), late, never)
    assert shown(opens) == "2026-03-29 03:00"


def test_a_window_within_the_missing_hour_does_not_open() -> None:
    lost = replace(NIGHTLY, windows=((time(2, 15), time(2, 45)),))
    opens = next_moment(at("2026-03-29 00:00"), lost, never)
    assert shown(opens) == "2026-03-30 02:15"


def test_an_office_that_never_opens_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match="the office never opens"):
        next_moment(at("2026-06-01 08:00"), HOURS, lambda _: True)


def moments() -> st.SearchStrategy[datetime]:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    minutes = st.integers(0, 3 * 366 * 24 * 60)
    return minutes.map(lambda n: start + timedelta(minutes=n))


@st.composite
def hours(draw: st.DrawFn) -> OfficeHours:
    marks = draw(st.lists(st.times(), min_size=4, max_size=4, unique=True).map(sorted))
    whole = [each.replace(second=0, microsecond=0) for each in marks]
    return OfficeHours(
        windows=((whole[0], whole[1]), (whole[2], time(23, 59))),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        zone=draw(
            st.sampled_from(
                ["Europe/Rome", "America/New_York", "Australia/Lord_Howe", "UTC"]
            )
        ),
        half_days=draw(st.just(frozenset()) | st.just(frozenset({(12, 24), (12, 31)}))),
    )


@st.composite
def calendars(draw: st.DrawFn) -> Callable[[date], bool]:
    since = draw(st.dates(date(2026, 1, 1), date(2028, 12, 1)))
    days = draw(st.integers(0, 30))
    return closed_days(
        draw(st.sampled_from(["IT", "DE", "ES", "GB"])),
        draw(st.sampled_from(["", "MI", "Roma", "BY"])),
        [Closure(since, since + timedelta(days=days))],
        [since - timedelta(days=9)],
    )


@law
@given(moments(), hours(), calendars())
def test_over_three_years_no_letter_leaves_outside_the_hours(
    now: datetime, hours: OfficeHours, shut: Callable[[date], bool]
) -> None:
    moment = next_moment(now, hours, shut)
    local = moment.astimezone(ZoneInfo(hours.zone))
    assert moment >= now
    assert is_open(moment, hours, shut)
    assert local.weekday() in hours.weekdays
    assert not shut(local.date())


@law
@given(moments(), hours(), calendars(), st.floats(0, 1))
def test_nothing_open_is_skipped(
    now: datetime, hours: OfficeHours, shut: Callable[[date], bool], part: float
) -> None:
    moment = next_moment(now, hours, shut)
    between = now + (moment - now) * part
    assert between >= moment or not is_open(between, hours, shut)


@law
@given(moments(), hours(), calendars())
def test_what_is_open_is_now(
    now: datetime, hours: OfficeHours, shut: Callable[[date], bool]
) -> None:
    assert is_open(now, hours, shut) == (next_moment(now, hours, shut) == now)
