#!/usr/bin/env python3
"""Play a data set of payments through the program, day by day.

    python bench/matching.py --serve FOLDER

Each ledger of the data set is a firm with a SQLite ledger of its own, in a temporary
folder. Customers, invoices and payments go in by the steps the program itself uses;
each answer is what the ledger says after `settle`. JSON lines both ways:

-> {"type": "day", "date": ..., "payments": [...]}  <- {"predictions": [...]}
-> {"type": "confirm", "items": [...]}              what a person settles in the evening
-> {"type": "end"}
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.matching_firm import Firm

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


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--serve", type=Path, metavar="FOLDER", required=True)
    serve(parser.parse_args().serve)


if __name__ == "__main__":
    main()
