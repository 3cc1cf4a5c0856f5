"""The performance: servers up, six weeks played, everything written down."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from agent.clock import FixedClock
from agent.demo import firm, folder
from agent.demo.bank import Bank
from agent.demo.clientele import Clientele
from agent.demo.configuration import write_configuration
from agent.demo.firm import START, make_sample
from agent.demo.mails import read_letter
from agent.demo.owner import Owner
from agent.demo.play import Stage, play
from agent.demo.post_office import PostOffice
from agent.demo.smtp import Posted
from agent.demo.timeline import Told
from agent.model.money import Money
from agent.settings import load
from agent.steps.look.call_sheets import call_sheets
from agent.steps.look.status import status
from agent.wiring import open_desk

_ZONE = ZoneInfo("Europe/Rome")
_LEFT = timedelta(days=6)  # what comes up in the last days is the user's
_PASSWORD = "quattro-vele"  # noqa: S105  of servers that live for a minute


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the whole performance came to.

    Args:
        to_the_paid: Letters that asked for an invoice after a statement had
            shown it as paid: "number to address".
        ended_on: The day whose morning is left to the user.
    """

    letters: int
    summaries: int
    to_the_paid: tuple[str, ...]
    came_in: Money
    bounced: int
    replies: int
    called: int
    to_approve: int
    to_call: int
    questions: int
    ended_on: date
    interesting: tuple[str, ...]
    faults: tuple[str, ...]


def perform(
    out: Path,
    seed: int,
    customers: int,
    days: int,
    begins: Callable[[], None],
    show: Callable[[Told], None],
) -> Outcome:
    """Play the demo into a folder.

    Args:
        begins: Called once the folder is ready and the servers are up.
        show: Given each day when it is over.

    Raises:
        Refused: The folder is somebody's own.
    """
    folder.prepare(out)
    clock = FixedClock(datetime.combine(START, time(), _ZONE), _ZONE)
    told: list[Told] = []
    with (
        _logging(out / folder.LOG),
        PostOffice(firm.MAILBOX, _PASSWORD, clock) as office,
    ):
        folder.write_access(out, _PASSWORD, office.authority)
        stage = _stage(out, seed, customers, days, office, clock)
        begins()
        try:
            for day in play(stage, days):
                told.append(day)
                show(day)
            folder.write_shown(out, stage)
            _configure(out, office, clock.now())
            return _outcome(stage, told)
        finally:
            for channel in stage.desk.channels:
                channel.close()
            stage.desk.ledger.close()


@contextmanager
def _logging(file: Path) -> Iterator[None]:
    """Let the program's log go to a file: the terminal has the time line."""
    log, handler = logging.getLogger("sollecito"), logging.FileHandler(file)
    before, log.propagate = log.propagate, False
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.propagate = before
        handler.close()


def _stage(
    out: Path,
    seed: int,
    customers: int,
    days: int,
    office: PostOffice,
    clock: FixedClock,
) -> Stage:
    _configure(out, office, clock.now())
    settings = load(out / "config.toml")
    chance = Random(seed)  # noqa: S311  a demo that repeats
    entropy, sample, clientele, rest = (Random(chance.random()) for _ in range(4))  # noqa: S311
    desk = open_desk(settings, clock, entropy.randbytes)
    desk = replace(desk, intake=replace(desk.intake, settle_seconds=0.0))
    invented = make_sample(sample, customers, days)
    people = Clientele(invented, clientele)
    return Stage(
        desk=desk,
        clock=clock,
        office=office,
        sample=invented,
        clientele=people,
        owner=Owner(people, until=START + timedelta(days=days) - _LEFT),
        bank=Bank(START),
        randomness=rest,
        intake=out / folder.INTAKE,
    )


def _configure(out: Path, office: PostOffice, now: datetime) -> None:
    local = now.astimezone(_ZONE)
    text = write_configuration(office.imap_port, office.smtp_port, local)
    (out / "config.toml").write_text(text, "utf-8")


def _outcome(stage: Stage, told: list[Told]) -> Outcome:
    letters = [one for one in stage.post.left if one[1].recipient != firm.OWNER]
    now = status(stage.desk)
    return Outcome(
        letters=len(letters),
        summaries=len(stage.post.left) - len(letters),
        to_the_paid=tuple(to_the_paid(letters, stage.told)),
        came_in=Money(sum(day.came_in.cents for day in told)),
        bounced=sum(day.bounced for day in told),
        replies=sum(day.replies for day in told),
        called=sum(day.called for day in told),
        to_approve=now.to_approve,
        to_call=len(call_sheets(stage.desk)),
        questions=now.questions,
        ended_on=stage.clock.today(),
        interesting=folder.interesting(stage),
        faults=tuple(dict.fromkeys(stage.faults)),
    )


def to_the_paid(
    letters: Iterable[tuple[datetime, Posted]], shown: Mapping[str, datetime]
) -> Iterator[str]:
    """Look through every letter for an invoice the firm could know as paid.

    Args:
        shown: When a statement showed each invoice as settled.
    """
    for at, posted in letters:
        for number in firm.numbers_in(read_letter(posted.raw).text):
            if number in shown and shown[number] < at:
                yield f"a letter to {posted.recipient} asks for {number}, which is paid"
