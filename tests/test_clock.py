"""Clocks: aware moments, the firm's own day, seconds that only grow."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from agent.clock import Clock, FixedClock, SimulatedClock, SystemClock, moment
from agent.errors import ConfigError

ROME = ZoneInfo("Europe/Rome")


def test_the_system_clock_tells_the_moment_in_utc() -> None:
    clock: Clock = SystemClock(ROME)
    before = datetime.now(UTC)  # noqa: TID251  it is the clock that is tested
    assert before <= clock.now() <= datetime.now(UTC)  # noqa: TID251
    assert clock.now().tzinfo is UTC


def test_the_system_clock_gives_the_day_of_its_zone() -> None:
    clock = SystemClock(ROME)
    before = clock.now().astimezone(ROME).date()
    assert before <= clock.today() <= clock.now().astimezone(ROME).date()


def test_a_simulated_clock_starts_where_it_is_told() -> None:
    start = datetime(2026, 12, 1, 9, 0, tzinfo=ROME)
    clock: Clock = SimulatedClock(start, ROME)
    assert timedelta(0) <= clock.now() - start < timedelta(seconds=30)
    assert clock.now().tzinfo is UTC
    assert clock.today() == date(2026, 12, 1)


def test_a_simulated_clock_goes_on_at_real_pace() -> None:
    start = datetime(2026, 12, 1, 9, 0, tzinfo=ROME)
    clock = SimulatedClock(start, ROME, began=SystemClock(ROME).monotonic() - 3600)
    assert clock.now() - start >= timedelta(hours=1)
    assert clock.now() - start < timedelta(hours=1, seconds=30)


def test_a_fixed_clock_stands_still_until_it_is_moved() -> None:
    clock = FixedClock(datetime(2026, 3, 1, 12, 0, tzinfo=UTC), ROME)
    assert clock.now() == clock.now() == datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
    clock.advance(timedelta(hours=2))
    assert clock.now() == datetime(2026, 3, 1, 14, 0, tzinfo=UTC)
    assert clock.monotonic() == 7200
    clock.set(datetime(2026, 3, 5, 8, 0, tzinfo=ROME))
    assert clock.now() == datetime(2026, 3, 5, 7, 0, tzinfo=UTC)


def test_the_day_turns_at_midnight_in_the_firms_zone() -> None:
    clock = FixedClock(datetime(2026, 7, 1, 21, 59, tzinfo=UTC), ROME)
    assert clock.today() == date(2026, 7, 1)
    clock.advance(timedelta(minutes=1))
    assert clock.today() == date(2026, 7, 2)


def test_monotonic_seconds_only_grow_when_a_clock_is_set_back() -> None:
    clock = FixedClock(datetime(2026, 7, 1, 12, 0, tzinfo=UTC), ROME)
    clock.advance(timedelta(minutes=1))
    clock.set(datetime(2026, 7, 1, 6, 0, tzinfo=UTC))
    assert clock.monotonic() == 60
    clock.advance(timedelta(minutes=1))
    assert clock.monotonic() == 120


def test_a_typed_moment_is_in_the_firms_zone() -> None:
    assert moment("2026-12-01T09:00", ROME) == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert moment("2026-07-01T09:00", ROME) == datetime(2026, 7, 1, 7, tzinfo=UTC)


def test_a_typed_moment_may_bring_its_own_offset() -> None:
    assert moment("2026-12-01T09:00+00:00", ROME) == datetime(
        2026, 12, 1, 9, tzinfo=UTC
    )


def test_what_is_no_moment_is_refused_with_an_example() -> None:
    with pytest.raises(ConfigError, match=r"'tomorrow' is not a moment.*2026-12-01T09"):
        moment("tomorrow", ROME)
