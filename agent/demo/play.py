"""The play: every day's rounds, with a clock that jumps from one to the next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from agent.clock import FixedClock
from agent.demo import fatturapa, tables
from agent.demo.bank import Bank, Transfer
from agent.demo.clientele import Clientele, Mail
from agent.demo.firm import START, Sample, SampleInvoice
from agent.demo.mails import read_letter
from agent.demo.owner import Owner
from agent.demo.post_office import PostOffice
from agent.demo.smtp import Posted
from agent.demo.timeline import Told, tell
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.desk import Desk

_FILES, _SUMMARY, _OWNER = time(7, 30), time(8), time(8, 40)
_ROUNDS = (time(9, 15), time(15))
_QUIET = time(12)
_MINUTE = timedelta(minutes=1)
_TOO_MANY = "the most letters a minute have left"
_OLDER = 12  # invoices that come as a table, from the program before
_WEEKEND = (5, 6)


@dataclass(slots=True)
class Post:
    """All that passed the mail system.

    Args:
        left: What the firm sent, with the moment, in order.
        came: What reached it.
    """

    left: list[tuple[datetime, Posted]] = field(default_factory=list)
    came: list[Mail] = field(default_factory=list)


@dataclass(slots=True)
class Stage:
    """Everything the play is played with.

    Args:
        intake: The drop folder.
        told: When a statement showed each invoice as settled.
    """

    desk: Desk
    clock: FixedClock
    office: PostOffice
    sample: Sample
    clientele: Clientele
    owner: Owner
    bank: Bank
    randomness: Random
    intake: Path
    post: Post = field(default_factory=Post)
    told: dict[str, datetime] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    issued_through: date = START - timedelta(days=1)

    def at(self, day: date, moment: time) -> None:
        """Put the clock to a moment of the firm's day."""
        self.clock.set(datetime.combine(day, moment, self.clock.zone))


def play(stage: Stage, days: int) -> Iterator[Told]:
    """Play day after day, and tell of each when it is over.

    The working day after the last is begun and left to whoever watches: the
    morning's round and summary, and nothing approved.
    """
    rounds.begin(stage.desk)
    for ahead in range(days):
        day = START + timedelta(days=ahead)
        stage.at(day, time())
        began = stage.clock.now()
        if ahead == 0:
            _take_in_everything(stage, day)
        if stage.desk.rules.is_closed(day):
            calls = _quiet_day(stage, day)
        else:
            calls = _working_day(stage, day, goes_live=ahead == 1)
        yield tell(stage.desk, day, began, calls)
    following = START + timedelta(days=days)
    while stage.desk.rules.is_closed(following):
        following += timedelta(days=1)
    _morning(stage, following)
    stage.at(following, _OWNER)


def _take_in_everything(stage: Stage, day: date) -> None:
    """Hand over what a new user has: customers, open items, issued invoices."""
    stage.at(day, time(7))
    _drop(stage, "clienti.csv", tables.write_customers(stage.sample.customers))
    rounds.take_files(stage.desk)
    issued = [one for one in stage.sample.invoices if one.issued_on < day]
    older = issued[:_OLDER]
    _drop(stage, "fatture-aperte.csv", tables.write_open_items(older))
    for invoice in issued[_OLDER:]:
        _drop_invoice(stage, invoice)


def _quiet_day(stage: Stage, day: date) -> int:
    stage.at(day, _QUIET)
    _round(stage)
    return 0


def _working_day(stage: Stage, day: date, *, goes_live: bool) -> int:
    _morning(stage, day)
    stage.at(day, _OWNER)
    if goes_live:
        stage.owner.go_live(stage.desk)
        rounds.write_due(stage.desk)
    calls = stage.owner.work(stage.desk)
    for moment in _ROUNDS:
        stage.at(day, moment)
        _round(stage)
    return calls


def _morning(stage: Stage, day: date) -> None:
    """Take in what came since the last working day, and write the summary."""
    stage.at(day, _FILES)
    _drop_statement(stage, day)
    _issue(stage, day)
    stage.at(day, _SUMMARY)
    _round(stage)
    _note_settled(stage)
    rounds.write_summary(stage.desk)
    _send(stage)


def _round(stage: Stage) -> None:
    """Let what is under way arrive, and do what the daemon does."""
    for mail in stage.clientele.mails(stage.clock.now()):
        stage.office.deliver(mail.raw, mail.at)
        stage.post.came.append(mail)
        stage.owner.note(mail, stage.clock.today())
    done = rounds.run_round(stage.desk)
    stage.faults += done.faults
    if done.waits == _TOO_MANY:
        stage.clock.advance(_MINUTE)
        _send(stage)
    _hand_out(stage)


def _send(stage: Stage) -> None:
    """Send all that may leave, minute by minute."""
    done = rounds.Round(waits=_TOO_MANY)
    while done.waits == _TOO_MANY:
        rounds.send(stage.desk, done)
        stage.clock.advance(_MINUTE)
    _hand_out(stage)


def _hand_out(stage: Stage) -> None:
    """Bring what left to whom it is for."""
    for posted in stage.office.collect():
        at = read_letter(posted.raw).at
        stage.post.left.append((at, posted))
        stage.clientele.receive(posted, at)


def _drop_statement(stage: Stage, day: date) -> None:
    """Drop the bank's file of yesterday, or of the last days it was open."""
    through = day - timedelta(days=1)
    while through.weekday() in _WEEKEND:
        through -= timedelta(days=1)
    if through < START:
        return
    booked = (*stage.clientele.booked(through), *_others(stage.randomness, through))
    statement = stage.bank.write_statement(through, booked)
    _drop(stage, f"estratto-conto-{through}.xml", statement)


def _others(randomness: Random, day: date) -> Iterator[Transfer]:
    """Let the account have a life of its own."""
    if day.day in (10, 27):
        yield Transfer("", "", -Money(412_300), "STIPENDI")
    if day.weekday() == 0:
        cost = Money(randomness.randrange(9_000, 60_000))
        yield Transfer("", "", -cost, "ADDEBITO DIRETTO FORNITORE CARTA")
    if day - START == timedelta(days=10):
        yield Transfer("MUTUA TRE PORTI", "", Money(38_450), "RIMBORSO SINISTRO 8841")


def _note_settled(stage: Stage) -> None:
    """Remember since when the firm can know of each invoice that it is settled."""
    for number in stage.clientele.settled_on:
        stage.told.setdefault(number, stage.clock.now())


def _issue(stage: Stage, day: date) -> None:
    """Drop the invoices written since the last working day."""
    for invoice in stage.sample.invoices:
        if stage.issued_through < invoice.issued_on <= day:
            _drop_invoice(stage, invoice)
    stage.issued_through = day


def _drop_invoice(stage: Stage, invoice: SampleInvoice) -> None:
    _drop(stage, fatturapa.file_name(invoice), fatturapa.write_invoice(invoice))


def _drop(stage: Stage, name: str, data: bytes) -> None:
    (stage.intake / name).write_bytes(data)
