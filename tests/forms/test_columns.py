"""Titles say what a column is; its cells together say how it is written."""

from datetime import date
from decimal import Decimal

import pytest

from agent.errors import ConfigError, Unreadable
from agent.forms.columns import Columns, decide
from agent.forms.header import (
    Header,
    Role,
    check_named,
    find_headers,
    some_amounts,
    some_codes,
    some_days,
    titles,
)
from agent.forms.table import read_tables
from tests.forms.workbooks import sheet_xml, xlsx

ROLES = {
    "day": Role(titles("date"), titles("data"), holds=some_days),
    "currency": Role(titles("currency"), titles("valuta"), holds=some_codes),
    "value": Role(titles("value"), titles("valuta"), holds=some_days),
    "amount": Role(titles("amount"), titles("importo"), holds=some_amounts),
    "text": Role(titles("text"), titles("testo"), ("testo",), may_repeat=True),
}


def is_enough(found: frozenset[str]) -> bool:
    return {"day", "amount"} <= found


def headers(text: str, named: dict[str, str] | None = None) -> tuple[Header, ...]:
    return find_headers(read_tables(text.encode()), ROLES, is_enough, named)


def columns(text: str) -> Columns:
    return decide(headers(text)[0], ("amount",), ("day",))


def test_the_header_stands_below_any_preamble() -> None:
    (header,) = headers("Banca di Prova;;\n;Data:;oggi\nData;Importo (EUR);Testo\n")

    assert header.columns == {"day": (0,), "amount": (1,), "text": (2,)}
    assert [row.number for row in header.preamble] == [1, 2]


def test_a_title_with_two_meanings_is_settled_by_its_cells() -> None:
    (with_codes,) = headers("Data;Importo;Valuta\n1.3.2026;5;EUR\n")
    (with_days,) = headers("Data;Importo;Valuta\n1.3.2026;5;2.3.2026\n")

    assert "currency" in with_codes.columns
    assert "value" in with_days.columns


def test_a_second_column_of_one_kind_is_a_rival() -> None:
    table = columns("Data;Importo;Importo\n1.3.2026;5;6\n")

    assert table.doubts[0].startswith("line 1: the title 'Importo' stands for a second")


def test_a_whole_title_wins_over_a_beginning() -> None:
    (header,) = headers("Data;Importo;Testo lungo;Testo\n")

    assert header.columns["text"] == (2, 3)


def test_titles_named_by_the_operator_come_first() -> None:
    named = {"amount": "Dovuto", "day": "QUANDO"}
    (header,) = headers("Data;Quando;Importo;Dovuto\n", named)

    assert header.columns["amount"] == (3,)
    assert header.columns["day"] == (1,)
    assert headers("Data;Importo\n", named) == ()


def test_a_role_that_does_not_exist_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match="did you mean 'amount'"):
        check_named({"amonut": "x"}, ROLES)
    with pytest.raises(ConfigError, match="no column is called 'zzz'"):
        check_named({"zzz": "x"}, ROLES)


def test_a_repeated_header_is_no_row() -> None:
    (header,) = headers("Data;Importo\n1.3.2026;5\nData;Importo\n2.3.2026;6\n")

    assert [row.number for row in header.rows] == [2, 4]


def test_every_sheet_with_titles_is_read() -> None:
    rows: list[list[object]] = [["Data", "Importo"], ["1.3.2026", 5]]
    book = xlsx(Marzo=sheet_xml(rows), Note=sheet_xml([["x"]]), Aprile=sheet_xml(rows))
    found = find_headers(read_tables(book), ROLES, is_enough)

    assert [header.table.sheet for header in found] == ["Marzo", "Aprile"]


def test_cells_are_read_by_the_decision_of_their_column() -> None:
    table = columns("Data;Importo;Testo;Testo\n01/02/2026;1.234;a;b\n13/02/2026;1,50\n")
    first, second = table.header.rows

    assert table.day(first, "day") == date(2026, 2, 1)
    assert table.amount(first, "amount") == 1234
    assert table.text(first, "text") == "a b"
    assert table.text(second, "text") == ""
    assert table.amount(second, "amount") == Decimal("1.50")


def test_an_undecided_column_follows_its_neighbours() -> None:
    roles = ROLES | {"fee": Role(titles("fee"))}
    text = b"Data;Importo;Fee\n1.3.2026;1.234;0,50\n"
    (header,) = find_headers(read_tables(text), roles, is_enough)
    table = decide(header, ("amount", "fee"), ("day",))

    assert table.amount(header.rows[0], "amount") == 1234


def test_two_columns_may_be_written_differently() -> None:
    roles = ROLES | {"fee": Role(titles("fee"))}
    text = b"Data;Importo;Fee\n1.3.2026;1.234,50;1,234.50\n"
    (header,) = find_headers(read_tables(text), roles, is_enough)
    table = decide(header, ("amount", "fee"), ("day",))
    (row,) = header.rows

    assert table.amount(row, "amount") == table.amount(row, "fee") == Decimal("1234.5")


def test_dates_with_two_readings_are_day_first_unless_all_titles_are_english() -> None:
    assert columns("Data;Importo\n01/02/2026;5\n").doubts == ()
    assert columns("Date;Amount\n01/13/2026;5\n").doubts == ()
    assert columns("Date;Amount\n2026-01-02;5\n").doubts == ()
    assert columns("Date;Amount\n01/02/2026;5\nx;6\n").doubts == (
        "every date can be read day first or month first: which is it?",
    )


def test_an_empty_cell_is_no_fault_and_a_wrong_one_is() -> None:
    table = columns("Data;Importo\n;\n1.3.2026;x\n2.3.2026;5\n")
    wrong = table.header.rows[0]

    assert table.amount(table.header.rows[1], "amount") == 5
    assert table.cell(wrong, "value") == ""
    assert not table.has("value")
    with pytest.raises(Unreadable):
        table.amount(wrong, "amount")


def test_what_reads_every_row_says_the_same_as_what_reads_one() -> None:
    read = columns(
        "Data;Importo;Testo;Testo 2\n05/03/2026;1.200,50;a;b\n;;c\n06/03/2026\n"
    )
    rows = read.header.rows

    assert [read.days("day")(row) for row in rows] == [read.day(r, "day") for r in rows]
    assert [read.amounts("amount")(row) for row in rows] == [
        Decimal("1200.50"),
        None,
        None,
    ]
    assert [read.cells("text")(row) for row in rows] == ["a", "c", ""]
    assert [read.texts("text", "value")(row) for row in rows] == ["a b", "c", ""]
    assert read.cells("value")(rows[0]) == read.texts("value")(rows[0]) == ""
    assert read.days("value")(rows[0]) is None
    assert read.amounts("value")(rows[0]) is None
