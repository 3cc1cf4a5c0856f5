"""Each thing of the day happens once a local day, whatever the clocks do."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from agent.daemon import jobs
from agent.steps import rounds, timetable
from agent.steps.rounds import Round
from tests.e2e.config import BOSS
from tests.e2e.conftest import OpenHouse
from tests.e2e.house import ROME, House

_STEP = timedelta(hours=1, minutes=10)


def live_through(house: House, until: datetime, step: timedelta = _STEP) -> None:
    """Let the daemon's jobs run by the clock, with pauses in between."""
    timetable_ = jobs(house.settings, lambda: None, lambda: None)
    while house.clock.now() < until:
        timetable.run_due(house.desk, timetable_)
        rounds.send(house.desk, Round())
        house.clock.advance(step)


def days_of_summaries(house: House) -> Counter[date]:
    """Count the summaries that came, by the day they were sent on."""
    house.pair.postfix.command("postqueue", "-f")
    return Counter(
        parsedate_to_datetime(str(mail["Date"])).date() for mail in house.received(BOSS)
    )


@pytest.mark.parametrize(
    ("since", "days"),
    [
        (datetime(2025, 9, 11, 6, 0, tzinfo=ROME), [11, 12, 15, 16]),
        (datetime(2025, 10, 23, 6, 0, tzinfo=ROME), [23, 24, 27, 28]),
        (datetime(2026, 3, 26, 6, 0, tzinfo=ROME), [26, 27, 30, 31]),
    ],
    ids=["september", "end of summer time", "summer time"],
)
def test_there_is_one_summary_on_each_working_day(
    open_house: OpenHouse, since: datetime, days: list[int]
) -> None:
    house = open_house(at=since)
    live_through(house, since + timedelta(days=5, hours=6))
    wanted = {since.date().replace(day=day): 1 for day in days}
    house.wait_for_summaries(len(days))
    assert days_of_summaries(house) == wanted


def test_a_machine_that_slept_for_days_writes_no_summary_of_the_past(
    open_house: OpenHouse,
) -> None:
    house = open_house(at=datetime(2025, 9, 8, 6, 0, tzinfo=ROME))
    live_through(house, datetime(2025, 9, 8, 7, 0, tzinfo=ROME))
    house.clock.jump_to(datetime(2025, 9, 11, 10, 0, tzinfo=ROME))
    live_through(house, datetime(2025, 9, 11, 15, 0, tzinfo=ROME))
    live_through(house, datetime(2025, 9, 12, 15, 0, tzinfo=ROME))
    house.wait_for_summaries(2)
    back_at_ten, after = date(2025, 9, 11), date(2025, 9, 12)
    assert days_of_summaries(house) == {back_at_ten: 1, after: 1}
