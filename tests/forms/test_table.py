"""Text files and workbooks become rows with numbers, or are refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import Unreadable
from agent.forms import delimited, workbook
from agent.forms.cells import Row, Table
from agent.forms.table import read_beginning, read_tables
from tests.forms.workbooks import ods, packed, sheet_xml, xlsx


def reading(data: bytes, separator: str) -> Table:
    return next(t for t in read_tables(data) if t.separator == separator)


def test_a_text_is_read_once_for_every_separator_in_it() -> None:
    tables = read_tables(b"a;b,c\n\n1;2,3\n")

    assert [t.separator for t in tables] == [";", ","]
    assert tables[0].rows == (Row(1, ("a", "b,c")), Row(3, ("1", "2,3")))


def test_quotes_hold_separators_and_line_breaks() -> None:
    rows = reading(b'a;"b ""x"";\nc"\nd;e\n', ";").rows

    assert rows == (Row(1, ("a", 'b "x";\nc')), Row(3, ("d", "e")))


def test_a_stray_quote_swallows_no_row() -> None:
    rows = reading(b'1;"Bar "Sport";2\n3;"x;4\n5;y";6\n', ";").rows

    assert [row.texts[0] for row in rows] == ["1", "3", "5"]


@pytest.mark.parametrize(
    "data",
    [
        "però;1".encode(),
        "però;1".encode("utf-8-sig"),
        "però;1".encode("utf-16"),
        "però;1".encode("cp1252"),
    ],
)
def test_the_encoding_is_told_by_its_mark_or_its_bytes(data: bytes) -> None:
    assert reading(data, ";").rows[0].cells == ("però", "1")


def test_binary_and_endless_files_are_no_tables() -> None:
    with pytest.raises(Unreadable, match="binary"):
        read_tables(b"a;\0b")
    with pytest.raises(Unreadable, match="too large"):
        read_tables(b";" * (65 * 1024 * 1024))


def test_the_number_of_lines_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "_MOST_ROWS", 2)

    assert len(read_tables(b";\n;\n")) == 1
    with pytest.raises(Unreadable, match="more than"):
        read_tables(b";\n;\n;\n")


def test_the_beginning_of_a_long_text_ends_with_a_whole_line() -> None:
    (table,) = read_beginning(b"a;b\n" + b"12345;6\n" * 10_000)

    assert table.rows[-1].cells == ("12345", "6")
    assert len(table.rows) < 10_000


def test_a_workbook_gives_numbers_and_dates_as_such() -> None:
    rows: list[list[object]] = [
        ["", ""],
        ["Data", "Importo"],
        [("date", 46082), 0.1 + 0.2],
        ["x", 1000],
    ]
    (table,) = read_tables(xlsx(Movimenti=sheet_xml(rows)))

    assert table.sheet == "Movimenti"
    assert table.rows[0].texts == ("Data", "Importo")
    assert table.rows[1].cells == (date(2026, 3, 1), Decimal("0.3"))
    assert table.rows[2].texts == ("x", "1000")


def test_other_cells_of_a_workbook_are_text() -> None:
    cells = '<c t="b"><v>1</v></c><c><v>1e300</v></c><c s="1"><v>46082.5</v></c>'
    (table,) = read_tables(xlsx(Vuoto="", S=f"<row>{cells}</row>"))

    assert table.rows[0].cells == ("True", "1e+300", date(2026, 3, 1))


class PanicException(BaseException):
    """As the parser's Rust code raises it."""


@pytest.mark.parametrize("fault", [PanicException("index out of range"), ValueError()])
def test_whatever_the_parser_raises_costs_only_the_file(
    fault: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "CalamineWorkbook", _Failing(fault))

    with pytest.raises(Unreadable, match="damaged"):
        read_tables(xlsx(S=""))


def test_an_interrupted_program_is_no_damaged_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "CalamineWorkbook", _Failing(KeyboardInterrupt()))

    with pytest.raises(KeyboardInterrupt):
        read_tables(xlsx(S=""))


class _Failing:
    def __init__(self, fault: BaseException) -> None:
        self.fault = fault

    def from_filelike(self, _file: object) -> object:
        raise self.fault


def test_rows_of_a_sheet_keep_their_numbers() -> None:
    rows: list[list[object]] = [["", ""], ["a", "b"], ["", ""], ["c", "d"]]
    (table,) = read_tables(xlsx(S=sheet_xml(rows)))

    assert [row.number for row in table.rows] == [2, 4]
    assert table.place("x.xlsx", 4) == "x.xlsx sheet S row 4"


def test_an_open_document_is_a_workbook_too() -> None:
    cell = "<table:table-cell office:value-type='string'><text:p>a</text:p></table:table-cell>"
    (table,) = read_tables(ods(f"<table:table-row>{cell}{cell}</table:table-row>"))

    assert table.rows[0].cells == ("a", "a")


@pytest.mark.parametrize(
    "data",
    [
        xlsx(S='<row><c r="XFD1048576"><v>1</v></c></row>'),
        ods(
            '<table:table-row table:number-rows-repeated="20000">'
            '<table:table-cell table:number-columns-repeated="500" '
            'office:value-type="float" office:value="1"><text:p>1</text:p>'
            "</table:table-cell></table:table-row>"
        ),
    ],
)
def test_a_sheet_that_opens_far_too_wide_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="too large to read"):
        read_tables(data)


def test_a_bomb_is_refused_before_it_is_opened() -> None:
    with pytest.raises(Unreadable, match="refused as unsafe"):
        read_tables(packed({"xl/workbook.xml": "0" * 50_000_000}))


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04nonsense",
        b"\xd0\xcf\x11\xe0nonsense",
        xlsx(S="")[:-30],
        packed({"a": "b"}),
    ],
)
def test_a_damaged_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read_tables(data)


def test_a_huge_workbook_is_refused() -> None:
    with pytest.raises(Unreadable, match="too large"):
        read_tables(b"PK\x03\x04" + b"x" * (33 * 1024 * 1024))


@given(st.binary(max_size=300))
def test_any_bytes_are_tables_or_refused(data: bytes) -> None:
    try:
        tables = read_tables(data)
    except Unreadable:
        return
    assert all(any(row.texts) for table in tables for row in table.rows)
