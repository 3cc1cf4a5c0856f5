"""An unknown table is guessed at, changed as a person says, and then read by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.bank.formats.columns import FORMAT, taught_format
from agent.bank.guessing import may_be_statement
from agent.bank.layouts import mark_of
from agent.bank.statement import read_statement
from agent.bank.teaching import lesson
from agent.errors import Refused, Unreadable
from agent.forms.table import read_tables
from agent.model.layout import Layout, Lesson, Wishes
from tests.forms.workbooks import sheet_xml, xlsx

UNKNOWN = b"""Banca del Fiume;;;;
;;;;
Quando;Cosa;Quanto;Resto;Chi
13/03/2026;bonifico fattura 12;1.220,00;2.220,00;Alfa Srl
14/03/2026;luce;-100,00;2.120,00;
15/03/2026;bonifico;80,00;2.200,00;Beta Snc
"""


def taught(data: bytes, wishes: Wishes | None = None, *known: Layout) -> Lesson:
    return lesson(data, "x.csv", wishes or Wishes(), known)


def roles(found: Lesson) -> dict[str, str]:
    return {each.title: each.role for each in found.columns if each.role}


def amounts(found: Lesson) -> list[str]:
    lines = [line for each in found.statements for line in each.lines]
    return [f"{'+' if n.is_credit else '-'}{n.amount.decimal}" for n in lines]


def test_columns_are_guessed_by_what_stands_in_them() -> None:
    found = taught(UNKNOWN)

    assert (found.line, found.doubts) == (3, ())
    assert roles(found) == {
        "Quando": "date",
        "Cosa": "text",
        "Quanto": "amount",
        "Resto": "balance",
    }
    assert amounts(found) == ["+1220.00", "-100.00", "+80.00"]
    assert found.columns[4].cells == ("Alfa Srl", "Beta Snc")


def test_the_running_balance_tells_which_column_is_which() -> None:
    turned = b"Quando;Resto;Quanto\n13/03/2026;10,50;1,50\n14/03/2026;9,50;-1,00\n"
    assert roles(taught(turned)) == {
        "Quando": "date",
        "Resto": "balance",
        "Quanto": "amount",
    }


def test_columns_that_are_never_filled_both_are_money_out_and_in() -> None:
    split = (
        b"Quando;Cosa;Fuori;Dentro\n13/03/2026;spese;1,50;\n"
        b"14/03/2026;bonifico da Alfa;;2,00\n"
    )
    assert amounts(taught(split)) == ["-1.50", "+2.00"]


def test_a_wish_changes_the_guess_and_takes_back_what_stands_against_it() -> None:
    split = b"Quando;Fuori;Dentro\n13/03/2026;1,50;\n14/03/2026;;2,00\n"
    wishes = Wishes((("debit", "Dentro"), ("credit", "2"), ("text", "")))

    assert amounts(taught(split, wishes)) == ["+1.50", "-2.00"]
    assert roles(taught(UNKNOWN, Wishes((("party", "chi"), ("balance", ""))))) == {
        "Quando": "date",
        "Cosa": "text",
        "Quanto": "amount",
        "Chi": "party",
    }
    assert "credit" not in roles(taught(split, Wishes((("amount", "Fuori"),)))).values()


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("Quant", "did you mean 'Quanto'"),
        ("9", "there are Quando, "),
        ("0", "there are"),
    ],
)
def test_a_wish_for_a_column_that_is_not_there_is_refused(title: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        taught(UNKNOWN, Wishes((("amount", title),)))


def test_several_columns_of_text_are_joined() -> None:
    found = taught(UNKNOWN, Wishes((("text", "Cosa"), ("text", "Chi"))))
    assert found.statements[0].lines[0].remittance == "bonifico fattura 12 Alfa Srl"


def test_a_person_says_where_the_titles_stand() -> None:
    two = UNKNOWN.replace(b"\n;;;;", b"\nIl;che;eur;netto;nome")

    assert taught(two).line == 3
    assert taught(two, Wishes(line=2)).layout.titles[0] == "Il"
    with pytest.raises(Unreadable, match=r"x\.csv: no row of titles"):
        taught(two, Wishes(line=77))


def test_dates_that_do_not_tell_their_order_are_asked_about() -> None:
    both = (
        UNKNOWN.replace(b"13/", b"03/").replace(b"14/", b"04/").replace(b"15/", b"05/")
    )
    asked = taught(both)
    said = taught(both, Wishes(is_day_first=False))

    assert asked.is_order_open
    assert "which is it?" in asked.doubts[0]
    assert (said.is_order_open, said.doubts) == (False, ())
    assert said.statements[0].lines[0].booked_on.isoformat() == "2026-03-03"
    assert said.layout.is_day_first is False


def test_a_decimal_mark_that_cells_do_not_tell_is_said() -> None:
    odd = b"Quando;Quanto\n13/03/2026;1.234\n14/03/2026;-2.345\n"

    assert "may be thousands or a fraction" in taught(odd).doubts[0]
    found = taught(odd, Wishes(decimal_mark=","))
    assert [each.lstrip("+-") for each in amounts(found)] == ["1234.00", "2345.00"]


def test_what_was_told_once_holds_for_files_that_do_not_tell() -> None:
    layout = taught(UNKNOWN).layout
    later = (
        b"Quando;Cosa;Quanto;Resto;Chi\n"
        b"03/04/2026;bonifico;1.234;5.000;\n04/04/2026;x;-1;4.999;\n"
    )
    (statement,) = read_statement(later, "y.csv", [taught_format((layout,)), FORMAT])

    assert statement.lines[0].booked_on.isoformat() == "2026-04-03"
    assert str(statement.lines[0].amount) == "1234.00 EUR"
    assert statement.doubts == ()


def test_a_later_file_against_what_was_taught_is_named_row_by_row() -> None:
    layout = taught(UNKNOWN).layout
    other = UNKNOWN.replace(b"13/03/2026", b"03/13/2026")
    (statement,) = read_statement(other, "y.csv", [taught_format((layout,))])

    assert "y.csv line 4: '03/13/2026' is not a date" in statement.doubts[0]


def test_a_layout_is_known_by_its_titles_alone() -> None:
    layout = taught(UNKNOWN).layout
    form = taught_format((layout,))
    titles = b"QUANDO;cosa;Quanto;Resto;chi;;\n"
    row = b"13/03/2026;x;1,00;2,00;\n"

    assert form.claims(titles + row, "x.csv")
    assert form.claims(b"Saldo;5\n\n" + titles + row, "x.csv")
    assert not form.claims(b"Cosa;" + titles + row, "x.csv")
    assert mark_of(("Data", "Importo ")) == mark_of(("DATA", "importo", "", ""))


def test_a_taught_sheet_is_read_beside_one_that_is_known() -> None:
    ours = sheet_xml([["Quando", "Quanto"], ["13/03/2026", -1.5], ["14/03/2026", 2.0]])
    theirs = sheet_xml([["Data", "Importo"], ["13/03/2026", -3.5]])
    book = xlsx(A=ours, B=theirs)
    layout = lesson(xlsx(A=ours), "x.xlsx", Wishes(), ()).layout
    read = read_statement(book, "x.xlsx", [taught_format((layout,))])

    assert [len(each.lines) for each in read] == [2, 1]


def test_a_known_table_can_be_taught_too() -> None:
    known = b"Data;Importo;Importo netto;Descrizione\n13/03/2026;-1,00;-2,00;x\n"
    assert roles(taught(known))["Importo"] == "amount"
    found = taught(known, Wishes((("amount", "Importo netto"),)))
    assert amounts(found) == ["-2.00"]
    again = taught(known, None, found.layout)
    assert (again.is_known, amounts(again)) == (True, ["-2.00"])


def test_an_export_without_signs_cannot_be_taught() -> None:
    unsigned = b"ElencoEntrateUsciteAndamento;\n" + UNKNOWN
    layout = replace(taught(UNKNOWN).layout)

    with pytest.raises(Unreadable, match=r"x\.csv: .*leaves the signs out"):
        taught(unsigned)
    with pytest.raises(Unreadable, match="leaves the signs out"):
        read_statement(unsigned, "x.csv", [taught_format((layout,))])


@pytest.mark.parametrize(
    ("data", "may_be"),
    [
        (UNKNOWN, True),
        (b"Quando;Quanto\n13/03/2026;5\n", True),
        (b"13/03/2026;5,00\n14/03/2026;6,00\n", False),
        (b"Nome;Prezzo\nAlfa;5,00\n", False),
        (b"Fattura;Quando;Quanto\n12;13/03/2026;5,00\n", False),
        (b"a;b\n1;2\n", False),
    ],
)
def test_only_titles_over_dates_and_amounts_may_be_the_banks(
    data: bytes, *, may_be: bool
) -> None:
    assert may_be_statement(read_tables(data)) is may_be
