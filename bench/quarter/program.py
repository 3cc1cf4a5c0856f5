"""The program as its users meet it: words in, output and exit status out."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.nemesis import ROOT, Notices

_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Program:
    """Runs the program, a process each time."""

    def __init__(self, config: Path) -> None:
        self.config, self.count = config, 0
        self._mint = subprocess.Popen(
            [sys.executable, "-m", "bench.quarter.mint"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def close(self) -> None:
        assert self._mint.stdin
        self._mint.stdin.close()
        self._mint.wait(_PATIENCE)

    def say(self, *words: str) -> Said:
        """Type one command line and wait for its end."""
        out, err = (self.config.with_name(name) for name in ("typed.out", "typed.err"))
        out.write_text("")
        err.write_text("")
        status = self.wait(self.begin(words, out, err, {}))
        return Said(status, out.read_text("utf-8"), err.read_text("utf-8"))

    def begin(
        self, words: tuple[str, ...], out: Path, err: Path, env: Mapping[str, str]
    ) -> int:
        """Start a process and give its number."""
        self.count += 1
        whole = ["--config", str(self.config), *words]
        return self._order(words=whole, out=str(out), err=str(err), env=dict(env))

    def wait(self, pid: int) -> int:
        """Give the exit status of a process, once it has ended."""
        return self._order(wait=pid)

    def _order(self, **order: object) -> int:
        assert self._mint.stdin
        assert self._mint.stdout
        self._mint.stdin.write(json.dumps(order) + "\n")
        self._mint.stdin.flush()
        return int(self._mint.stdout.readline())


class Service:
    """The daemon, from `with` to SIGTERM."""

    def __init__(self, program: Program, at: str) -> None:
        self.log = program.config.with_name("daemon.log")
        self.status = -1
        self._program, self._at = program, at

    def __enter__(self) -> Service:
        self._notices = Notices(self._program.config.with_name("notify"))
        env = {"NOTIFY_SOCKET": str(self._notices.path)}
        words = ("run", "--now", self._at)
        self.pid = self._program.begin(words, self.log, self.log, env)
        if not self._notices.ready.wait(_PATIENCE):
            self._end(signal.SIGKILL)
            raise RuntimeError(f"the daemon is not ready; see {self.log}")
        return self

    def __exit__(self, *_: object) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        self.signal(how)
        self.status = self._program.wait(self.pid)
        self._notices.close()

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def memory(self) -> float:
        """Give the most memory it held, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text("ascii")
        peak = next(line for line in status.splitlines() if "VmHWM" in line)
        return int(peak.split()[1]) / 1024


def soon(holds: Any, seconds: float = 20.0) -> bool:
    """Wait for something on the servers; False if it did not come."""
    deadline = time.monotonic() + seconds
    while not (found := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return bool(found)
