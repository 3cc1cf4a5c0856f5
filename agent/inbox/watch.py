"""One thread for each mailbox: look, wait for news, look again, for ever."""

from __future__ import annotations

import logging
import math
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from agent.errors import Refused, SollecitoError
from agent.inbox.source import Source

_log = logging.getLogger(__name__)
_SLICE_SECONDS = 20.0
_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Watch:
    """How a mailbox is doing, for the summary and the watchdog.

    Args:
        stands_still_since: Since when nothing could be read; None = all well.
        because: Why it stands still; empty while all is well.
        last_read_at: When it was last looked through; None = never yet.
        was_tried: It was opened once, or could not be.
    """

    stands_still_since: datetime | None = None
    because: str = ""
    last_read_at: datetime | None = None
    was_tried: bool = False


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a watcher waits, in seconds.

    Args:
        idle: For news; then the link is tried and all folders are looked into.
            With a time-out of 30 s a swallowed link shows within 90 s.
        look: From one look to the next while mail keeps coming: twenty mails
            cost hardly more than one.
        first, most: Before the next try; doubled each time, and so short at
            most that a mailbox is read again soon after its server came back.
        refused: After a wrong password or certificate: providers lock out who
            hammers, and a person has to come anyway.
    """

    idle: float = 50
    look: float = 1.0
    first: float = 1
    most: float = 25
    refused: float = 300


class Interrupt(threading.Event):
    """An event that is also set once everything stops.

    Args:
        stop: Stops everything.
    """

    def __init__(self, stop: threading.Event) -> None:
        super().__init__()
        self._stop = stop

    def is_set(self) -> bool:
        """Tell whether this was set, or everything stops."""
        return super().is_set() or self._stop.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for either, at most so many seconds."""
        left = math.inf if timeout is None else timeout
        while not self.is_set() and left > 0:
            super().wait(min(left, _LOOK_SECONDS))
            left -= _LOOK_SECONDS
        return self.is_set()


class Watcher:
    """Watches one mailbox; `run` is the body of its thread.

    Args:
        source: The mailbox; this thread alone uses it from now on.
        on_new: Reads what is new, after each connect, news and silence.
        stop: Ends the thread; seen within seconds.
        beat: Called before each step, so that a watchdog sees that we live.
            No step is longer than `pace.idle` or a time-out of the source, but
            `on_new`, which beats for itself.
        clock: Gives now, aware.
        random: Spreads the tries of many mailboxes.
    """

    def __init__(
        self,
        source: Source,
        on_new: Callable[[Source], None],
        stop: threading.Event,
        beat: Callable[[], None],
        clock: Callable[[], datetime],
        random: random.Random,
        pace: Pace = Pace(),
    ) -> None:
        self._source = source
        self._on_new = on_new
        self._stop = stop
        self._anew = Interrupt(stop)
        self._beat = beat
        self._clock = clock
        self._random = random
        self._pace = pace
        self._watch = Watch()
        self._failures = 0
        self._trouble: type[Exception] | None = None

    @property
    def state(self) -> Watch:
        """Tell how the mailbox is doing; may be asked from any thread."""
        return self._watch

    def reconnect(self) -> None:
        """Leave a connection that cannot be trusted; may be asked from any thread."""
        self._anew.set()

    def run(self) -> None:
        """Watch until stopped. Nothing that fails here ends the thread."""
        while not self._stop.is_set():
            self._beat()
            try:
                self._read_and_wait()
            except SollecitoError as error:
                self._stand_still(error)
                is_refused = isinstance(error, Refused)
                self._rest(self._pace.refused if is_refused else self._back_off())
            except Exception as error:  # noqa: BLE001 - the top of a thread
                _log.exception("mailbox %s: a fault of the program", self._source.name)
                self._stand_still(error)
                self._rest(self._pace.refused)
        self._source.close()

    def _read_and_wait(self) -> None:
        """Connect, then look and wait in turns until something fails."""
        self._anew.clear()
        self._source.open()
        self._watch = replace(self._watch, was_tried=True)
        inbox = self._source.folders()[0].name
        while not self._anew.is_set():
            self._beat()
            known, began = self._source.select(inbox).uidnext, time.monotonic()
            self._on_new(self._source)
            self._watch = Watch(last_read_at=self._clock(), was_tried=True)
            self._beat()
            # What arrived during the look would not be announced any more.
            if self._source.select(inbox).uidnext == known:
                self._source.idle(self._pace.idle, self._anew)
            self._anew.wait(began + self._pace.look - time.monotonic())
            self._went_well()

    def _went_well(self) -> None:
        """Forget troubles only now: a link that breaks at each wait is none."""
        if self._trouble:
            _log.warning("mailbox %s is read again", self._source.name)
        self._failures, self._trouble = 0, None

    def _stand_still(self, error: Exception) -> None:
        """Remember since when; say so once a kind of trouble, not at every try."""
        if self._trouble is not type(error):
            _log.warning("mailbox %s stands still: %s", self._source.name, error)
        self._trouble = type(error)
        since = self._watch.stands_still_since or self._clock()
        self._watch = replace(
            self._watch, stands_still_since=since, because=str(error), was_tried=True
        )

    def _back_off(self) -> float:
        doubled = self._pace.first * 2.0 ** min(self._failures, 20)
        self._failures += 1
        return min(self._pace.most, doubled) * self._random.uniform(0.5, 1)

    def _rest(self, seconds: float) -> None:
        self._source.close()
        left = seconds
        while left > 0 and not self._stop.is_set():
            self._beat()
            self._stop.wait(min(left, _SLICE_SECONDS))
            left -= _SLICE_SECONDS
