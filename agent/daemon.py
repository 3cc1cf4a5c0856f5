"""The daemon: when each step runs. It adds the clock and holds no business."""

from __future__ import annotations

import contextlib
import logging
import math
import os
import random
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import time, timedelta

import schedule

from agent.errors import ConfigError, SollecitoError
from agent.settings import Settings
from agent.steps import rounds, timetable, watching
from agent.steps.deliver import deliver, recover
from agent.steps.desk import Desk
from agent.steps.second_look import READER, second_look
from agent.steps.self_test import probe_detail
from agent.steps.timetable import Job
from agent.wiring import open_desk, require_live

_LOG = logging.getLogger("sollecito.daemon")
_BEAT_SECONDS = 1.0
_SENDING_SECONDS = 2.0  # between two looks at an outbox with nothing to send
_SENDING_DEADLINE = 700.0  # every time-out of one letter together, DATA the longest
_LOOKING_SECONDS = 2.0  # between two looks for mails to be read a second time
_LOOKING_DEADLINE = 700.0  # the longest question, at each of a few addresses
_JUMP = timedelta(seconds=60)
_LOGIN_SECONDS = 10.0  # READY waits so long for the first login of each mailbox
_SWITCH_SECONDS = 0.0005
_STOP_SECONDS = 75.0  # systemd kills after 90


@dataclass
class Threads:
    """The threads of one run, and when each last said that it is alive.

    Args:
        wake: Something came in.
        send: What letters waited for may be done: no need to wait for the beat.
        beats: By name: when, in monotonic seconds, and how long that is believed.
    """

    stop: threading.Event = field(default_factory=threading.Event)
    wake: threading.Event = field(default_factory=threading.Event)
    send: threading.Event = field(default_factory=threading.Event)
    beats: dict[str, tuple[float, float]] = field(default_factory=dict)

    def beat(self, name: str, now: float, deadline: float) -> None:
        """Note that a thread is alive, and how long that may be believed."""
        self.beats[name] = (now, deadline)

    def late(self, now: float) -> tuple[str, ...]:
        """Name the threads that should have said something by now."""
        return tuple(
            name
            for name, (beat, deadline) in tuple(self.beats.items())
            if now - beat > deadline
        )


class Daemon:
    """One run of the service.

    Args:
        reload: Reads the configuration anew; raises ConfigError if it is bad.
    """

    def __init__(
        self, settings: Settings, desk: Desk, reload: Callable[[], Settings]
    ) -> None:
        self.settings, self.desk, self._reload = settings, desk, reload
        self.threads = Threads()
        self._reload_asked = threading.Event()
        self._jobs = jobs(settings, self._watchdog, self._meanwhile)
        self._told, self._told_alive_at = "", -math.inf
        self._last = (desk.clock.now(), desk.clock.monotonic())
        self._watchers: watching.Watching | None = None

    def run(self) -> None:
        """Work until told to stop.

        Raises:
            TryLater: Another process is sending for this ledger.
            ConfigError: No mailbox or no way out is configured.
        """
        require_live(self.desk)
        with watching.sender_lock(self.desk), self._signals():
            # Threads that talk to the ledger and the network give up the interpreter
            # at every call: at the usual 5 ms each, one that computes starves them.
            sys.setswitchinterval(_SWITCH_SECONDS)
            recover(self.desk)
            rounds.forget_what_is_gone(self.desk)
            self._watchers = watchers = self._start_watchers()
            sending = threading.Thread(target=self._send, name="sending", daemon=True)
            sending.start()
            looking = threading.Thread(
                target=self._look_twice, name=READER, daemon=True
            )
            looking.start()
            watching.wait_for_logins(watchers, _LOGIN_SECONDS, self.threads.stop)
            self._say_status(watching.in_words(watchers))
            notify("READY=1")
            self._heartbeat()
            notify("STOPPING=1")
            self._end(watchers, sending)
            looking.join(_LOOKING_SECONDS)

    def _start_watchers(self) -> watching.Watching:
        def beat(name: str, deadline: float) -> None:
            self.threads.beat(name, self.desk.clock.monotonic(), deadline)

        return watching.start(
            lambda: self.desk,
            self.threads.stop,
            self.threads.wake,
            beat,
            random.SystemRandom(),
        )

    def _heartbeat(self) -> None:
        """Beat: `schedule` is the ticker, the ledger says what is due."""
        ticker = self._new_ticker()
        while not self.threads.stop.is_set():
            if self._clock_jumped():
                ticker = self._new_ticker()  # `schedule` waits by the wall clock
            ticker.run_pending()
            if self.threads.wake.wait(_BEAT_SECONDS):
                self._tick()  # something came: not at the next second, now

    def _new_ticker(self) -> schedule.Scheduler:
        ticker = schedule.Scheduler()
        ticker.every(1).seconds.do(self._tick)
        return ticker

    def _tick(self) -> None:
        """Look what is to be done. Cannot raise, or `schedule` would spin."""
        try:
            if self._reload_asked.is_set():
                self._take_new_settings()
            came = self._read_what_came()
            if self._watchers is not None:
                watching.note_states(self.desk, self._watchers)
                self._say_status(watching.in_words(self._watchers))
            ran = timetable.run_due(self.desk, self._jobs)
            if came or ran:
                self.threads.send.set()
            self._watchdog()
        except Exception:  # noqa: BLE001 - the top of a thread
            _LOG.exception("a beat failed; the next one follows")

    def _read_what_came(self) -> bool:
        came = self.threads.wake.is_set()
        self.threads.wake.clear()
        if came:
            rounds.read_what_came(self.desk, beat=self._watchdog)
        return came

    def _meanwhile(self) -> None:
        """Read what comes while many letters are written: others wait for that."""
        self._watchdog()
        if self.threads.stop.is_set() or not self.threads.wake.is_set():
            return
        try:
            self._read_what_came()
        except Exception:  # noqa: BLE001 - as at the top of a beat
            _LOG.exception("mail could not be read now; the next beat tries again")
        self.threads.send.set()

    def _say_status(self, words: str) -> None:
        if words != self._told:
            notify(f"STATUS={words}")
            _LOG.info("at work: %s", words)
        self._told = words

    def _watchdog(self) -> None:
        """Say that we live: at most once a second, for long work asks often."""
        now = self.desk.clock.monotonic()
        if now - self._told_alive_at < _BEAT_SECONDS:
            return
        self._told_alive_at = now
        late = self.threads.late(now)
        if late:
            _LOG.error("no sign of life from %s", ", ".join(late))
        else:
            notify("WATCHDOG=1")

    def _clock_jumped(self) -> bool:
        """Notice that the wall clock jumped; back, every due time is set anew."""
        now, steady = self.desk.clock.now(), self.desk.clock.monotonic()
        jump = now - self._last[0] - timedelta(seconds=steady - self._last[1])
        self._last = (now, steady)
        if abs(jump) <= _JUMP:
            return False
        _LOG.warning("the clock jumped by %s", jump)
        if jump > timedelta() and self._watchers is not None:
            self._watchers.reconnect()  # the machine slept: its connections are dead
        if jump < timedelta():
            timetable.recompute(self.desk, self._jobs)
        return True

    def _send(self) -> None:
        """Send in a thread of its own: a server may take minutes for an answer."""
        self._ask_for_detail()
        while not self.threads.stop.is_set():
            self.threads.beat("sending", self.desk.clock.monotonic(), _SENDING_DEADLINE)
            try:
                self._send_what_may_leave(self.desk)
            except Exception:  # noqa: BLE001 - the top of a thread
                _LOG.exception("sending failed; the letter stays in the outbox")
            self.threads.send.wait(_SENDING_SECONDS)
            self.threads.send.clear()

    def _send_what_may_leave(self, desk: Desk) -> None:
        """Send until nothing may leave now, we stop, or other rules are in force."""
        has_sent = False
        for done in deliver(desk):
            self.threads.beat("sending", desk.clock.monotonic(), _SENDING_DEADLINE)
            if done.waits_for_reader and has_sent:
                # Whoever kept the mail may be busy with more. Only in full flow:
                # what cannot be read is not tried again at each look of ours.
                self.threads.wake.set()
            has_sent = done.outcome == "sent"
            if self.threads.stop.is_set() or self.desk is not desk:
                return

    def _look_twice(self) -> None:
        """Ask the second reader in a thread of its own: nobody waits for it."""
        while not self.threads.stop.is_set():
            self.threads.beat(READER, self.desk.clock.monotonic(), _LOOKING_DEADLINE)
            asked = 0
            try:
                asked = second_look(self.desk, most=1)
            except Exception:  # noqa: BLE001 - the top of a thread
                _LOG.exception("the second look failed; mails stand as they were read")
            if not asked:
                self.threads.stop.wait(_LOOKING_SECONDS)

    def _ask_for_detail(self) -> None:
        self.threads.beat("sending", self.desk.clock.monotonic(), _SENDING_DEADLINE)
        try:
            probe_detail(self.desk)
        except Exception:  # noqa: BLE001 - the top of a thread
            _LOG.exception("asking our mail server failed")

    def _take_new_settings(self) -> None:
        """Take a changed configuration, or keep the old one and say why."""
        self._reload_asked.clear()
        notify("RELOADING=1")
        try:
            settings = self._reload()
            if settings.ledger != self.settings.ledger:
                raise ConfigError("another [ledger] needs a restart")
            if (settings.pec is None) != (self.settings.pec is None):
                raise ConfigError("[pec], given or taken away, needs a restart")
            fresh = open_desk(settings, self.desk.clock)
        except SollecitoError as error:
            _LOG.error("the configuration was not reloaded:\n%s", error)
        else:
            self.settings = settings
            self._jobs = jobs(settings, self._watchdog, self._meanwhile)
            self.desk = rounds.keep_connections(self.desk, fresh)
            rounds.forget_what_is_gone(self.desk)
            timetable.recompute(self.desk, self._jobs)
            _LOG.info("the configuration was reloaded; logins change at a restart")
        finally:
            notify("READY=1")

    def _end(self, watchers: watching.Watching, sending: threading.Thread) -> None:
        """Finish the item in hand: a running DATA gets its grace."""
        for channel in self.desk.channels:
            channel.stop()
        self.threads.send.set()
        deadline = self.desk.clock.monotonic() + _STOP_SECONDS
        sending.join(_STOP_SECONDS)
        watchers.join(max(1.0, deadline - self.desk.clock.monotonic()))
        for channel in () if sending.is_alive() else self.desk.channels:
            channel.close()

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(_number: int, _frame: object) -> None:
            self.threads.stop.set()
            self.threads.wake.set()

        def reload(_number: int, _frame: object) -> None:
            self._reload_asked.set()
            self.threads.wake.set()

        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {
            signal.SIGTERM: signal.signal(signal.SIGTERM, stop),
            signal.SIGINT: signal.signal(signal.SIGINT, stop),
            signal.SIGHUP: signal.signal(signal.SIGHUP, reload),
        }
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def jobs(
    settings: Settings, beat: Callable[[], None], meanwhile: Callable[[], None]
) -> tuple[Job, ...]:
    """Give the timetable of a configuration.

    Args:
        beat: Called within long work, so that systemd sees progress.
        meanwhile: Likewise between two letters written.
    """

    def read(desk: Desk) -> None:
        rounds.read_what_came(desk, beat=beat)

    def files(desk: Desk) -> None:
        rounds.take_files(desk, beat=beat)

    def write(desk: Desk) -> None:
        rounds.write_due(desk, beat=meanwhile)

    every = timetable.every
    at = settings.summary.at
    return (
        Job("files", files, every(minutes=1)),
        Job("read", read, every(minutes=1)),
        Job("write", write, every(minutes=10)),
        Job("tidy", rounds.tidy, every(hours=6)),
        Job(
            "summary",
            rounds.write_summary,
            timetable.working_days_at(at),
            until=time(20),
        ),
    )


def notify(state: str) -> None:
    """Tell systemd how we are (sd_notify(3)); nothing where it does not listen."""
    path = os.environ.get("NOTIFY_SOCKET", "")
    if not path:
        return
    address = f"\0{path[1:]}" if path.startswith("@") else path
    with (
        contextlib.suppress(OSError),
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line,
    ):
        line.sendto(state.encode(), address)
