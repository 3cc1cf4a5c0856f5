"""Workbooks: XLSX, XLS and ODS as tables, bombs refused before they are opened."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

from agent.errors import Unreadable
from agent.forms.cells import Cell, Row, Table

_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0"
_MOST_BYTES = 32 * 1024 * 1024
_MOST_UNPACKED = 200 * 1024 * 1024
_KEPT_BYTES = 2 * 1024 * 1024  # a year of an account; larger ones are opened anew
_MOST_RATIO = 500  # movements reach 16, 20,000 equal rows 243; a bomb 1,000
_SMALL = 1024 * 1024
_MOST_MEMBERS = 2_000
# A sheet is opened as a full rectangle of 32 bytes a cell, whatever it holds.
_MOST_CELLS = 3_000_000
_REFERENCE = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
# Cells of columns A to Z and of rows below 100,000 are never too many.
_FAR = re.compile(rb'r="(?:[A-Z]{2}|[A-Z]\d{6})')
_ODS_ROW = re.compile(rb"<table:table-row([^>]*[^/])>(.*?)</table:table-row>", re.S)
_ODS_ROWS = re.compile(rb'number-rows-repeated="(\d{1,7})"')
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell([^>]*[^/]|)>")
_ODS_COLUMNS = re.compile(rb'number-columns-repeated="(\d{1,7})"')
_HAIR = Decimal("0.000001")
_DECIMALS = 6


def is_workbook(data: bytes) -> bool:
    """Tell whether a file is a workbook, or at least packed like one."""
    return data.startswith((_ZIP, _OLE))


def read_workbook(data: bytes, most_rows: int | None = None) -> tuple[Table, ...]:
    """Read every sheet that is not empty.

    Args:
        most_rows: How many rows of each sheet are wanted; None = all.

    Raises:
        Unreadable: It is damaged, locked by a password, or a bomb.
    """
    try:
        with _edge():
            return tuple(_tables(_sheets(data), most_rows))
    finally:
        if len(data) > _KEPT_BYTES:
            _sheets.cache_clear()


@lru_cache(maxsize=1)
def _sheets(data: bytes) -> tuple[CalamineSheet, ...]:
    """Open a workbook; every format that looks at the same file asks for it."""
    if len(data) > _MOST_BYTES:
        raise Unreadable(f"a workbook of {len(data):,} bytes is too large to read")
    if data.startswith(_ZIP):
        _refuse_bombs(data)
    with _edge(), CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return tuple(map(book.get_sheet_by_name, book.sheet_names))


@contextmanager
def _edge() -> Iterator[None]:
    """Turn whatever the parser raises into one sentence."""
    try:
        yield
    except Unreadable:
        raise
    except Exception as error:
        raise _damaged(error) from error
    except BaseException as error:  # a panic of the parser's own Rust code
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(error) from error


def _damaged(error: BaseException) -> Unreadable:
    return Unreadable(
        "a workbook that is damaged or locked by a password; save it anew as XLSX "
        f"or CSV ({str(error)[:80]})"
    )


def _tables(
    sheets: tuple[CalamineSheet, ...], most_rows: int | None
) -> Iterator[Table]:
    for sheet in sheets:
        if sheet.start is None:
            continue
        rows = tuple(
            Row(
                number,
                tuple([v.strip() if type(v) is str else _cell(v) for v in values]),
            )
            for number, values in enumerate(
                sheet.to_python(nrows=most_rows), start=sheet.start[0] + 1
            )
            if values.count("") < len(values)
        )
        yield Table(rows, sheet=sheet.name)


def _cell(value: Any) -> Cell:
    kind = type(value)  # nearly all are one of these
    if kind is float:
        return _number(value)
    if kind is date:
        day: date = value
        return day
    match value:
        case bool():
            return str(value)
        case int() | float():
            return _number(value)
        case datetime():
            return value.date()
        case date():
            return value
        case _:
            return str(value).strip()


def _number(value: float) -> Cell:
    """Take the number that is shown, not the binary fraction behind it."""
    written = repr(value)
    whole, _, behind = written.partition(".")
    if len(behind) <= _DECIMALS and "e" not in written and "n" not in written:
        return Decimal(whole if behind in ("", "0") else written)
    try:
        number = Decimal(written).quantize(_HAIR).normalize()
    except InvalidOperation:
        return written
    return number.quantize(Decimal(1)) if number == number.to_integral() else number


def _refuse_bombs(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            members = packed.infolist()
            _check_sizes(members)
            for member in members:
                if member.filename.endswith(".xml"):
                    _check_cells(packed.read(member))
    except _ZIP_FAULTS as error:
        raise _damaged(error) from error


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    is_bomb = unpacked > _SMALL and unpacked > packed * _MOST_RATIO
    if is_bomb or unpacked > _MOST_UNPACKED or len(members) > _MOST_MEMBERS:
        raise Unreadable(
            f"a workbook of {packed:,} bytes that unpacks to {unpacked:,} is refused "
            "as unsafe; export fewer rows, or a CSV file"
        )


def _check_cells(sheet: bytes) -> None:
    rows = columns = 0
    for letters, number in _REFERENCE.findall(sheet) if _FAR.search(sheet) else ():
        rows = max(rows, int(number))
        columns = max(columns, _column(letters))
    repeated = sum(map(_ods_cells, _ODS_ROW.finditer(sheet)))
    if max(rows * columns, repeated) > _MOST_CELLS:
        raise Unreadable(
            f"a sheet of {rows:,} rows and {columns:,} columns is too large to read; "
            "delete the empty ones or export a CSV file"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _ods_cells(row: re.Match[bytes]) -> int:
    rows = _ODS_ROWS.search(row[1])
    columns = [_ODS_COLUMNS.search(cell[1]) for cell in _ODS_CELL.finditer(row[2])]
    across = sum(int(found[1]) if found else 1 for found in columns)
    return across * (int(rows[1]) if rows else 1)
