"""What this machine offers to the servers: an account, ports, a deadline."""

import grp
import os
import pwd
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class Unavailable(RuntimeError):
    """This machine cannot host the servers; the message says what is missing."""


class StartFailed(RuntimeError):
    """A server that should run here did not come up."""


@dataclass(frozen=True, slots=True)
class Account:
    """The unprivileged account the servers run under.

    `switch_uid` and `switch_gid` are None where we already are that account.
    """

    uid: int
    gid: int
    user: str
    group: str
    switch_uid: int | None
    switch_gid: int | None

    @property
    def other_groups(self) -> list[int] | None:
        return None if self.switch_uid is None else []

    def own(self, path: Path) -> None:
        """Give a file or a folder and all it holds to the account."""
        if self.switch_uid is None:
            return
        os.chown(path, self.uid, self.gid)
        for folder, folders, files in os.walk(path):
            for name in [*folders, *files]:
                os.chown(Path(folder, name), self.uid, self.gid, follow_symlinks=False)


def unprivileged_account(*preferred: str) -> Account:
    """Return our own account, or for root the first preferred one that exists.

    Raises:
        Unavailable: the account has no name, and the servers insist on one.
    """
    switch = os.geteuid() == 0
    if switch:
        known = {entry.pw_name: entry for entry in pwd.getpwall()}
        entry = next((known[name] for name in preferred if name in known), None)
        if entry is None:
            raise Unavailable(f"none of the accounts {', '.join(preferred)} exists")
        uid, gid = entry.pw_uid, entry.pw_gid
    else:
        uid, gid = os.geteuid(), os.getegid()
    try:
        user, group = pwd.getpwuid(uid).pw_name, grp.getgrgid(gid).gr_name
    except KeyError:
        raise Unavailable(
            f"uid {uid} and gid {gid} have no name here; run as root or a named user"
        ) from None
    return Account(
        uid, gid, user, group, uid if switch else None, gid if switch else None
    )


class PortLease:
    """Loopback ports that no other test run takes while this one lives.

    They lie below the range that the kernel gives to outgoing connections, so a port
    stays free while its server is down, and nobody connects to himself there. The lock
    is a name in the abstract socket space: it vanishes with the process.
    """

    def __init__(self) -> None:
        self._locks: list[socket.socket] = []
        ephemeral = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text()
        self._low, self._high = 10_000, min(int(ephemeral.split()[0]), 32_768)
        if self._high - self._low < 1_000:
            self._low, self._high = 10_000, 32_768

    def take(self) -> int:
        """Reserve one more port."""
        span = self._high - self._low
        start = os.getpid() * 41 % span
        for step in range(span):
            port = self._low + (start + step) % span
            if self._lock(port):
                return port
        raise Unavailable("no free port on the loopback address")

    def _lock(self, port: int) -> bool:
        lock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            lock.bind(f"\0sollecito-port-{port}")
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
        except OSError:
            lock.close()
            return False
        self._locks.append(lock)
        return True

    def close(self) -> None:
        """Give every port back."""
        while self._locks:
            self._locks.pop().close()


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Wait until a condition holds.

    Raises:
        TimeoutError: it did not; the message says what was waited for.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.02)


def wait_for_banner(port: int, banner: bytes) -> None:
    """Wait until a server greets on a loopback port.

    Args:
        port: where it should listen.
        banner: how its greeting begins; empty for a server that says nothing.
    """
    wait_until(lambda: _greets(port, banner), f"{banner!r} on port {port}")


def _greets(port: int, banner: bytes) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 1) as connection:
            connection.settimeout(2)
            return not banner or connection.recv(200).startswith(banner)
    except OSError:
        return False
