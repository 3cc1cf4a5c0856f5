"""Kill the daemon again and again while mail goes out and comes in; count the damage.

    python bench/chaos.py [--kills 200] [--letters 500] [--mails 2000] [--seed 1]
    python bench/chaos.py --naive send-then-commit    (must be caught)

Letters are counted at their receivers, mails and payments in the ledger.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from bench import verdict, world  # noqa: E402
from bench.lives import Lives  # noqa: E402
from bench.verdict import Finding  # noqa: E402
from tests.servers.mail_pair import MailPair  # noqa: E402


@dataclass(frozen=True, slots=True)
class Run:
    """What one run was, and what it found.

    Args:
        came_to_rest: In the end nothing was left to do.
    """

    lives: Lives
    findings: tuple[Finding, ...]
    came_to_rest: bool
    seconds: float

    @property
    def is_clean(self) -> bool:
        """Tell whether nothing was lost or doubled."""
        return self.came_to_rest and verdict.clean(self.findings)

    def lines(self) -> Iterator[str]:
        """Give the figures, a line each."""
        lives = self.lives
        yield (
            f"{lives.kills} kills and {lives.cuts} cuts in {self.seconds:.0f} s; "
            f"{lives.asked} letters asked about, {lives.left_all_the_same} of them had left"
        )
        if not self.came_to_rest:
            yield "it did not come to rest"
        yield from map(str, self.findings)


def run(
    pair: MailPair, folder: Path, *, seed: int, kills: int, letters: int, mails: int
) -> Run:
    """Let the real daemon live and die."""
    began = time.monotonic()
    lives = Lives(pair, folder, world.make(seed, letters, mails), random.Random(seed))
    try:
        lives.live_through_an_evening()
        lives.live_and_die(kills)
        came_to_rest = lives.live_to_the_end()
    finally:
        lives.victim.close()
    found = verdict.findings(pair, lives.config, lives.world, lives.days)
    return Run(lives, found, came_to_rest, time.monotonic() - began)


def run_naive(pair: MailPair, folder: Path, order: str, *, seed: int) -> Run:
    """Let a naive sender live until it is caught, or has died forty times."""
    began = time.monotonic()
    made = world.make(seed, 120, 5)
    words = ("-m", "bench.naive", order)
    lives = Lives(pair, folder, made, random.Random(seed), words)
    try:
        lives.live_through_an_evening()
        lives.live_and_die(40, lambda: not verdict.clean(_seen(lives)))
    finally:
        lives.victim.close()
    took = time.monotonic() - began
    return Run(lives, _seen(lives), came_to_rest=True, seconds=took)


def _seen(lives: Lives) -> tuple[Finding, ...]:
    return verdict.letters_said_to_have_left(lives.pair, lives.config)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--letters", type=int, default=500)
    parser.add_argument("--mails", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--naive", choices=("send-then-commit", "commit-then-send"))
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, MailPair() as pair:
        if said.naive:
            done = run_naive(pair, Path(folder), said.naive, seed=said.seed)
        else:
            done = run(
                pair,
                Path(folder),
                seed=said.seed,
                kills=said.kills,
                letters=said.letters,
                mails=said.mails,
            )
        for line in done.lines():
            print(line)
    return 0 if done.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
