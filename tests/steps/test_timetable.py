"""Daily jobs on working days at eight, until nine: what is missed, and what counts."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from agent.steps import timetable
from agent.steps.desk import Desk
from agent.steps.timetable import Job
from tests.desks import MONDAY
from tests.steps import given


def summary(ran: list[str]) -> Job:
    return Job(
        "mail of the day",
        lambda desk: ran.append(f"{desk.clock.today()}"),
        timetable.working_days_at(time(8)),
        until=time(9),
    )


def to_eight(desk: Desk, *, days: int, minutes: int = 0) -> None:
    """Go to eight o'clock of a later day; the desk's clock begins on MONDAY."""
    now = desk.clock.now().astimezone(desk.clock.zone)
    day = now.date() + timedelta(days=days)
    then = now.replace(
        year=day.year, month=day.month, day=day.day, hour=8, minute=minutes
    )
    given.pass_time(desk, seconds=(then - now).total_seconds())


def test_a_daily_job_comes_once_on_each_working_day(desk: Desk) -> None:
    ran: list[str] = []
    job = summary(ran)
    timetable.run_due(desk, [job])
    to_eight(desk, days=1)
    timetable.run_due(desk, [job])
    timetable.run_due(desk, [job])
    given.pass_time(desk, minutes=30)
    timetable.run_due(desk, [job])

    assert ran == [f"{MONDAY.date() + timedelta(days=1)}"]


@pytest.mark.parametrize("days_off", [1, 2, 9])
@pytest.mark.parametrize("minutes", [0, 59])
def test_after_days_off_it_comes_on_the_day_the_machine_is_back(
    desk: Desk, days_off: int, minutes: int
) -> None:
    ran: list[str] = []
    job = summary(ran)
    timetable.run_due(desk, [job])
    to_eight(desk, days=days_off + 1, minutes=minutes)
    timetable.run_due(desk, [job])

    assert ran == [f"{MONDAY.date() + timedelta(days=days_off + 1)}"]


def test_what_comes_back_after_its_hour_waits_for_the_next_day(desk: Desk) -> None:
    ran: list[str] = []
    job = summary(ran)
    timetable.run_due(desk, [job])
    to_eight(desk, days=2)
    given.pass_time(desk, minutes=61)
    timetable.run_due(desk, [job])
    assert ran == []

    to_eight(desk, days=1)
    timetable.run_due(desk, [job])
    assert ran == [f"{MONDAY.date() + timedelta(days=3)}"]
