"""How much 10,000 open invoices delay READY (<= 1 s), and what the daemon holds (<= 150 MB).

python bench/start.py [--invoices 10000]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from bench.ground import daemon, firm, resident_mb, say  # noqa: E402
from tests.e2e.files import Owed  # noqa: E402
from tests.e2e.house import LATE, House  # noqa: E402

_STARTS = 5
_SETTLE_SECONDS = 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=10_000)
    count = parser.parse_args().invoices
    with firm() as empty, firm() as full:
        say(f"taking in {count} invoices")
        began = time.monotonic()
        full.is_owed(*(_owed(no) for no in range(1, count + 1)))
        took = time.monotonic() - began
        print(f"{count} invoices taken in within {took:.1f} s", flush=True)
        pairs = [(_start(empty), _start(full)) for _ in range(_STARTS)]
        bare, laden = (statistics.median(times) for times in zip(*pairs, strict=True))
        print(
            f"READY after {bare:.2f} s with none, {laden:.2f} s with {count}: "
            f"{laden - bare:+.2f} s (goal: 1 s more)"
        )
        print(
            f"daemon: {_memory(empty):.0f} MB with none, {_memory(full):.0f} MB with "
            f"{count}, after {_SETTLE_SECONDS} s of work (goal: 150)"
        )
    return 0


def _owed(no: int) -> Owed:
    """Let two invoices a customer be due in weeks to come, so that nothing leaves."""
    customer = (no + 1) // 2
    due_on = LATE + timedelta(days=15 + no % 60)
    return Owed(
        f"{no}/2025", due_on, f"Cliente {customer} Srl", f"c{customer}@client.test"
    )


def _start(house: House) -> float:
    began = time.monotonic()
    with daemon(house):
        took = time.monotonic() - began
    say(f"READY after {took:.2f} s")
    return took


def _memory(house: House) -> float:
    say(f"letting it work for {_SETTLE_SECONDS} s")
    with daemon(house) as victim:
        time.sleep(_SETTLE_SECONDS)
        return resident_mb(victim.pid)


if __name__ == "__main__":
    sys.exit(main())
