"""What is done to the daemon: lives of a random length, each ended by kill -9."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[1]
THE_DAEMON = ("-m", "agent")


@dataclass(slots=True)
class SimulatedDays:
    """The clock of the daemon over all its lives: real pace, and jumps.

    Args:
        at: Aware; the moment it begins with.
    """

    at: datetime
    _begun: float = field(default_factory=time.monotonic)

    def now(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self._begun)

    def jump_to(self, at: datetime) -> None:
        self.at, self._begun = at, time.monotonic()

    def jump(self, by: timedelta) -> None:
        self.at += by


class Notices:
    """The end of NOTIFY_SOCKET that systemd would hold, for one life."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ready = threading.Event()
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.settimeout(0.2)
        self._thread = threading.Thread(target=self._listen)
        self._is_over = False
        self._thread.start()

    def _listen(self) -> None:
        while not self._is_over:
            with suppress(TimeoutError):
                if self._socket.recv(200).startswith(b"READY"):
                    self.ready.set()

    def close(self) -> None:
        self._is_over = True
        self._thread.join()
        self._socket.close()
        self.path.unlink()


@dataclass(slots=True)
class _Life:
    process: subprocess.Popen[bytes]
    notices: Notices

    def wait(self, seconds: float) -> int:
        status = self.process.wait(seconds)
        self.notices.close()
        return status


class Victim:
    """The daemon as a process of its own, one life after the other.

    Args:
        config: Its configuration; log and notify socket lie beside it.
        words: What Python is to run: the real program, or a naive one.
    """

    def __init__(self, config: Path, words: Sequence[str] = THE_DAEMON) -> None:
        self.log = config.with_name("daemon.log")
        self._config = config
        self._words = words
        self._life: _Life | None = None

    @property
    def pid(self) -> int:
        """Give the number of the process that lives now."""
        assert self._life, "nothing lives"
        return self._life.process.pid

    def start(self, now: datetime) -> None:
        """Begin a life at a simulated moment."""
        words = [sys.executable, *self._words, "--config", str(self._config), "run"]
        notices = Notices(self._config.with_name("notify"))
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [*words, "--now", now.isoformat()],
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env={**os.environ, "NOTIFY_SOCKET": str(notices.path)},
            )
        self._life = _Life(process, notices)

    def wait_until_ready(self, seconds: float = 60) -> None:
        """Wait until it says READY=1.

        Raises:
            RuntimeError: It ended by itself, or says nothing.
        """
        assert self._life, "nothing lives"
        deadline = time.monotonic() + seconds
        while not self._life.notices.ready.wait(0.05):
            if self._life.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the daemon is not ready; see {self.log}")

    def kill(self) -> None:
        """End a life as a power cut does."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """End a life politely; give its exit status."""
        return self._end(signal.SIGTERM)

    def close(self) -> None:
        """End whatever lives."""
        if self._life:
            self.kill()

    def _end(self, how: signal.Signals) -> int:
        assert self._life, "nothing lives"
        life, self._life = self._life, None
        life.process.send_signal(how)
        return life.wait(90)
