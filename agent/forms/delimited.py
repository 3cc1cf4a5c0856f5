"""Delimited text: CSV and TSV, read once for every separator that occurs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from agent.errors import Unreadable
from agent.forms.cells import Row, Table

SEPARATORS = (";", ",", "\t", "|")
_MOST_BYTES = 64 * 1024 * 1024
_MOST_ROWS = 500_000
_BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}


def read_text(data: bytes) -> tuple[Table, ...]:
    """Read a text file once for every separator that occurs in it.

    Which reading is right, only the reader of its titles can tell.

    Raises:
        Unreadable: It is too large, or no text.
    """
    if len(data) > _MOST_BYTES:
        raise Unreadable(f"a table of {len(data):,} bytes is too large to read")
    text = decode(data)
    if "\0" in text:
        raise Unreadable("a binary file, not a table")
    return tuple(
        Table(tuple(_rows(text, separator)), separator=separator)
        for separator in SEPARATORS
        if separator in text
    )


def decode(data: bytes) -> str:
    """Decode text by its byte order mark, else as UTF-8, else as cp1252."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _rows(text: str, separator: str) -> list[Row]:
    try:
        return list(_parse(text, separator, csv.QUOTE_MINIMAL))
    except csv.Error:
        # A stray quote would swallow the rows up to the next one: take every
        # line for itself, so that a row it breaks is named and no row is lost.
        return list(_parse(text, separator, csv.QUOTE_NONE))


def _parse(text: str, separator: str, quoting: int) -> Iterator[Row]:
    lines = io.StringIO(text, newline="")
    reader = csv.reader(
        lines if quoting == csv.QUOTE_MINIMAL else iter(text.splitlines()),
        delimiter=separator,
        quoting=quoting,  # type: ignore[arg-type]
        skipinitialspace=True,
        strict=True,
    )
    before = 0
    for cells in reader:
        number, before = before + 1, reader.line_num
        if number > _MOST_ROWS:
            raise Unreadable(f"a table of more than {_MOST_ROWS:,} lines")
        bare = tuple(_bare(cell, quoting) for cell in cells)
        if any(bare):
            yield Row(number, bare)


def _bare(cell: str, quoting: int) -> str:
    return cell.strip().strip('"') if quoting == csv.QUOTE_NONE else cell.strip()
