"""Layouts: tables known by their row of titles, read as a person taught it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from agent.bank.titles import AMOUNTS, DAYS
from agent.forms.cells import Row, Table
from agent.forms.columns import Columns, days_written, decide
from agent.forms.day import is_day_first
from agent.forms.header import HEADER_WITHIN, Header
from agent.forms.words import fold
from agent.model.layout import Layout


def mark_of(titles: Sequence[str]) -> str:
    """Give the fingerprint of a row of titles; empty cells behind it do not count."""
    plain = "\n".join(map(fold, titles)).rstrip("\n")
    return hashlib.sha256(plain.encode()).hexdigest()


def taught_header(
    table: Table, layouts: Mapping[str, Layout]
) -> tuple[Header, Layout] | None:
    """Find the row of titles that was taught; None if the table has none.

    Args:
        layouts: By their marks.
    """
    for position, row in enumerate(table.rows[:HEADER_WITHIN] if layouts else ()):
        if layout := layouts.get(_mark(row)):
            return Header(table, position, layout.columns), layout
    return None


def decided(header: Header, layout: Layout | None) -> Columns:
    """Decide how the columns are read: as taught, else by all of their cells.

    Raises:
        Unreadable: One column contradicts itself.
    """
    if layout is None:
        return decide(header, AMOUNTS, DAYS)
    return decide(
        header,
        AMOUNTS,
        DAYS,
        day_first=layout.is_day_first,
        mark=layout.decimal_mark,
    )


def layout_of(columns: Columns, wished: Layout) -> Layout:
    """Make the layout of a table that was read, to be remembered.

    What this file's cells tell of dates and decimals holds for later ones too,
    whose own may not tell.

    Args:
        wished: What a person said of dates and decimals.
    """
    header = columns.header
    marks = {mark for mark in columns.marks.values() if mark}
    told = is_day_first(days_written(header, DAYS))
    return Layout(
        mark=mark_of(header.titles),
        titles=header.titles,
        columns=header.columns,
        is_day_first=told if wished.is_day_first is None else wished.is_day_first,
        decimal_mark=wished.decimal_mark or (marks.pop() if len(marks) == 1 else None),
    )


def _mark(row: Row) -> str:
    return mark_of(row.texts)
