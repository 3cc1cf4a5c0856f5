"""How many files each reader reads right, wrongly in silence, or holds; ms a file.

Held "with lines": for a person, but what it shows is right (cut files do not balance).

    python bench/formats.py [--truth FILE.jsonl --files FOLDER]

The truth has one row a file: path, format, and what a reader may tell (sum_credit,
sum_debit, or invoices with number, issue_date, amount_due, amount_total); rows whose "expect" is not "parse" are left out. Without it, the samples
of the tests are taken. Readers that are not installed are named and passed over.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import sys
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from bench import format_readers, invoice_readers  # noqa: E402
from bench.reader import Reader  # noqa: E402

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
    seconds: float = 0.0

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
        f"{'format':8} {'reader':22} files  right silent  held: with lines, without  ms/file"
    )
    for format_ in sorted({str(row["format"]) for row in rows}):
        of_format = [row for row in rows if row["format"] == format_]
        for reader in READERS:
            if format_ in reader.formats and reader.is_installed:
                _print(format_, reader, _measure(reader, of_format, chosen.files))
    return 0


def _print(format_: str, reader: Reader, tally: Tally) -> None:
    per_file = 1000 * tally.seconds / max(tally.files, 1)
    print(
        f"{format_:8} {reader.name:22} {tally.files:5} {tally.right:6} "
        f"{tally.silent:6} {tally.held_right:17} {tally.held:8} {per_file:8.2f}",
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
    for row in rows:
        data = (folder / str(row["path"])).read_bytes()
        began = time.process_time()
        try:
            with _quiet():
                answer = reader.read(data, str(row["format"]))
        except Exception:  # noqa: BLE001 - a refusal, whatever its kind
            answer = None
        tally.seconds += time.process_time() - began
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
    return all(_same(value, row[key]) for key, value in told.items() if key in row)


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
