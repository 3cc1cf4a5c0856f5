"""How long a workbook of 20,000 bank lines takes to be understood (<= 0.5 s).

    python bench/big_table.py [--rows 20000]

As a ratio, too: to the time in which the library alone takes the cells out of the file.
"""

from __future__ import annotations

import argparse
import gc
import io
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import python_calamine

sys.path[:0] = [str(Path(__file__).parents[1])]

from agent.cli.main import COLLECT_AFTER  # noqa: E402
from agent.steps.readers import readers  # noqa: E402
from tests.forms.workbooks import sheet_xml, xlsx  # noqa: E402

_TIMES = 5
_TITLES: list[object] = ["Data", "Valuta", "Descrizione", "Dare", "Avere", "Divisa"]
_FIRST_DAY = 46_023  # as Excel counts: 1 January 2026


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    rows = parser.parse_args().rows
    # What was opened last is kept: each time its own file, opened for the first time.
    files = [_statement(rows, random.Random(n)) for n in range(_TIMES)]
    known = readers()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)

    def understand(data: bytes) -> int:
        found = known.look(data, "movimenti.xlsx").read().statements
        return sum(len(statement.lines) for statement in found)

    def take_out(data: bytes) -> int:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return len(book.get_sheet_by_index(0).to_python()) - 1

    ours, cells = _best(understand, files, rows), _best(take_out, files, rows)
    print(
        f"{rows} rows understood in {ours:.2f} s (goal for 20,000: 0.5), {ours / cells:.1f} "
        f"times the {cells:.2f} s in which python-calamine takes the cells out"
    )
    return 0


def _statement(rows: int, chance: random.Random) -> bytes:
    return xlsx(Movimenti=sheet_xml([_TITLES, *(_row(n, chance) for n in range(rows))]))


def _row(number: int, chance: random.Random) -> list[object]:
    day = ("date", _FIRST_DAY + number * 300 // 20_000)
    cents = chance.randrange(1_000, 900_000) / 100
    is_credit = chance.choice((True, False))
    words = (
        f"BONIFICO A VOSTRO FAVORE Cliente {number % 700} Srl saldo ft. {number}/2026"
        if is_credit
        else f"Pagamento fornitore {number % 90}"
    )
    sides: list[object] = ["", cents] if is_credit else [-cents, ""]
    return [day, day, words, *sides, "EUR"]


def _best(work: Callable[[bytes], int], files: list[bytes], rows: int) -> float:
    """Give the shortest time, in seconds of the processor."""
    took = []
    for data in files:
        began = time.process_time()
        found = work(data)
        took.append(time.process_time() - began)
        assert found == rows, f"{found} of {rows} rows were read"
    return min(took)


if __name__ == "__main__":
    sys.exit(main())
