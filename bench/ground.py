"""What the benches stand on: a firm on real servers, and its daemon as a process."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.nemesis import Victim
from tests.e2e.config import Tables
from tests.e2e.house import House
from tests.servers.mail_pair import MailPair

_TELL_SECONDS = 5.0


@contextmanager
def firm(tables: Tables | None = None) -> Iterator[House]:
    """Give a firm gone live, on servers of its own."""
    with tempfile.TemporaryDirectory() as folder, MailPair() as pair:
        house = House(pair, Path(folder), tables)
        try:
            yield house
        finally:
            house.close()


@contextmanager
def daemon(house: House) -> Iterator[Victim]:
    """Give the firm's daemon as a process that is ready."""
    victim = Victim(house.config)
    try:
        victim.start(house.clock.now())
        victim.wait_until_ready()
        yield victim
    finally:
        victim.close()


def seconds_until(
    holds: Callable[[], bool],
    limit: float = 300,
    progress: Callable[[], str] | None = None,
) -> float:
    """Wait for something and give how long it took.

    Args:
        progress: How far it has come, said every five seconds.

    Raises:
        TimeoutError: It did not come.
    """
    began = told = time.monotonic()
    while not holds():
        now = time.monotonic()
        if now - began > limit:
            raise TimeoutError(f"it did not come within {limit} s")
        if progress and now - told > _TELL_SECONDS:
            say(progress())
            told = now
        time.sleep(0.01)
    return time.monotonic() - began


def say(words: str) -> None:
    """Tell whoever waits what is being done."""
    print(words, file=sys.stderr, flush=True)


def resident_mb(pid: int) -> float:
    """Give the memory a process holds now, by /proc."""
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    kilobytes = next(
        int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line
    )
    return kilobytes / 1024
