"""Cells: a table as rows of cells, every row with its number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Cell = str | Decimal | date


@dataclass(frozen=True, slots=True)
class Row:
    """One row that is not empty.

    Args:
        number: Line of the file, or row of the sheet, from 1.
        cells: Text stripped at both ends; numbers and dates of a workbook as such.
    """

    number: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Give every cell as it would be shown."""
        return tuple(map(shown, self.cells))


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook, or one reading of a text file.

    Args:
        sheet: The sheet's name; empty for a text file.
        separator: Of a text file; empty for a sheet.
    """

    rows: tuple[Row, ...]
    sheet: str = ""
    separator: str = ""

    def place(self, file: str, number: int = 0) -> str:
        """Name a row, or the whole table, for people: "movements.csv line 7"."""
        where = f"{file} sheet {self.sheet}" if self.sheet else file
        word = "row" if self.sheet else "line"
        return f"{where} {word} {number}" if number else where


def shown(cell: Cell) -> str:
    """Write a cell as text: "1234.5", "2026-03-01"."""
    return cell if isinstance(cell, str) else str(cell)
