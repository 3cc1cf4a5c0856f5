"""How long a firm's letters take to be composed and queued (10,000: <= 240 s, 150 MB).

    python bench/letters.py [--letters 10000]

Each customer has one overdue invoice of an amount of his own; the real step writes
each letter, its page and its code into a ledger on disk. The invoices are taken in by
another process: the memory is that of writing letters.
"""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from multiprocessing import get_context
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from agent.ledger import outbox  # noqa: E402
from agent.ledger.book import Ledger  # noqa: E402
from agent.ledger.engine import open_engine  # noqa: E402
from agent.model.invoice import Instalment, Invoice, Party  # noqa: E402
from agent.model.money import Money  # noqa: E402
from agent.steps import import_invoices  # noqa: E402
from agent.steps.desk import Desk  # noqa: E402
from agent.steps.each import picture, transaction  # noqa: E402
from agent.steps.remind import remind  # noqa: E402
from bench.ground import say  # noqa: E402
from tests.desks import open_desk, open_ledger  # noqa: E402
from tests.steps import given  # noqa: E402

_AT_ONCE = 500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=10_000)
    count = parser.parse_args().letters
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'firm.sqlite'}"
        say(f"taking in {count} invoices")
        taking = get_context("spawn").Process(target=_take_in, args=(url, count))
        taking.start()
        taking.join()
        assert taking.exitcode == 0, "the invoices were not taken in"
        _measure(_open(url), count)
    return 0


def _open(url: str) -> Desk:
    return open_desk(Ledger(open_engine(url), secrets.token_bytes))


def _take_in(url: str, count: int) -> None:
    open_ledger(url).close()
    desk = given.live(_open(url))
    for first in range(1, count + 1, _AT_ONCE):
        _owe(desk, range(first, min(first + _AT_ONCE, count + 1)))


def _owe(desk: Desk, numbers: Sequence[int]) -> None:
    with transaction(desk) as tx:
        for number in numbers:
            amount = Money(10_000 + number)
            document = Invoice(
                number=f"{number}/2026",
                issued_on=date(2026, 8, 1),
                kind="invoice",
                total=amount,
                instalments=(Instalment(date(2026, 9, 1), amount),),
                buyer=Party(f"Cliente {number} Srl", email=f"c{number}@client.test"),
            )
            import_invoices.record(desk, tx, document, f"{number}.xml", "")


def _measure(desk: Desk, count: int) -> None:
    say("writing the letters")
    began, worked = time.monotonic(), time.process_time()
    done = remind(desk)
    seconds, work = time.monotonic() - began, time.process_time() - worked
    with picture(desk) as tx:
        waiting = len(outbox.in_state(tx, "proposed", "approved", "ready"))
    assert (done.letters, waiting) == (count, count), done
    print(
        f"{count} letters queued in {seconds:.1f} s ({work:.1f} s of processor, "
        f"{1000 * work / count:.2f} ms each), at most {_most_mb():.0f} MB"
    )


def _most_mb() -> float:
    """Give the most memory this process has held, by /proc."""
    status = Path("/proc/self/status").read_text("ascii")
    kilobytes = next(
        int(line.split()[1]) for line in status.splitlines() if "VmHWM" in line
    )
    return kilobytes / 1024


if __name__ == "__main__":
    sys.exit(main())
