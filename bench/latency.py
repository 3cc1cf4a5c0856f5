"""How long a new mail takes into the ledger, with IDLE (median <= 2 s).

python bench/latency.py [--mails 60]
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from agent.ledger import messages  # noqa: E402
from agent.steps.each import picture  # noqa: E402
from bench.ground import daemon, firm, resident_mb, seconds_until  # noqa: E402
from tests.e2e.config import OFFICE  # noqa: E402
from tests.e2e.house import House  # noqa: E402
from tests.e2e.mails import mail  # noqa: E402

ANNA = "anna@client.test"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=60)
    count = parser.parse_args().mails
    chance = random.Random(1)
    with firm() as house:
        house.is_owed_by(ANNA)
        with daemon(house) as victim:
            seconds_until(lambda: bool(house.pair.messages(ANNA)))
            time.sleep(5)  # what the letter brings about is over
            took = sorted(_one(house, no, chance) for no in range(1, count + 1))
            memory = resident_mb(victim.pid)
    print(
        f"new mail to ledger: median {statistics.median(took):.2f} s, "
        f"95 % within {took[int(len(took) * 0.95)]:.2f} s, at most {took[-1]:.2f} s "
        f"in {count} mails (goal: 2 s); daemon {memory:.0f} MB"
    )
    return 0


def _one(house: House, no: int, chance: random.Random) -> float:
    time.sleep(chance.uniform(0, 1.5))
    before = _read(house)
    raw = mail(ANNA, f"Fattura 7/2025 ({no})", f"Possiamo sentirci? {no}\n")
    house.pair.deliver(OFFICE, raw, sender=ANNA)
    return seconds_until(lambda: _read(house) > before)


def _read(house: House) -> int:
    with picture(house.desk) as tx:
        return messages.count(tx).get("read", 0)


if __name__ == "__main__":
    sys.exit(main())
