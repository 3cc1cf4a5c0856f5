"""Columns: cells read by what was decided once for their whole column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.errors import Unreadable
from agent.forms.amount import DecimalMark, amount, decimal_mark
from agent.forms.cells import Cell, Row, shown
from agent.forms.day import day, is_day_first
from agent.forms.header import Header


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns with the decisions taken over all of their cells.

    Args:
        marks: Decimal mark by index of the column; None = no cell told.
        is_day_first: For every column of dates.
        doubts: Sentences on decisions the cells do not settle.
    """

    header: Header
    marks: Mapping[int, DecimalMark | None]
    is_day_first: bool
    doubts: tuple[str, ...] = ()

    def has(self, role: str) -> bool:
        """Tell whether a column has this role."""
        return role in self.header.columns

    def cell(self, row: Row, role: str) -> Cell:
        """Give the row's cell in the role's first column; "" where there is none."""
        index = self.header.columns.get(role, (-1,))[0]
        return row.cells[index] if 0 <= index < len(row.cells) else ""

    def text(self, row: Row, *roles: str) -> str:
        """Join the filled cells of all columns with these roles, left to right."""
        indices = sorted(i for r in roles for i in self.header.columns.get(r, ()))
        words = (shown(row.cells[i]) for i in indices if i < len(row.cells))
        return " ".join(word for word in words if word)

    def amount(self, row: Row, role: str) -> Decimal | None:
        """Read an amount; None where the cell is empty.

        Raises:
            Unreadable: The cell holds something else.
        """
        cell = self.cell(row, role)
        if isinstance(cell, Decimal):
            return cell
        if cell == "":
            return None
        return amount(shown(cell), self.marks.get(self.header.columns[role][0]))

    def day(self, row: Row, role: str) -> date | None:
        """Read a date; None where the cell is empty.

        Raises:
            Unreadable: The cell holds something else.
        """
        cell = self.cell(row, role)
        if isinstance(cell, date):
            return cell
        return day(shown(cell), is_day_first=self.is_day_first) if cell != "" else None


def decide(header: Header, amounts: Iterable[str], days: Iterable[str]) -> Columns:
    """Decide decimal marks and the order of dates from all cells of a table.

    Args:
        amounts: The roles whose columns hold amounts.
        days: The roles whose columns hold dates.

    Raises:
        Unreadable: One column contradicts itself.
    """
    marks = _marks(header, amounts)
    told = is_day_first(
        text
        for role in days
        for index in header.columns.get(role, ())
        for text in _texts(header, index)
    )
    doubts = tuple(
        f"line {header.table.rows[header.position].number}: the title {title!r} "
        "stands for a second column of its kind: which one counts?"
        for title in header.rivals
    )
    if told is None and header.is_english and _is_needed(header, days):
        doubts += ("every date can be read day first or month first: which is it?",)
    return Columns(header, marks, told is not False, doubts)


def _marks(header: Header, amounts: Iterable[str]) -> dict[int, DecimalMark | None]:
    indices = [i for role in amounts for i in header.columns.get(role, ())]
    own = {index: decimal_mark(_texts(header, index)) for index in indices}
    told = {mark for mark in own.values() if mark}
    shared = told.pop() if len(told) == 1 else None
    return {index: mark or shared for index, mark in own.items()}


def _is_needed(header: Header, days: Iterable[str]) -> bool:
    """Tell whether a date stands there that has two readings."""
    for role in days:
        for index in header.columns.get(role, ()):
            for text in _texts(header, index):
                try:
                    day(text)
                except Unreadable:
                    if _is_date(text):
                        return True
    return False


def _is_date(text: str) -> bool:
    try:
        day(text, is_day_first=True)
    except Unreadable:
        return False
    return True


def _texts(header: Header, index: int) -> list[str]:
    cells = (row.cells[index] for row in header.rows if index < len(row.cells))
    return [cell for cell in cells if isinstance(cell, str)]
