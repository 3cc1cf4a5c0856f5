"""Tables: a file of rows and columns, whether it is text or a workbook."""

from __future__ import annotations

from agent.forms.cells import Table
from agent.forms.delimited import read_text
from agent.forms.workbook import is_workbook, read_workbook

_BEGINNING = 64 * 1024
_FIRST_ROWS = 400


def read_tables(data: bytes) -> tuple[Table, ...]:
    """Read the sheets of a workbook, or a text file once for every separator.

    Raises:
        Unreadable: It is no table, damaged, too large, or a bomb.
    """
    return read_workbook(data) if is_workbook(data) else read_text(data)


def read_beginning(data: bytes) -> tuple[Table, ...]:
    """Read as much of a file as tells which titles it has.

    Raises:
        Unreadable: As `read_tables`.
    """
    if is_workbook(data):
        return read_workbook(data, _FIRST_ROWS)
    if len(data) <= _BEGINNING:
        return read_tables(data)
    whole_lines = data[:_BEGINNING].rpartition(b"\n")[0]
    return read_text(whole_lines or data)
