"""A bank's table is read row by row, and whatever is not certain is said."""

from datetime import date

import pytest

from agent.bank.formats.columns import FORMAT, columns_format
from agent.bank.statement import StatementFormat, read_statement
from agent.errors import ConfigError, Unreadable
from agent.model.payment import Statement
from tests.forms.workbooks import sheet_xml, xlsx


def read(*rows: str, format_: StatementFormat = FORMAT) -> Statement:
    (statement,) = read_statement("\n".join(rows).encode(), "x.csv", [format_])
    return statement


def signed(statement: Statement) -> list[str]:
    return [f"{'+' if n.is_credit else '-'}{n.amount}" for n in statement.lines]


SPLIT = "Data;Descrizione;Dare;Avere"
ONE = "Data;Descrizione;Importo"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1.3.2026;x;5;6", "both a credit and a debit"),
        ("1.3.2026;x;;-6", "negative amount stands among the credits"),
        ("1.3.2026;x;-5;", "negative amount stands among positive debits"),
        ("1.3.2026;x;cinque;", "'cinque' is not an amount"),
        ("ieri;x;5;", "'ieri' is not a date"),
        (";x;5;", "an amount but no date"),
        ("1.3.2026;x;;", "a date but no amount"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_stay(
    row: str, why: str
) -> None:
    statement = read(SPLIT, "1.3.2026;a;1;", "1.3.2026;b;2;", "2.3.2026;c;;3", row)

    assert signed(statement) == ["-1.00 EUR", "-2.00 EUR", "+3.00 EUR"]
    assert next(d for d in statement.doubts if why in d).startswith("x.csv line 5: ")


def test_debits_may_be_written_with_a_minus() -> None:
    minus = read(SPLIT, "1.3.2026;a;-1;", "2.3.2026;c;;3", "3.3.2026;d;0,00;4")

    assert signed(minus) == ["-1.00 EUR", "+3.00 EUR", "+4.00 EUR"]
    assert (
        "positive amount"
        in read(SPLIT, "1.3.2026;a;-1;", "1.3.2026;b;-1;", "1.3.2026;c;2;").doubts[0]
    )


def test_zero_is_not_money() -> None:
    assert read(ONE, "1.3.2026;x;0,00", "1.3.2026;y;-1,00").lines[0].remittance == "y"


@pytest.mark.parametrize(
    ("title", "came", "went"),
    [
        ("Segno", "A", "D"),
        ("Segno", "+", "-"),
        ("S/H", "H", "S"),
        ("Tipo", "Entrata", "Uscita"),
    ],
)
def test_a_column_of_marks_gives_the_direction(
    title: str, came: str, went: str
) -> None:
    statement = read(
        f"Data;Importo;{title}", f"1.3.2026;5;{came}", f"2.3.2026;-6;{went}"
    )

    assert signed(statement) == ["+5.00 EUR", "-6.00 EUR"]


def test_a_mark_against_its_amount_is_named() -> None:
    statement = read("Data;Importo;Segno", "1.3.2026;-5;A", "2.3.2026;;D", "3.3.2026;;")

    assert "x.csv line 2: -5 is marked 'A'" in statement.doubts[0]


def test_a_type_that_names_operations_is_no_mark() -> None:
    statement = read("Data;Importo;Tipo", "1.3.2026;5;Bonifico", "2.3.2026;-6;Addebito")

    assert signed(statement) == ["+5.00 EUR", "-6.00 EUR"]


def test_amounts_without_signs_are_believed_where_every_line_says_that_money_came() -> (
    None
):
    sure = read(ONE, "1.3.2026;Bonifico a vostro favore Prova;5")
    unsure = read(ONE, "1.3.2026;Prova;5")
    proven = read(f"{ONE};Saldo", "1.3.2026;Prova;5;10", "2.3.2026;Altra;5;15")

    assert sure.doubts == ()
    assert "no amount has a sign" in unsure.doubts[0]
    assert proven.doubts == ()


def test_a_running_balance_is_checked_in_either_order_and_over_gaps() -> None:
    newest_first = read(
        f"{ONE};Saldo",
        "4.3.2026;Bonifico da Prova;5;215,00",
        "3.3.2026;b;10;",
        "2.3.2026;c;-1;200,00",
        "1.3.2026;d;-1;boh",
    )
    turned = read(f"{ONE};Saldo", "1.3.2026;a;5;1.100,00", "2.3.2026;b;-5;1.105,00")
    printed = read(f"{ONE};Saldo", "1.3.2026;a;5;9,00", "2.3.2026;b;-5;9,00")

    assert newest_first.doubts == ()
    assert "x.csv line 3: the running balance" in turned.doubts[0]
    assert printed.doubts == ()


def test_balances_in_rows_of_their_own_are_checked() -> None:
    good = read(
        ONE,
        "1.3.2026;Saldo iniziale al 1/3;10",
        "2.3.2026;b;5",
        "3.3.2026;Saldo finale;15",
    )
    cut = read(
        ONE, "1.3.2026;Saldo iniziale;10", "2.3.2026;b;-5", "3.3.2026;Saldo finale;15"
    )

    assert f"{good.opening} {good.closing}" == "10.00 EUR 15.00 EUR"
    assert good.doubts == ()
    assert "closing balance says 15.00 EUR" in cut.doubts[0]


def test_a_remittance_that_reads_like_a_balance_is_asked_about() -> None:
    statement = read(ONE, "2.3.2026;b;-5", "3.3.2026;Saldo finale;15")
    invoice = read(ONE, "2.3.2026;b;-5", "3.3.2026;Saldo fattura 12;15")

    assert "'Saldo finale' is taken for a balance: is it one?" in statement.doubts[0]
    assert signed(invoice) == ["-5.00 EUR", "+15.00 EUR"]


def test_a_row_that_says_more_than_a_balance_is_a_movement() -> None:
    title = "Data;Causale;Descrizione;Importo"
    statement = read(
        title, "2.3.2026;Saldo finale;lavori tetto;15", "3.3.2026;x y;z;-1"
    )

    assert signed(statement) == ["+15.00 EUR", "-1.00 EUR"]


def test_totals_are_compared_with_the_rows() -> None:
    rows = (SPLIT, "1.3.2026;a;1;", "2.3.2026;c;;3")

    assert read(*rows, "Totale;;1;3").doubts == ()
    assert (
        "the total says 4, but the rows make 3" in read(*rows, "Totale;;1;4").doubts[0]
    )
    assert read(*rows, "Totale;;n.d.;3").doubts == ()
    assert read("Data;Importo;Segno", "1.3.2026;5;D", "Totale;5;").doubts == ()
    assert "the total says 9" in read(ONE, "1.3.2026;a;-1", "Totale;;9").doubts[0]


def test_the_preamble_tells_account_period_and_currency() -> None:
    statement = read(
        "IBAN IT47 X999 9999 9990 0000 0000 001 EUR;;",
        "Movimenti dal 01/03/2026 al 31/03/2026;;",
        "Divisa: CHF;;",
        "Data;Descrizione;Importo (CHF)",
        "2.3.2026;b;-5",
    )

    assert statement.account == "IT47X9999999999000000000001"
    assert (statement.since, statement.through) == (date(2026, 3, 1), date(2026, 3, 31))
    assert signed(statement) == ["-5.00 EUR"]


def test_one_currency_in_the_titles_is_that_of_every_row() -> None:
    assert signed(read("Data;Testo;Importo (CHF)", "2.3.2026;b;-5")) == ["-5.00 CHF"]


def test_an_iban_with_wrong_digits_is_no_account() -> None:
    wrong = read("IBAN IT00X9999999999000000000001;;", ONE, "2.3.2026;b;-5")

    assert wrong.account == ""


def test_a_period_without_sense_is_passed_over() -> None:
    statement = read("dal 99/99/2026 al 31/03/2026;;", ONE, "2.3.2026;b;-5")

    assert (statement.since, statement.through) == (date(2026, 3, 2), date(2026, 3, 2))


def test_rows_of_several_accounts_are_several_statements() -> None:
    rows = "Rapporto;Data;Importo\n1;1.3.2026;-5\n2;1.3.2026;-6\n1;2.3.2026;-7"
    first, second = read_statement(rows.encode(), "x.csv", [FORMAT])

    assert (first.account, signed(first)) == ("1", ["-5.00 EUR", "-7.00 EUR"])
    assert (second.account, signed(second)) == ("2", ["-6.00 EUR"])


def test_a_column_of_accounts_that_varies_is_that_of_the_other_side() -> None:
    ibans = [f"IT47X99999999990000000000{n:02}" for n in range(3)]
    rows = [f"1.3.2026;-{n};{iban}" for n, iban in enumerate(ibans, start=1)]

    assert [n.iban for n in read("Data;Importo;IBAN", *rows).lines] == ibans
    assert [n.iban for n in read("Data;Importo;IBAN", *rows[:1] * 2).lines] == ["", ""]


def test_payer_and_payee_stand_on_their_own_sides() -> None:
    rows = ("1.3.2026;5;Prova;Noi", "2.3.2026;-6;Noi;Altra", "3.3.2026;-7;;")
    statement = read("Data;Importo;Ordinante;Beneficiario", *rows)

    assert [n.counterparty for n in statement.lines] == ["Prova", "Altra", ""]


def test_an_unknown_state_is_not_counted() -> None:
    statement = read("Data;Importo;Stato", "1.3.2026;-5;boh", "1.3.2026;-6;Annullato")

    assert "its status 'boh' is unknown" in statement.doubts[0]
    assert statement.lines[0].status == "info"


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (("Data;Importo;Exchange rate", "1.3.2026;-5;1,08"), "converts currencies"),
        (("Data;Importo;Original currency", "1.3.2026;-5;USD"), "converts currencies"),
        (
            ("Data;Importo;Fee", "1.3.2026;-5;due", "1.3.2026;-5;0"),
            "fees beside the amounts",
        ),
        (("Data;Importo;Importo", "1.3.2026;-5;5"), "a second column of its kind"),
    ],
)
def test_what_is_no_plain_account_is_held(rows: tuple[str, ...], why: str) -> None:
    assert any(why in doubt for doubt in read(*rows).doubts)


def test_a_plain_account_may_have_empty_columns_for_conversions() -> None:
    title = "Data;Importo;Exchange rate;Original currency;Fee"

    assert read(title, "1.3.2026;-5;1,0;EUR;0,00").doubts == ()


def test_every_sheet_of_a_workbook_is_read_and_one_without_titles_is_named() -> None:
    march: list[list[object]] = [["Data", "Importo"], [("date", 46082), -5.5]]
    april: list[list[object]] = [
        ["Data", "Importo"],
        ["2.4.2026", "x"],
        ["3.4.2026", -1],
    ]
    notes: list[list[object]] = [["1.4.2026", 5], ["2.4.2026", 6]]
    book = xlsx(Marzo=sheet_xml(march), Aprile=sheet_xml(april), Altro=sheet_xml(notes))
    first, second = read_statement(book, "x.xlsx", [FORMAT])

    assert signed(first) == ["-5.50 EUR"]
    assert first.doubts == ("x.xlsx: no titles that we know in the sheet Altro",)
    assert second.doubts[1].startswith("x.xlsx sheet Aprile row 2: 'x' is not")


def test_the_operator_may_name_the_titles_of_his_bank() -> None:
    named = columns_format({"amount": "Controvalore", "booked": "Quando"})

    assert signed(read("Quando;Controvalore", "1.3.2026;-5", format_=named)) == [
        "-5.00 EUR"
    ]
    with pytest.raises(Unreadable):
        read("Quando;Altro", "1.3.2026;-5", format_=named)
    with pytest.raises(ConfigError):
        columns_format({"betrag": "x"})


def test_a_movement_without_its_booking_date_is_not_booked_yet() -> None:
    statement = read(
        "Data operazione;Data contabile;Descrizione;Importo",
        "1.3.2026;2.3.2026;Canone;-5",
        "1.3.2026;;Carta;-6",
    )

    assert [n.status for n in statement.lines] == ["booked", "pending"]


def test_text_is_kept_where_no_title_promises_any() -> None:
    untitled = read("Data;Importo;Boh;Categoria", "1.3.2026;-5;FT 12;Varie")
    titled = read("Data;Importo;Causale;Categoria", "1.3.2026;-5;FT 12;Varie")

    assert untitled.lines[0].remittance == "FT 12 Varie"
    assert titled.lines[0].remittance == "FT 12"
