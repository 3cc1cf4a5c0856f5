"""The timetable: which jobs are due by the ledger's own clock, and running them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agent.dunning.working_days import next_working_day
from agent.errors import SollecitoError
from agent.ledger import due
from agent.steps.desk import Desk
from agent.steps.each import describe, picture, transaction


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
    outcome = "done"
    if _is_too_late(desk, job, now, due_at):
        outcome = "skipped: its time had passed"
        desk.log.warning("%s: %s", job.name, outcome)
    else:
        outcome = _attempt(desk, job)
    with transaction(desk) as tx:
        due.note(tx, f"job:{job.name}", job.again(desk, now), outcome)
        due.set_due(tx, job.name, job.again(desk, now))


def _attempt(desk: Desk, job: Job) -> str:
    """Do the work; a job cannot raise."""
    try:
        job.work(desk)
    except SollecitoError as error:
        desk.log.warning("%s: %s", job.name, error)
        return str(error)
    except Exception as error:
        desk.log.exception("%s failed", job.name)
        return describe(error)
    return "done"


def _is_too_late(desk: Desk, job: Job, now: datetime, due_at: datetime | None) -> bool:
    if job.until is None or due_at is None:
        return False
    zone = desk.clock.zone
    last = _at(desk, due_at.astimezone(zone).date(), job.until)
    return now > last


def _set(desk: Desk, job: Job, now: datetime) -> None:
    with transaction(desk) as tx:
        due.set_due(tx, job.name, job.again(desk, now))


def recompute(desk: Desk, jobs: Sequence[Job]) -> None:
    """Set every due time anew: the clock jumped, or the hours changed."""
    now = desk.clock.now()
    for job in jobs:
        _set(desk, job, now - timedelta(seconds=1))
