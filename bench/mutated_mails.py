"""Mails broken in every way a wire, a relay or an enemy can break them (0 faults).

Samples of the tests and hostile mails are damaged by a seeded hand and read as
the program reads them: no exception, none over 0.5 s or 64 MB.

python bench/mutated_mails.py [--mails 20000] [--seed 1]
"""

from __future__ import annotations

import argparse
import gc
import heapq
import random
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT)]

from agent.mail.kind import kind  # noqa: E402
from agent.mail.parse import parse  # noqa: E402
from agent.mail.thread import marks  # noqa: E402
from agent.model.message import AutoReply, Human  # noqa: E402
from agent.replies.understand import understand  # noqa: E402
from tests.mail.test_hostile import HOSTILE  # noqa: E402

SLOWEST_S, LARGEST_MB = 0.5, 64
# Tracing memory is slow: only the mails that cost most are traced.
TRACED = 60
SPLICED = 0.1
TODAY = date(2026, 5, 12)
OURS = frozenset({"conti@studio.test"})
Mutation = Callable[[bytes, random.Random], bytes]
SNIPPETS = (
    b"\r\n",
    b"\n\n",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"=?utf-8?q?=0D=0A?=",
    b"=?x?b?////?=",
    b"Content-Type: multipart/mixed; boundary=b\n\n--b\n",
    b"Content-Transfer-Encoding: base64\n",
    b"Content-Type: text/plain; charset=utf-7\n",
    b"Final-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.1.1\n",
    b"Return-Path: <>\n",
    b"Auto-Submitted: auto-replied\n",
    b"<a@x.test>: 550 5.1.1 user unknown\n",
    b"\"'`(<[{\\",
    b"\xe2\x80\xae\xcc\x81",
)


@dataclass
class Toll:
    """What reading cost."""

    read: int = 0
    faults: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    slowest: list[tuple[float, int, bytes]] = field(default_factory=list)
    largest: list[tuple[float, int, bytes]] = field(default_factory=list)

    def add(self, raw: bytes) -> None:
        started = time.process_time()
        try:
            word = look(raw)
        except Exception as error:  # noqa: BLE001 - this is what is counted
            word = f"fault: {type(error).__name__}"
            self.faults.append(f"mail {self.read}: {error!r}")
        took = time.process_time() - started
        self.read += 1
        self.kinds[word] = self.kinds.get(word, 0) + 1
        keep(self.slowest, (took, self.read, raw))
        keep(self.largest, (len(raw), self.read, raw))


def keep(best: list[tuple[float, int, bytes]], one: tuple[float, int, bytes]) -> None:
    heapq.heappush(best, one)
    if len(best) > TRACED // 2:
        heapq.heappop(best)


def look(raw: bytes) -> str:
    """Read a mail as the program does; give the name of its kind."""
    parts = parse(raw)
    found = kind(parts)
    marks(parts, "studio.test", OURS)
    if isinstance(found, Human | AutoReply):
        understand(parts, TODAY)
    return type(found).__name__


def flip(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.randint(1, 40)):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def cut(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(raw))
    return raw[:start] + raw[start + chance.randint(0, 400) :]


def truncate(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randint(0, len(raw))]


def repeat(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(raw))
    piece = raw[start : start + chance.randint(1, 300)]
    return raw[:start] + piece * chance.randint(2, 60) + raw[start:]


def insert(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randint(0, len(raw))
    return raw[:start] + chance.choice(SNIPPETS) * chance.randint(1, 20) + raw[start:]


def shuffle(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 10)):
        one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def fold(raw: bytes, chance: random.Random) -> bytes:
    return raw.replace(b"\n", chance.choice((b"\r\n", b"\r", b"\n\n", b"\n ", b" ")))


MUTATIONS: tuple[Mutation, ...] = (flip, cut, truncate, repeat, insert, shuffle, fold)


def mutated(samples: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """Give damaged mails, the same ones for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        raw = chance.choice(samples)
        if chance.random() < SPLICED:  # the head of one, the tail of another
            other = chance.choice(samples)
            raw = truncate(raw, chance) + other[chance.randint(0, len(other)) :]
        for _ in range(chance.randint(1, 4)):
            raw = chance.choice(MUTATIONS)(raw, chance)
        yield raw


def peak_mb(raw: bytes) -> float:
    gc.collect()
    tracemalloc.start()
    try:
        look(raw)
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    folder = ROOT / "tests" / "data" / "mail"
    samples = [path.read_bytes() for path in sorted(folder.glob("*.eml"))]
    toll = Toll()
    look(samples[0])  # what is loaded once is no mail's cost
    for raw in HOSTILE.values():
        toll.add(raw)
    for raw in mutated(samples, wanted.mails, wanted.seed):
        toll.add(raw)
    slowest = max(toll.slowest)
    dear = {number: raw for _, number, raw in (*toll.slowest, *toll.largest)}
    memory = max(peak_mb(raw) for raw in dear.values())
    for fault in toll.faults[:10]:
        print(fault)
    print(", ".join(f"{word} {count}" for word, count in sorted(toll.kinds.items())))
    print(
        f"{toll.read} mails: {len(toll.faults)} exceptions (goal: 0), slowest "
        f"{slowest[0]:.3f} s (mail {slowest[1]}; goal: {SLOWEST_S}), most memory "
        f"{memory:.1f} MB (goal: {LARGEST_MB})"
    )
    is_good = not toll.faults and slowest[0] < SLOWEST_S and memory < LARGEST_MB
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
