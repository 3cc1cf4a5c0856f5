from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.dunning.holidays import closed_days
from agent.dunning.office_hours import is_open
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


@pytest.mark.parametrize(
    ("now", "opened"),
    [
        ("2026-06-01 08:59", False),
        ("2026-06-01 09:00", True),
        ("2026-06-01 12:29", True),
        ("2026-06-01 12:30", False),
        ("2026-06-01 14:30", True),
        ("2026-06-01 17:30", False),
        ("2026-06-05 23:40", False),
        ("2026-06-07 10:00", False),
    ],
)
def test_letters_leave_within_the_hours_of_a_working_day(
    now: str, *, opened: bool
) -> None:
    assert is_open(at(now), HOURS, never) == opened


def test_the_firms_own_zone_counts_and_not_that_of_the_question() -> None:
    tokyo = ZoneInfo("Asia/Tokyo")
    assert not is_open(at("2026-06-01 10:00", tokyo), HOURS, never)
    assert is_open(at("2026-06-01 17:00", tokyo), HOURS, never)


def test_the_hours_follow_summer_time() -> None:
    assert not is_open(datetime(2026, 3, 27, 7, tzinfo=UTC), HOURS, never)
    assert is_open(datetime(2026, 3, 30, 7, tzinfo=UTC), HOURS, never)
    assert not is_open(datetime(2026, 10, 26, 7, tzinfo=UTC), HOURS, never)
    assert is_open(datetime(2026, 10, 26, 8, tzinfo=UTC), HOURS, never)


def test_holidays_and_closures_are_left_out() -> None:
    shut = closed_days("IT", "MI", [Closure(date(2026, 8, 3), date(2026, 8, 28))])
    assert is_open(at("2026-07-31 10:00"), HOURS, shut)
    assert not is_open(at("2026-08-28 10:00"), HOURS, shut)
    assert is_open(at("2026-08-31 10:00"), HOURS, shut)
    assert not is_open(at("2026-12-07 10:00"), HOURS, shut)  # Saint Ambrose


def test_on_half_days_only_the_first_window_counts() -> None:
    half = replace(HOURS, half_days=frozenset({(12, 24)}))
    assert is_open(at("2026-12-24 10:00"), half, never)
    assert not is_open(at("2026-12-24 15:00"), half, never)
    assert is_open(at("2026-12-23 15:00"), half, never)


def test_a_window_loses_the_hour_that_spring_leaves_out() -> None:
    assert is_open(datetime(2026, 3, 29, 0, 30, tzinfo=UTC), NIGHTLY, never)
    assert is_open(datetime(2026, 3, 29, 1, 29, tzinfo=UTC), NIGHTLY, never)
    assert not is_open(datetime(2026, 3, 29, 1, 30, tzinfo=UTC), NIGHTLY, never)


def test_a_window_that_starts_in_the_missing_hour_opens_with_the_change() -> None:
    late = replace(NIGHTLY, windows=((time(2, 15), time(4)),))
    assert not is_open(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), late, never)
    assert is_open(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), late, never)


def test_a_window_within_the_missing_hour_does_not_open() -> None:
    lost = replace(NIGHTLY, windows=((time(2, 15), time(2, 45)),))
    assert not is_open(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), lost, never)
    assert is_open(datetime(2026, 3, 30, 0, 15, tzinfo=UTC), lost, never)


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


def within(local: datetime, hours: OfficeHours) -> bool:
    """Tell by the clock on the wall alone, without a thought of summer time."""
    windows = hours.windows[: 1 if (local.month, local.day) in hours.half_days else 2]
    return local.weekday() in hours.weekdays and any(
        since <= local.time() < until for since, until in windows
    )


@law
@given(moments(), hours(), calendars())
def test_over_three_years_no_letter_leaves_outside_the_hours(
    now: datetime, hours: OfficeHours, shut: Callable[[date], bool]
) -> None:
    local = now.astimezone(ZoneInfo(hours.zone))
    may_leave = within(local, hours) and not shut(local.date())
    assert may_leave or not is_open(now, hours, shut)


@law
@given(moments(), hours(), calendars())
def test_nothing_open_is_skipped_where_the_clocks_do_not_change(
    now: datetime, hours: OfficeHours, shut: Callable[[date], bool]
) -> None:
    hours = replace(hours, zone="UTC")
    assert is_open(now, hours, shut) == (within(now, hours) and not shut(now.date()))
