"""Answering: his own clock, his own hours, his own days off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import available_timezones

import pytest

from agent.dunning.answering import answering, read_windows, write_windows
from agent.dunning.countries import ZONES
from agent.errors import Unreadable
from agent.model.customer import Customer

ALFA = Customer("c1", 1, "Alfa")
# A Monday; 10:00 in Rome.
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def weekend(day: date) -> bool:
    return day.weekday() > 4


def test_in_his_hours_he_answers_now() -> None:
    found = answering(ALFA, NOW, "Europe/Rome", weekend)

    assert (f"{found.now:%H:%M}", found.is_open) == ("10:00", True)


def test_the_clock_is_that_of_his_country() -> None:
    portuguese = replace(ALFA, country="PT")

    found = answering(portuguese, NOW, "Europe/Rome", weekend)

    assert (found.zone, f"{found.now:%H:%M}") == ("Europe/Lisbon", "09:00")
    assert found.opens_at is not None
    assert (found.is_open, f"{found.opens_at:%a %H:%M}") == (False, "Mon 09:30")


def test_his_own_zone_and_hours_come_first() -> None:
    american = replace(
        ALFA, country="US", zone="America/New_York", answers="8:00-11:00"
    )

    found = answering(american, NOW, "Europe/Rome", weekend)

    assert f"{found.now:%H:%M}" == "04:00"
    assert found.windows == ((time(8), time(11)),)
    assert found.opens_at == datetime(2026, 11, 23, 13, tzinfo=UTC)


def test_of_a_country_of_many_zones_nothing_is_guessed() -> None:
    found = answering(replace(ALFA, country="US"), NOW, "Europe/Rome", weekend)

    assert (found.zone, f"{found.now:%H:%M}") == ("", "10:00")


def test_over_the_weekend_he_answers_on_monday() -> None:
    saturday = datetime(2026, 11, 21, 9, tzinfo=UTC)

    found = answering(ALFA, saturday, "Europe/Rome", weekend)

    assert found.opens_at is not None
    assert f"{found.opens_at:%Y-%m-%d %H:%M}" == "2026-11-23 09:00"


def test_who_is_shut_for_ever_has_no_hour() -> None:
    found = answering(ALFA, NOW, "Europe/Rome", lambda _: True)

    assert (found.opens_at, found.is_open) == (None, False)


def test_every_zone_is_one_that_exists() -> None:
    assert set(ZONES.values()) <= available_timezones()


def test_hours_are_written_as_they_are_read() -> None:
    said = "09:00-12:30, 14:30-17:30"

    assert write_windows(read_windows(" 9.00-12.30,14:30 - 17:30")) == said


@pytest.mark.parametrize(
    "text",
    ["", "mornings", "9:00-8:00", "9:00-12:00, 11:00-13:00", "9:00-25:00", "9:00-"],
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="are no hours"):
        read_windows(text)
