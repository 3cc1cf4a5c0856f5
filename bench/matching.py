#!/usr/bin/env python3
"""Play a data set of payments through the program, day by day.

    python bench/matching.py --serve FOLDER
    python bench/matching.py --speed FOLDER
    python bench/matching.py --scale 100000 1000000
    python bench/matching.py --worlds 1 2 3

Each ledger of the data set is a firm with a SQLite ledger of its own, in a temporary
folder. Customers, invoices and payments go in by the steps the program itself uses;
each answer is what the ledger says after `settle`. JSON lines both ways:

-> {"type": "day", "date": ..., "payments": [...]}  <- {"predictions": [...]}
-> {"type": "confirm", "items": [...]}              what a person settles in the evening
-> {"type": "end"}

`--speed` plays the days alone, without a person, and tells processor seconds: of
making the ledgers, and of recording and settling payments, durable commits apart.
`--scale` makes ledgers of so many open invoices and tells what a payment costs there,
likewise, and one alone, its commits included. `--worlds`
plays invented firms of other rules and tells how right the answers are, and how sure.
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agent.cli.main import COLLECT_AFTER
from bench.durable import Commits
from bench.matching_firm import Firm
from bench.matching_scale import scale
from bench.matching_worlds import tell

_START = date(2026, 9, 1)
Rows = list[dict[str, str]]


def _read(folder: Path, name: str) -> Rows:
    with (folder / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _by_ledger(rows: Rows) -> dict[str, Rows]:
    found: dict[str, Rows] = defaultdict(list)
    for row in rows:
        found[row["ledger"]].append(row)
    return found


def open_firms(folder: Path, made_in: Path) -> dict[str, Firm]:
    """Make every ledger of a data set."""
    customers = _read(folder, "customers.csv")
    named = {row["customer_id"]: row for row in customers}
    owned, history = (
        _by_ledger(_read(folder, "invoices.csv")),
        _by_ledger(_read(folder, "history.csv")),
    )
    firms = {}
    for name, rows in _by_ledger(customers).items():
        firm = firms[name] = Firm(made_in, name, _START)
        firm.take_customers(rows)
        firm.take_all(owned[name], named)
        firm.take_history(history[name])
    return firms


def _day(firms: Mapping[str, Firm], message: Mapping[str, Any]) -> list[dict[str, Any]]:
    today = date.fromisoformat(message["date"])
    return [
        answer
        for name, rows in _by_ledger(message["payments"]).items()
        for answer in firms[name].day(today, rows)
    ]


def _confirm(
    firms: Mapping[str, Firm],
    items: Sequence[Mapping[str, Any]],
    ledger_of: Mapping[str, str],
) -> None:
    mine: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for item in items:
        mine[ledger_of[item["payment_id"]]].append(item)
    for name, some in mine.items():
        firms[name].confirm(some)


def serve(folder: Path) -> None:
    """Answer on standard output what is asked on standard input."""
    with tempfile.TemporaryDirectory(prefix="matching-") as made_in:
        firms = open_firms(folder, Path(made_in))
        ledger_of: dict[str, str] = {}
        for line in sys.stdin:
            message = json.loads(line)
            if message["type"] == "end":
                break
            if message["type"] == "confirm":
                _confirm(firms, message["items"], ledger_of)
                continue
            ledger_of |= {
                row["payment_id"]: row["ledger"] for row in message["payments"]
            }
            answers = _day(firms, message)
            print(json.dumps({"predictions": answers}), flush=True)


def speed(folder: Path) -> None:
    """Tell how long matching takes, from ready ledgers."""
    with tempfile.TemporaryDirectory(prefix="matching-") as made_in:
        began = time.process_time()
        firms = open_firms(folder, Path(made_in))
        ready, base = time.process_time(), _peak_mb()
        commits = Commits()
        for firm in firms.values():
            commits.watch(firm.desk.ledger.engine)
        days: dict[str, Rows] = defaultdict(list)
        for row in _read(folder, "payments.csv"):
            days[row["booking_date"]].append(row)
        costs = [_cost(firms, commits, day, rows) for day, rows in sorted(days.items())]
        count = sum(map(len, days.values()))
        spent = sum(seconds for seconds, _, _ in costs)
        durable = sum(each for _, each, _ in costs)
        print(f"ledgers made in {ready - began:.1f} s, {base:.0f} MB")
        print(
            f"{count} payments in {spent:.1f} s: {1000 * spent / count:.2f} ms", end=""
        )
        print(f" each; and {durable:.1f} s in durable commits")
        print(f"slowest day: {max(worst for *_, worst in costs):.2f} ms a payment")
        print(f"peak {_peak_mb():.0f} MB")


def _cost(
    firms: Mapping[str, Firm], commits: Commits, day: str, rows: Rows
) -> tuple[float, float, float]:
    """Give the seconds of a day, those of its commits, and what a payment took, in ms."""
    today, seconds, durable = date.fromisoformat(day), 0.0, 0.0
    for name, some in _by_ledger(rows).items():
        firms[name].issue(today)
        statement = firms[name].statement(today, some)
        began, before = time.process_time(), commits.seconds
        firms[name].play(statement)
        durable += commits.seconds - before
        seconds += time.process_time() - began - (commits.seconds - before)
        firms[name].put_aside()
    return seconds, durable, 1000 * seconds / len(rows)


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--serve", type=Path, metavar="FOLDER")
    what.add_argument("--speed", type=Path, metavar="FOLDER")
    what.add_argument("--worlds", type=int, nargs="+", metavar="SEED")
    what.add_argument("--scale", type=int, nargs="+", metavar="INVOICES")
    parser.add_argument("--payments", type=int, default=10_000)
    options = parser.parse_args()
    gc.set_threshold(COLLECT_AFTER)  # as the program does
    if options.serve:
        serve(options.serve)
    elif options.worlds:
        with tempfile.TemporaryDirectory(prefix="matching-") as made_in:
            tell(Path(made_in), options.worlds)
    elif options.scale:
        for invoices in options.scale:
            with tempfile.TemporaryDirectory(prefix="matching-") as made_in:
                scale(Path(made_in), invoices, options.payments)
    else:
        speed(options.speed)


if __name__ == "__main__":
    main()
