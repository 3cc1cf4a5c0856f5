"""The daemon's lives: how each begins and ends, and what goes in meanwhile."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from agent.clock import FixedClock
from agent.ledger import coverage, outbox
from agent.settings.load import load
from agent.steps.act import letters as act
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.intake import take_file
from agent.wiring import open_desk
from bench import verdict
from bench.nemesis import THE_DAEMON, SimulatedDays, Victim
from bench.world import DAYS, FIRST_DAY, World
from tests.e2e.config import BOSS, IBAN, OFFICE, Tables, login
from tests.e2e.config import write as write_config
from tests.servers.fault_proxy import FaultProxy
from tests.servers.mail_pair import MailPair

End = Literal["aimed", "random", "starting"]

_ROME = ZoneInfo("Europe/Rome")
_MORNING = timedelta(hours=7, minutes=59, seconds=58)  # the summary is due at eight
_LATENCY_SECONDS = 0.01  # widens every moment in which a letter is under way
_LIFE_SECONDS = (0.3, 4.0)  # after it became ready
_STARTING_SECONDS = (0.0, 2.0)  # after it was started
_DEAD_MINUTES = (0.5, 3.0)  # of its own clock; so its jobs of every minute are due
_BETWEEN = timedelta(minutes=9)  # above ten the clock of evidence begins anew
_UNTIL_RETRY = timedelta(hours=2, minutes=1)  # the longest a letter is put off
_LAST_LIVES = 10
_LOOK_ROUND = 2.5  # seconds until every job has had its turn


@dataclass(slots=True)
class Lives:
    """All lives of one daemon on one world.

    Args:
        words: What Python runs: the program, or a naive sender.
        asked: How many letters a person was asked about at the end.
        left_all_the_same: How many of them had arrived: evidence was missed.
    """

    pair: MailPair
    folder: Path
    world: World
    chance: random.Random
    words: Sequence[str] = THE_DAEMON
    kills: int = 0
    cuts: int = 0
    asked: int = 0
    left_all_the_same: int = 0
    days: list[date] = field(default_factory=list)
    config: Path = field(init=False)
    victim: Victim = field(init=False)
    clock: SimulatedDays = field(init=False)
    smtp: FaultProxy = field(init=False)
    imap: FaultProxy = field(init=False)
    _in: list[Callable[[], None]] = field(init=False)

    def __post_init__(self) -> None:
        ports = self.pair.place.ports
        self.smtp = self.pair.proxy(ports.smtps)
        self.imap = self.pair.proxy(ports.imaps)
        self.smtp.latency_seconds = _LATENCY_SECONDS
        self.config = write_config(self.folder, self.pair, self._tables())
        self.clock = SimulatedDays(_morning(FIRST_DAY) - timedelta(hours=12))
        self.victim = Victim(self.config, self.words)
        self._in = self._deliveries()
        desk = self._desk()
        take_file(desk, "fatture.csv", self.world.invoices)
        act.go_live(desk, "bench")
        with transaction(desk) as tx:  # yesterday's statement was read
            coverage.cover(tx, IBAN, FIRST_DAY - timedelta(days=1))
        desk.ledger.close()

    def _tables(self) -> Tables:
        return {
            "mailbox.office": {"port": self.imap.port},
            "mailbox.boss": login(self.pair, BOSS, self.pair.place.ports.imaps),
            "smtp": {"port": self.smtp.port, "per_minute": 100_000},
            "sending": {"evidence_minutes": 1},
            "office": {"hours": ["08:00-20:00"]},
        }

    def _deliveries(self) -> list[Callable[[], None]]:
        """Give all that is to come in, mixed; some mails come in two places."""

        def mail(raw: bytes) -> Callable[[], None]:
            return lambda: self._write(raw)

        def paper(name: str, data: bytes) -> Callable[[], None]:
            return lambda: self._drop(name, data)

        found = [mail(one.raw) for one in self.world.mails]
        found += [paper(one.name, one.data) for one in self.world.papers]
        self.chance.shuffle(found)
        return found

    def _write(self, raw: bytes) -> None:
        self.pair.deliver_bulk(OFFICE, [raw])

    def _drop(self, name: str, data: bytes) -> None:
        part = self.folder / "drop" / f"{name}.part"
        part.write_bytes(data)
        part.rename(part.with_suffix(""))

    def live_through_an_evening(self) -> None:
        """Begin before the first day, so that it is a day like the others."""
        self._live_until(verdict.has_timetable)
        self.victim.stop()

    def live_and_die(
        self, kills: int, is_over: Callable[[], bool] | None = None
    ) -> None:
        """Go through so many lives, spread over the days, each ended by kill -9."""
        share = len(self._in) // kills + 1
        for day in range(DAYS):
            self.days.append(FIRST_DAY + timedelta(days=day))
            self.clock.jump_to(_morning(self.days[-1]))
            for _ in range(kills * day // DAYS, kills * (day + 1) // DAYS):
                self._live(share)
                if is_over and is_over():
                    return
            self._live_until(verdict.had_its_summary)
            self._die()

    def _live_until(self, holds: Callable[[Desk], bool], least: float = 0) -> None:
        """Let it live until something stands in the ledger.

        Args:
            least: Seconds it lives after it became ready.
        """
        self.victim.start(self.clock.now())
        self.victim.wait_until_ready()
        time.sleep(least)
        self._wait_until(holds, 40)

    def _live(self, share: int) -> None:
        ends: tuple[End, ...] = ("aimed", "aimed", "random", "random", "starting")
        end = self.chance.choice(ends)
        if self.chance.random() < 1 / 2:  # else the mail comes while it lives
            self._bring(share)
            share = 0
        self.victim.start(self.clock.now())
        if end == "starting":
            time.sleep(self.chance.uniform(*_STARTING_SECONDS))
        else:
            self.victim.wait_until_ready()
            seconds = self.chance.uniform(*_LIFE_SECONDS)
            self._spend(seconds * 2 / 3)
            self._bring(share)
            self._spend(seconds / 3)
        if end == "aimed":
            self._wait_for_a_letter()
        self._die()

    def _die(self) -> None:
        self.victim.kill()
        self.kills += 1
        self.clock.jump(timedelta(minutes=self.chance.uniform(*_DEAD_MINUTES)))

    def _bring(self, count: int) -> None:
        coming, self._in = self._in[:count], self._in[count:]
        for deliver in coming:
            deliver()

    def _spend(self, seconds: float) -> None:
        """Let time pass; now and then a connection is cut meanwhile."""
        end = time.monotonic() + seconds
        if self.chance.random() < 1 / 6:
            time.sleep(self.chance.uniform(0, seconds))
            self.chance.choice((self.smtp, self.imap)).cut()
            self.cuts += 1
        time.sleep(max(0.0, end - time.monotonic()))

    def _wait_for_a_letter(self) -> None:
        """Wait until a letter reached its receiver: its sender may not know yet."""
        known, deadline = len(self.pair.mx.accepted), time.monotonic() + 1.5
        while len(self.pair.mx.accepted) == known and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(self.chance.uniform(0, 0.03))

    def live_to_the_end(self) -> bool:
        """Let it live in peace until all is done; a person decides what is asked.

        Returns:
            Whether it came to rest.
        """
        self._bring(len(self._in))
        for _ in range(_LAST_LIVES):
            self.clock.jump(_UNTIL_RETRY if self._holds(verdict.knows) else _BETWEEN)
            self._live_until(
                lambda desk: verdict.is_idle(desk, self.world), _LOOK_ROUND
            )
            self.victim.stop()
            if not self._decide() and self._holds(verdict.is_done):
                return True
        return False

    def _wait_until(self, holds: Callable[[Desk], bool], seconds: float) -> bool:
        """Wait for something to stand in the ledger; False if it did not come."""
        desk, deadline = self._desk(), time.monotonic() + seconds
        try:
            while time.monotonic() < deadline:
                if holds(desk):
                    return True
                time.sleep(0.2)
            return False
        finally:
            desk.ledger.close()

    def _holds(self, what: Callable[[Desk], bool]) -> bool:
        return self._wait_until(what, 0.1)

    def _decide(self) -> int:
        """Do as a person who is asked about a letter: look at the receiver, say so."""
        desk = self._desk()
        with picture(desk) as tx:
            asked = outbox.in_state(tx, "uncertain")
        for letter in asked:
            if verdict.has_arrived(self.pair, letter):
                self.left_all_the_same += 1
                act.it_left(desk, "bench", letter.letter_no)
            else:
                act.send_again(desk, "bench", letter.letter_no)
        desk.ledger.close()
        self.asked += len(asked)
        return len(asked)

    def _desk(self) -> Desk:
        settings = load(self.config)
        return open_desk(settings, FixedClock(self.clock.now(), settings.zone))


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=_ROME) + _MORNING
