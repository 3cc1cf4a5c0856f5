"""Columns: cells read by what was decided once for their whole column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from agent.forms.amount import DecimalMark, amount, decimal_mark
from agent.forms.cells import Cell, Row, shown
from agent.forms.day import day, readings
from agent.forms.day import is_day_first as order_told
from agent.forms.header import Header


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns with the decisions taken over all of their cells.

    `cell`, `text`, `amount` and `day` read one row; `cells`, `texts`, `amounts` and
    `days` give what reads every row of a long table, the column looked up once.

    Args:
        marks: Decimal mark by index of the column; None = no cell told.
        is_day_first: For every column of dates.
        doubts: Sentences on decisions the cells do not settle.
    """

    header: Header
    marks: Mapping[int, DecimalMark | None]
    is_day_first: bool
    doubts: tuple[str, ...] = ()
    _places: dict[tuple[str, ...], tuple[int, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def has(self, role: str) -> bool:
        """Tell whether a column has this role."""
        return role in self.header.columns

    def cell(self, row: Row, role: str) -> Cell:
        """Give the row's cell in the role's first column; "" where there is none."""
        indices = self.header.columns.get(role)
        if not indices or indices[0] >= len(row.cells):
            return ""
        return row.cells[indices[0]]

    def text(self, row: Row, *roles: str) -> str:
        """Join the filled cells of all columns with these roles, left to right."""
        places = self._places.get(roles)
        if places is None:  # the same few questions are asked of every row
            places = self._places[roles] = self._named(roles)
        return _joined(row, places) if places else ""

    def unnamed(self, row: Row) -> str:
        """Join the filled cells of all columns that have no role."""
        named = {i for indices in self.header.columns.values() for i in indices}
        return _joined(row, sorted(set(range(len(row.cells))) - named))

    def amount(self, row: Row, role: str) -> Decimal | None:
        """Read an amount; None where the cell is empty.

        Raises:
            Unreadable: The cell holds something else.
        """
        return _amount(self.cell(row, role), self._mark(role))

    def day(self, row: Row, role: str) -> date | None:
        """Read a date; None where the cell is empty.

        Raises:
            Unreadable: The cell holds something else.
        """
        return _day(self.cell(row, role), is_day_first=self.is_day_first)

    def cells(self, role: str) -> Callable[[Row], Cell]:
        """Give what takes a cell as `cell` does."""
        indices = self.header.columns.get(role)
        if not indices:
            return _no_words
        place = indices[0]
        return lambda row: row.cells[place] if place < len(row.cells) else ""

    def texts(self, *roles: str) -> Callable[[Row], str]:
        """Give what joins cells as `text` does."""
        places = self._named(roles)
        return (lambda row: _joined(row, places)) if places else _no_words

    def amounts(self, role: str) -> Callable[[Row], Decimal | None]:
        """Give what reads an amount as `amount` does."""
        cells, mark = self.cells(role), self._mark(role)
        if not self.has(role):
            return _nothing
        return lambda row: _amount(cells(row), mark)

    def days(self, role: str) -> Callable[[Row], date | None]:
        """Give what reads a date as `day` does."""
        cells, is_day_first = self.cells(role), self.is_day_first
        if not self.has(role):
            return _nothing
        return lambda row: _day(cells(row), is_day_first=is_day_first)

    def _named(self, roles: Iterable[str]) -> tuple[int, ...]:
        columns = self.header.columns
        return tuple(sorted({i for role in roles for i in columns.get(role, ())}))

    def _mark(self, role: str) -> DecimalMark | None:
        indices = self.header.columns.get(role)
        return self.marks.get(indices[0]) if indices else None


def _no_words(_row: Row) -> str:
    return ""


def _nothing(_row: Row) -> None:
    return None


def _amount(cell: Cell, mark: DecimalMark | None) -> Decimal | None:
    if isinstance(cell, Decimal):
        return cell
    return None if cell == "" else amount(shown(cell), mark)


def _day(cell: Cell, *, is_day_first: bool) -> date | None:
    if isinstance(cell, date):
        return cell
    return None if cell == "" else day(shown(cell), is_day_first=is_day_first)


def _joined(row: Row, indices: Sequence[int]) -> str:
    cells = row.cells
    if len(indices) == 1:
        (index,) = indices
        return shown(cells[index]) if index < len(cells) else ""
    words = (shown(cells[i]) for i in indices if i < len(cells))
    return " ".join(word for word in words if word)


def decide(
    header: Header,
    amounts: Iterable[str],
    days: Iterable[str],
    *,
    day_first: bool | None = None,
    mark: DecimalMark | None = None,
) -> Columns:
    """Decide decimal marks and the order of dates from all cells of a table.

    Args:
        amounts: The roles whose columns hold amounts.
        days: The roles whose columns hold dates.
        day_first: Said by a person, not to be decided; None = nobody said.
        mark: Likewise.

    Raises:
        Unreadable: One column contradicts itself.
    """
    marks = _marks(header, amounts, mark)
    written = days_written(header, days)
    told = order_told(written) if day_first is None else day_first
    doubts = tuple(
        f"line {header.table.rows[header.position].number}: the title {title!r} "
        "stands for a second column of its kind: which one counts?"
        for title in header.rivals
    )
    is_open = any(len(set(readings(text).values())) > 1 for text in written)
    if told is None and header.is_english and is_open:
        doubts += ("every date can be read day first or month first: which is it?",)
    return Columns(header, marks, told is not False, doubts)


def days_written(header: Header, days: Iterable[str]) -> list[str]:
    """Give every date that stands there as text.

    Args:
        days: The roles whose columns hold dates.
    """
    return [
        text
        for role in days
        for index in header.columns.get(role, ())
        for text in _texts(header, index)
    ]


def _marks(
    header: Header, amounts: Iterable[str], said: DecimalMark | None
) -> dict[int, DecimalMark | None]:
    indices = [i for role in amounts for i in header.columns.get(role, ())]
    if said:
        return dict.fromkeys(indices, said)
    own = {index: decimal_mark(_texts(header, index)) for index in indices}
    told = {mark for mark in own.values() if mark}
    shared = told.pop() if len(told) == 1 else None
    return {index: mark or shared for index, mark in own.items()}


def _texts(header: Header, index: int) -> list[str]:
    cells = [row.cells[index] for row in header.rows if index < len(row.cells)]
    return [cell for cell in cells if isinstance(cell, str) and cell]
