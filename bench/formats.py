"""How many files each reader reads right, wrongly in silence, or holds; ms a file.

Right: the sums of credits and of debits, and of each credit amount and day; of an
invoice all that the reader tells. Held "with lines": for a person, but what it shows
is right (cut files do not balance). The time is the processor's, every file read
the second time: what is loaded once is no cost of a file.

    python bench/formats.py [--truth FILE.jsonl --files FOLDER]

The truth has one row a file: path, format, and what a reader may tell (sum_credit,
sum_debit, n_credit and credits with amount and date, or invoices with number,
issue_date, amount_due, amount_total); rows whose "expect" is not "parse" are left out.
Without it, the samples of the tests are taken. Readers that are not installed are
named and passed over; PYTHONPATH may name a folder of them.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import io
import json
import statistics
import sys
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]

from bench import format_readers, invoice_readers  # noqa: E402
from bench.reader import Answer, Credit, Reader  # noqa: E402

READERS = [*format_readers.READERS, *invoice_readers.READERS]
_SAMPLES = Path(__file__).parents[1] / "tests" / "data" / "bank"
_SUFFIXES = {".sta": "mt940", ".940": "mt940", ".xml": "camt", ".tsv": "csv"}

Row = dict[str, object]


@dataclass
class Tally:
    right: int = 0
    silent: int = 0
    held_right: int = 0
    held: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def files(self) -> int:
        return self.right + self.silent + self.held_right + self.held


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--files", type=Path, default=_SAMPLES)
    chosen = parser.parse_args()
    rows = _truth(chosen.truth) if chosen.truth else _of_samples()
    for reader in READERS:
        if not reader.is_installed:
            print(f"{reader.name} is not installed: it is left out")
    print(
        f"{'format':9} {'reader':19} files  right silent  held: with lines, without"
        "   ms: median    worst  files/s"
    )
    for format_ in sorted({str(row["format"]) for row in rows}):
        of_format = [row for row in rows if row["format"] == format_]
        for reader in READERS:
            if format_ in reader.formats and reader.is_installed:
                _print(format_, reader, _measure(reader, of_format, chosen.files))
    return 0


def _print(format_: str, reader: Reader, tally: Tally) -> None:
    median, worst = 1000 * statistics.median(tally.seconds), 1000 * max(tally.seconds)
    rate = tally.files / sum(tally.seconds)
    print(
        f"{format_:9} {reader.name:19} {tally.files:5} {tally.right:6} {tally.silent:6} "
        f"{tally.held_right:17} {tally.held:8} {median:12.2f} {worst:8.2f} {rate:8.0f}",
        flush=True,
    )


def _truth(path: Path) -> list[Row]:
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    return [
        row
        for row in rows
        if row.get("expect", "parse") == "parse" and _is_read(row["format"])
    ]


def _is_read(format_: str) -> bool:
    return any(format_ in reader.formats for reader in READERS)


def _of_samples() -> list[Row]:
    """Take the samples of the tests that are not meant to be held."""
    rows = []
    for path in sorted(_SAMPLES.glob("*.expected.json")):
        name = Path(path.name.removesuffix(".expected.json"))
        said = json.loads(path.read_text())
        if isinstance(said, list) and not any(one.get("doubts") for one in said):
            format_ = _SUFFIXES.get(name.suffix, name.suffix[1:] or "cbi")
            format_ = name.name.split("_")[0] if name.suffix == ".txt" else format_
            rows.append({"path": str(name), "format": format_} | _sums(said))
    return rows


def _sums(statements: list[Row]) -> Row:
    lines = [line for one in statements for line in one["lines"]]  # type: ignore[attr-defined]
    booked = [line for line in lines if "status" not in line]
    return {
        key: sum(
            Decimal(line["amount"].split()[0])
            for line in booked
            if line["is_credit"] == is_credit
        )
        for key, is_credit in (("sum_credit", True), ("sum_debit", False))
    }


def _measure(reader: Reader, rows: list[Row], folder: Path) -> Tally:
    tally = Tally()
    files = [((folder / str(row["path"])).read_bytes(), row) for row in rows]
    for data, row in files:
        _answer(reader, data, row)
    gc.freeze()  # else what other readers loaded is looked through on one's own time
    for data, row in files:
        began = time.process_time()
        answer = _answer(reader, data, row)
        tally.seconds.append(time.process_time() - began)
        is_right = answer is not None and _agrees(answer.told, row)
        if answer is None or (answer.is_held and not is_right):
            tally.held += 1
        elif answer.is_held:
            tally.held_right += 1
        elif is_right:
            tally.right += 1
        else:
            tally.silent += 1
    return tally


def _answer(reader: Reader, data: bytes, row: Row) -> Answer | None:
    try:
        with _quiet():
            return reader.read(data, str(row["format"]))
    except Exception:  # noqa: BLE001 - a refusal, whatever its kind
        return None


@contextlib.contextmanager
def _quiet():  # type: ignore[no-untyped-def]
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield


def _agrees(told: Mapping[str, object], row: Row) -> bool:
    if "credits" in told and not _same_credits(told["credits"], row):
        return False
    said = {
        key: value for key, value in told.items() if key in row and key != "credits"
    }
    return all(_same(value, row[key]) for key, value in said.items())


def _same_credits(told: Any, row: Row) -> bool:
    """Compare the credits one by one; a batch may be told as one or opened."""
    true: Any = row.get("credits")
    if true is None:
        return True
    if len(told) != len(true):
        return len(told) == row.get("n_credit")
    left = list(told)
    for one in true:
        found = [each for each in left if _is_credit(each, one)]
        if not found:
            return False
        left.remove(found[0])
    return True


def _is_credit(told: Credit, true: Mapping[str, str]) -> bool:
    is_then = "date" not in true or true["date"] in told.days
    return is_then and told.amount == Decimal(true["amount"])


def _same(value: object, true: object) -> bool:
    """Compare what was told with the truth; of each invoice only what both say."""
    if isinstance(value, list) and isinstance(true, list):
        pairs = zip(value, true, strict=False)
        return len(value) == len(true) and all(_agrees(*pair) for pair in pairs)
    return _plain(value) == _plain(true)


def _plain(value: object) -> object:
    # Some write credit notes with a minus: their kind tells it.
    try:
        return abs(Decimal(str(value)))
    except InvalidOperation:
        return str(value)


if __name__ == "__main__":
    sys.exit(main())
