"""The watcher: it never gives up, never hammers, and says so once."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from agent.errors import Refused, TryLater
from agent.inbox.source import Folder, FolderState, Source
from agent.inbox.watch import Interrupt, Pace, Watch, Watcher
from agent.model.message import RawMessage

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
AWAY, WRONG = TryLater("mail is away"), Refused("mail refuses user or password")

Act = Exception | None


@dataclass
class Script:
    """A mailbox whose every connect, look and wait goes as written.

    Attributes:
        connects, looks, waits: What each one raises, in order; then all is well.
        uidnexts: What each select finds, in order.
        done: Every step, in order.
    """

    stop: threading.Event
    connects: list[Act] = field(default_factory=list)
    looks: list[Act] = field(default_factory=list)
    waits: list[Act] = field(default_factory=list)
    uidnexts: list[int] = field(default_factory=list)
    steps_left: int = 40
    done: list[str] = field(default_factory=list)
    name: str = "main"

    def play(self, step: str, acts: list[Act]) -> None:
        self.done.append(step)
        self.steps_left -= 1
        if self.steps_left <= 0:
            self.stop.set()
        act = acts.pop(0) if acts else None
        if act:
            raise act

    def open(self) -> None:
        self.play("open", self.connects)

    def close(self) -> None:
        self.done.append("close")

    def folders(self) -> tuple[Folder, ...]:
        return (Folder("INBOX", "inbox"), Folder("Sent", "sent"))

    def can_idle(self) -> bool:
        raise NotImplementedError

    def select(self, folder: str) -> FolderState:
        self.done.append(f"select {folder}")
        return FolderState(1, self.uidnexts.pop(0) if self.uidnexts else 9, 0)

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        assert seconds == 50
        assert stop.is_set() == self.stop.is_set()
        self.play("wait", self.waits)
        return False

    def look(self, source: Source) -> None:
        assert source is self
        self.play("look", self.looks)

    def new_uids(self, after_uid: int, since: date | None = None) -> tuple[int, ...]:
        raise NotImplementedError

    def sizes(self, uids: Sequence[int]) -> dict[int, int]:
        raise NotImplementedError

    def headers(self, uids: Sequence[int]) -> Iterator[RawMessage]:
        raise NotImplementedError

    def whole(self, heads: Sequence[RawMessage]) -> Iterator[RawMessage]:
        raise NotImplementedError

    def find(self, message_id: str) -> tuple[int, ...]:
        raise NotImplementedError

    def move(self, uids: Sequence[int], to_folder: str) -> None:
        raise NotImplementedError

    def append_sent(self, raw: bytes, at: datetime) -> bool:
        raise NotImplementedError


class Stop(threading.Event):
    """An event that remembers how long somebody wanted to wait, and does not."""

    def __init__(self) -> None:
        super().__init__()
        self.waits: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waits.append(timeout or 0)
        return self.is_set()


@dataclass
class Played:
    script: Script
    state: Watch
    waits: list[float]
    beats: int


def play(pace: Pace | None = None, **acts: Any) -> Played:
    """Run a watcher until the script is over; every look at the clock is a minute."""
    stop, minutes = Stop(), iter(range(10_000))
    beats: list[None] = []
    script = Script(stop, **acts)
    watcher = Watcher(
        script,
        script.look,
        stop,
        beat=lambda: beats.append(None),
        clock=lambda: NOON + timedelta(minutes=next(minutes)),
        random=random.Random(7),  # noqa: S311
        pace=pace or Pace(),
    )
    watcher.run()
    return Played(script, watcher.state, stop.waits, len(beats))


def test_it_looks_then_waits_for_news_of_the_inbox() -> None:
    played = play(steps_left=5)
    turn = ["select INBOX", "look", "select INBOX", "wait"]
    assert played.script.done == ["open", *turn, *turn, "close"]
    assert played.waits == []


def test_what_came_during_a_look_is_not_waited_for() -> None:
    done = play(uidnexts=[7, 8, 8, 8], steps_left=4).script.done
    assert [step for step in done if step in {"look", "wait"}] == [
        "look",
        "look",
        "wait",
    ]


def test_a_mailbox_that_is_well_says_when_it_was_last_read() -> None:
    state = play(steps_left=7).state
    assert state == Watch(None, "", NOON + timedelta(minutes=2), was_tried=True)


def test_every_step_beats() -> None:
    played = play(steps_left=21)
    assert played.beats >= 20


def test_the_tries_come_further_and_further_apart() -> None:
    first, second, third, fourth, fifth = play(connects=[AWAY] * 5, steps_left=6).waits
    assert 0.5 <= first <= 1 <= second <= 2 <= third <= 4 <= fourth <= 8 <= fifth <= 16


def test_the_tries_never_come_too_far_apart() -> None:
    waits = play(Pace(most=10), connects=[AWAY] * 30, steps_left=31).waits
    assert len(waits) == 30
    assert max(waits) <= 10


def test_the_tries_of_two_mailboxes_are_spread() -> None:
    waits = play(connects=[AWAY] * 5, steps_left=6).waits
    assert len({wait % 0.5 for wait in waits}) == 5


def test_after_a_good_turn_the_tries_begin_anew() -> None:
    waits = play(connects=[AWAY] * 4, waits=[None, AWAY], steps_left=12).waits
    assert waits[3] >= 4
    assert waits[4] <= 1


def test_a_link_that_breaks_at_every_wait_is_tried_less_and_less() -> None:
    waits = play(waits=[AWAY] * 5, steps_left=16).waits
    assert waits[4] >= 8


def test_a_wrong_password_is_not_hammered() -> None:
    waits = play(connects=[WRONG, None], steps_left=4).waits
    assert sum(waits) == 300


def test_a_long_rest_still_beats() -> None:
    assert play(connects=[WRONG, None], steps_left=4).beats >= 300 / 20


@pytest.mark.parametrize("where", ["connects", "looks", "waits"])
def test_one_trouble_is_told_once_and_its_end_once(
    where: str, caplog: pytest.LogCaptureFixture
) -> None:
    troubles: dict[str, Any] = {where: [AWAY] * 6}
    assert play(**troubles).state.stands_still_since is None
    assert [record.getMessage() for record in caplog.records] == [
        "mailbox main stands still: mail is away",
        "mailbox main is read again",
    ]


def test_a_trouble_of_another_kind_is_told_too(
    caplog: pytest.LogCaptureFixture,
) -> None:
    play(connects=[AWAY, AWAY, WRONG, WRONG], steps_left=8)
    told = [record.getMessage() for record in caplog.records]
    assert [text.rpartition(": ")[2] for text in told] == [
        "mail is away",
        "mail refuses user or password",
        "mailbox main is read again",
    ]


def test_it_says_since_when_it_stands_still_and_why() -> None:
    state = play(looks=[None, *[AWAY] * 40], steps_left=20).state
    assert state == Watch(
        stands_still_since=NOON + timedelta(minutes=1),
        because="mail is away",
        last_read_at=NOON,
        was_tried=True,
    )


def test_a_fault_of_the_program_does_not_end_the_thread(
    caplog: pytest.LogCaptureFixture,
) -> None:
    played = play(looks=[ZeroDivisionError("a bug")])
    assert played.state.stands_still_since is None
    assert [r.levelno for r in caplog.records].count(logging.ERROR) == 1


def test_the_connection_is_closed_before_each_try_and_at_the_end() -> None:
    done = play(connects=[AWAY, AWAY], steps_left=4).script.done
    assert done[:5] == ["open", "close", "open", "close", "open"]
    assert done[-1] == "close"


def test_a_watcher_that_is_stopped_before_it_begins_does_nothing() -> None:
    stop = Stop()
    stop.set()
    script = Script(stop)
    chance = random.Random(7)  # noqa: S311
    Watcher(script, script.look, stop, stop.set, lambda: NOON, chance).run()
    assert script.done == ["close"]


def test_a_watcher_told_so_connects_anew_without_being_in_trouble(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop = Stop()
    script = Slept(stop, steps_left=5)
    chance = random.Random(7)  # noqa: S311
    watcher = Watcher(script, script.look, stop, lambda: None, lambda: NOON, chance)
    script.wakes = watcher.reconnect
    watcher.run()
    steps = [step for step in script.done if not step.startswith("select")]
    assert steps == ["open", "look", "wait", "open", "look", "wait", "close"]
    assert caplog.records == []


@dataclass
class Slept(Script):
    """A machine that sleeps while it waits for the first time."""

    wakes: Callable[[], None] = lambda: None

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        self.done.append("wait")
        self.wakes()
        self.wakes = self.stop.set
        assert stop.wait(seconds)
        return False


def test_an_interrupt_is_set_by_itself_or_with_the_stop() -> None:
    stop = threading.Event()
    one, other = Interrupt(stop), Interrupt(stop)
    assert not one.wait(0.01)
    one.set()
    assert (one.is_set(), other.is_set(), stop.is_set()) == (True, False, False)
    stop.set()
    assert other.wait(60)
    one.clear()
    assert one.is_set()
