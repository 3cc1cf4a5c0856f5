"""The timetable: which jobs are due by the ledger's own clock, and running them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agent.dunning.working_days import next_working_day
from agent.ledger import due
from agent.ledger.book import Tx
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, picture, transaction
from agent.steps.standing import goes_on

_TRY_AGAIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work that comes again.

    Args:
        work: Does it; what it raises is recorded and costs nobody else.
        again: Gives the next moment (aware) after one, in the firm's zone.
        until: How late in its local day it may still be made up for; None =
            any time, once.
    """

    name: str
    work: Callable[[Desk], object]
    again: Callable[[Desk, datetime], datetime]
    until: time | None = None


def every(**interval: float) -> Callable[[Desk, datetime], datetime]:
    """Come again after an interval: timedelta's own words, such as minutes=10."""
    gap = timedelta(**interval)
    return lambda _desk, now: now + gap


def working_days_at(at: time) -> Callable[[Desk, datetime], datetime]:
    """Come again at a time of the firm's next working day, whatever the clocks do."""

    def again(desk: Desk, now: datetime) -> datetime:
        local = now.astimezone(desk.clock.zone)
        day = local.date() if local.time() < at else local.date() + timedelta(days=1)
        return _at(desk, next_working_day(day, desk.rules.is_closed), at)

    return again


def _at(desk: Desk, day: date, at: time) -> datetime:
    return datetime.combine(day, at, desk.clock.zone)


def run_due(desk: Desk, jobs: Sequence[Job]) -> tuple[str, ...]:
    """Run what is due, each by itself; what was missed is made up for once.

    Returns:
        The names of the jobs that ran, in order.
    """
    now = desk.clock.now()
    with picture(desk) as tx:
        times = {job.name: due.of(tx, job.name).due_at for job in jobs}
    ran = []
    for job in jobs:
        due_at = times[job.name]
        if due_at is None and job.until is not None:
            _set(desk, job, now)  # a daily job waits for its first hour
        elif due_at is None or due_at <= now:
            _run(desk, job, now, due_at)
            ran.append(job.name)
    return tuple(ran)


def _run(desk: Desk, job: Job, now: datetime, due_at: datetime | None) -> None:
    fault: Fault | None = None
    outcome = "done"
    if _is_too_late(desk, job, now, due_at):
        outcome = "skipped: its time had passed"
        desk.log.warning("%s: %s", job.name, outcome)
    else:
        fault = _attempt(desk, job)
    again = job.again(desk, now)
    if fault is not None:
        outcome = fault.error
        if job.until is not None:  # what comes once a day is tried until its end
            again = min(again, now + _TRY_AGAIN)
    with transaction(desk) as tx:
        due.note(tx, f"job:{job.name}", again, outcome)
        due.set_due(tx, job.name, again)
        _say(tx, job, fault)


def _attempt(desk: Desk, job: Job) -> Fault | None:
    """Do the work; a job cannot raise."""

    def work(_name: str) -> None:
        job.work(desk)

    faults = each(desk, [job.name], work)
    for fault in faults:
        desk.log.warning("%s: %s", job.name, fault.error)
    return faults[0] if faults else None


def _say(tx: Tx, job: Job, fault: Fault | None) -> None:
    """Tell the summary of a job that fails, until it does its work again."""
    what = f"job:{job.name}"
    if fault is not None:
        due.stands_still(tx, what, fault.error)
    else:
        goes_on(tx, what)


def _is_too_late(desk: Desk, job: Job, now: datetime, due_at: datetime | None) -> bool:
    if job.until is None or due_at is None:
        return False
    while (later := job.again(desk, due_at)) <= now:
        due_at = later  # the last of several days that were missed may still count
    zone = desk.clock.zone
    last = _at(desk, due_at.astimezone(zone).date(), job.until)
    return now > last


def _set(desk: Desk, job: Job, now: datetime) -> None:
    with transaction(desk) as tx:
        due.set_due(tx, job.name, job.again(desk, now))


def recompute(desk: Desk, jobs: Sequence[Job]) -> None:
    """Set every due time anew: the clock jumped, or the hours changed.

    What is due already stays due: it would be lost for its day.
    """
    now = desk.clock.now()
    with picture(desk) as tx:
        times = {job.name: due.of(tx, job.name).due_at for job in jobs}
    for job in jobs:
        due_at = times[job.name]
        if due_at is None or due_at > now:
            _set(desk, job, now - timedelta(seconds=1))
