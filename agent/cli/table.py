"""Tables: drawn for people on a terminal, plain lines with tabs otherwise."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from agent.cli.output import harmless

if TYPE_CHECKING:  # rich stays out of `--help`
    from rich.table import Table

_WIDEST = 100  # longer lines of prose are hard to read
_INDENT = "    "

Rows = Collection[Sequence[object]]


def show_table(
    headings: Sequence[str],
    rows: Rows,
    *,
    right: Collection[int] = (),
    cut: Collection[int] = (),
    beneath: Collection[int] = (),
) -> None:
    """Print a table; away from a terminal, its lines with tabs between the cells.

    On a terminal a row is one line, and no day or amount is ever broken.

    Args:
        right: Numbers of the columns, from 0, whose cells stand to the right.
        cut: Columns whose cells may be cut where the terminal is narrow.
        beneath: Columns whose cells stand beneath their row.
    """
    cells = [[_cell(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        lines = ["\t".join(row) for row in (list(headings), *cells)]
    else:
        drawn = _draw(headings, cells, right, cut, beneath) if cells else []
        lines = list(_with_sentences(drawn, cells, sorted(beneath)))
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def show_paragraph(text: str, indent: str = "") -> None:
    """Print prose, on a terminal in lines that fit it."""
    said = harmless(text)
    lines = _wrapped(said, indent) if sys.stdout.isatty() else [indent + said]
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def _draw(
    headings: Sequence[str],
    cells: Sequence[Sequence[str]],
    right: Collection[int],
    cut: Collection[int],
    beneath: Collection[int],
) -> list[str]:
    """Draw headings, a rule, and each row as one line."""
    from rich import box, console, table, text

    drawn = table.Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0)
    )
    shown = [number for number in range(len(headings)) if number not in beneath]
    for number in shown:
        _add(drawn, headings[number], is_right=number in right, may_cut=number in cut)
    for row in cells:
        said = (
            text.Text(row[number], no_wrap=True, overflow="ellipsis")
            for number in shown
        )
        drawn.add_row(*said)
    printer = console.Console(highlight=False)
    with printer.capture() as captured:
        printer.print(drawn)
    return captured.get().splitlines()


def _add(drawn: Table, heading: str, *, is_right: bool, may_cut: bool) -> None:
    justify = "right" if is_right else "left"
    drawn.add_column(heading, justify=justify, no_wrap=not may_cut)  # type: ignore[arg-type]


def _with_sentences(
    drawn: Sequence[str], cells: Sequence[Sequence[str]], beneath: Sequence[int]
) -> Iterator[str]:
    head = len(drawn) - len(cells)
    yield from drawn[:head]
    for line, row in zip(drawn[head:], cells, strict=True):
        yield line.rstrip()
        said = "; ".join(row[number] for number in beneath if row[number])
        yield from _wrapped(said, _INDENT) if said else ()


def _wrapped(text: str, indent: str) -> list[str]:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent and f"{indent}  ",
        break_on_hyphens=False,
    )


def _cell(value: object) -> str:
    return " ".join(harmless(str(value)).split())
