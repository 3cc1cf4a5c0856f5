"""Programs that end with us, whatever way we end."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from tests.servers.machine import Account, wait_until

# It lives outside our process group and sees the pipe close when we die, even by
# SIGKILL; then it ends the servers and removes their folder.
_REAPER = """
import os, shutil, signal, sys, time
groups, folders = {}, []
for line in sys.stdin:
    word, _, rest = line.strip().partition(" ")
    if word == "group":
        group, number = map(int, rest.split())
        groups[group] = number
    elif word == "gone":
        del groups[int(rest)]
    elif word == "folder":
        folders.append(rest)
    elif word == "bye":
        sys.exit(0)
def tell(number, group):
    try:
        os.killpg(group, number)
        return True
    except OSError:
        return False
for group, number in groups.items():
    tell(number, group) and tell(signal.SIGCONT, group)
end = time.monotonic() + 2
while time.monotonic() < end and any(tell(0, group) for group in groups):
    time.sleep(0.05)
for group in groups:
    tell(signal.SIGKILL, group)
for folder in folders:
    shutil.rmtree(folder, ignore_errors=True)
"""


class Processes:
    """The servers of one folder, each the leader of its own process group."""

    def __init__(self, directory: Path, account: Account, *, keep: bool) -> None:
        self._directory = directory
        self._account = account
        self._running: dict[str, tuple[subprocess.Popen[bytes], signal.Signals]] = {}
        self._reaper = subprocess.Popen(
            [sys.executable, "-I", "-c", _REAPER],
            text=True,
            stdin=subprocess.PIPE,
            start_new_session=True,
        )
        if not keep:
            self._tell_reaper(f"folder {directory}")

    def spawn(
        self,
        name: str,
        words: list[str | Path],
        environment: Mapping[str, str],
        stop_signal: signal.Signals = signal.SIGTERM,
    ) -> None:
        """Start a server; what it prints goes to `name.out`."""
        with (self._directory / f"{name}.out").open("ab") as out:
            process = subprocess.Popen(
                words,
                env={**_BARE, "HOME": str(self._directory), **environment},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                cwd=self._directory,
                user=self._account.switch_uid,
                group=self._account.switch_gid,
                extra_groups=self._account.other_groups,
            )
        self._running[name] = (process, stop_signal)
        self._tell_reaper(f"group {process.pid} {int(stop_signal)}")

    def call(self, words: list[str | Path], environment: Mapping[str, str]) -> str:
        """Run a tool beside the servers; return what it says on both streams."""
        return subprocess.run(
            words,
            env={**_BARE, "HOME": str(self._directory), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self._directory,
            check=False,
            user=self._account.switch_uid,
            group=self._account.switch_gid,
            extra_groups=self._account.other_groups,
        ).stdout

    def pids(self) -> dict[str, int]:
        """Return the leader of every server that was started and not stopped."""
        return {name: process.pid for name, (process, _) in self._running.items()}

    def is_running(self, name: str) -> bool:
        """Say whether a server was started and lives."""
        return name in self._running and self._running[name][0].poll() is None

    def signal(self, name: str, number: signal.Signals) -> None:
        """Send a signal to a server and all its children."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._running[name][0].pid, number)

    def stop(self, *names: str, kill: bool = False) -> None:
        """End servers, politely first unless told to kill, until no child lives."""
        here = [name for name in names if name in self._running]
        for name in here:
            self.signal(name, signal.SIGKILL if kill else self._running[name][1])
            self.signal(name, signal.SIGCONT)
        deadline = time.monotonic() + 6
        for name in here:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._running[name][0].wait(max(0.1, deadline - time.monotonic()))
            # children that outlive their leader
            self.signal(name, signal.SIGKILL)
            process, _ = self._running.pop(name)
            process.wait(30)
            # until then they hold its ports, and what they write to
            wait_until(partial(_is_gone, process.pid), f"{name} to end")
            self._tell_reaper(f"gone {process.pid}")

    def close(self) -> None:
        """End every server, the last started first, and dismiss the reaper."""
        self.stop(*reversed(self._running))
        self._tell_reaper("bye")
        with contextlib.suppress(OSError):
            self._reaper.communicate(timeout=10)

    def _tell_reaper(self, line: str) -> None:
        assert self._reaper.stdin
        with contextlib.suppress(OSError):
            self._reaper.stdin.write(line + "\n")
            self._reaper.stdin.flush()


def _is_gone(group: int) -> bool:
    """Say whether a process group has no members but zombies."""
    stats = Path("/proc").glob("[0-9]*/stat")
    return not any(map(partial(_is_living_in, group), stats))


def _is_living_in(group: int, stat: Path) -> bool:
    try:
        state, _, its_group, *_ = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return int(its_group) == group and state not in "ZX"


_BARE = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C"}
