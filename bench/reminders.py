"""How many reminders a second the daemon hands over, each durably (>= 20).

    python bench/reminders.py [--letters 600]

Each letter is claimed, committed as intent, handed to Postfix over TLS and committed
as sent, while copies and delivery reports come in and are read.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from bench.ground import daemon, firm, say, seconds_until  # noqa: E402
from tests.e2e.files import Owed  # noqa: E402
from tests.e2e.house import LATE, House  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=600)
    count = parser.parse_args().letters
    say("starting the servers")
    with firm({"smtp": {"per_minute": 1_000_000}}) as house:
        say(f"taking in {count} invoices")
        house.is_owed(
            *(
                Owed(f"{no}/2025", LATE, f"Cliente {no} Srl", f"ok-{no}@fault.test")
                for no in range(1, count + 1)
            )
        )
        _measure(house, count)
    return 0


def _measure(house: House, count: int) -> None:
    def gone() -> int:
        return len(house.pair.mx.accepted)

    began = time.monotonic()
    with daemon(house):
        print(f"ready after {time.monotonic() - began:.1f} s", flush=True)
        first = seconds_until(lambda: gone() > 0)
        print(f"the first letter came {first:.1f} s later", flush=True)
        rest = seconds_until(
            lambda: gone() >= count, progress=lambda: f"{gone()} of {count} have left"
        )
        print(f"{count} reminders in {rest:.1f} s: {count / rest:.1f}/s (goal: 20)")


if __name__ == "__main__":
    sys.exit(main())
