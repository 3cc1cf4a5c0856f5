"""The operator's own table becomes invoices; what is wrong costs only its row."""

import pytest

from agent.errors import ConfigError, Unreadable
from agent.invoices.document import Documents, read_document
from agent.invoices.formats.columns import FORMAT, columns_format
from agent.model.invoice import Basis
from tests.forms.workbooks import sheet_xml, xlsx

TITLES = "Numero;Data;Scadenza;Cliente;Importo"


def read(*rows: str) -> Documents:
    return read_document("\n".join(rows).encode(), "x.csv", [FORMAT])


def test_titles_of_five_languages_are_known() -> None:
    rows = [
        "Invoice No;Invoice Date;Due Date;Customer;Amount Due",
        "Rechnungsnummer;Rechnungsdatum;Fälligkeit;Kunde;Betrag",
        "Numéro facture;Date facture;Échéance;Client;Montant TTC",
        "Número factura;Fecha;Vencimiento;Cliente;Importe",
    ]
    read_all = [read(title, "1;1.3.2026;31.3.2026;Prova;5,00") for title in rows]

    assert [str(said.invoices[0].instalments[0].due_on) for said in read_all] == [
        "2026-03-31"
    ] * len(rows)
    assert [str(said.invoices[0].total) for said in read_all] == ["5.00 EUR"] * len(
        rows
    )


@pytest.mark.parametrize(
    ("kind", "cents"),
    [("TD01", 500), ("TD04", -500), ("Nota di credito", -500), ("Parcella", 500)],
)
def test_the_kind_of_a_document_gives_its_sign(kind: str, cents: int) -> None:
    (invoice,) = read(f"{TITLES};Tipo", f"1;1.3.2026;;Prova;5,00;{kind}").invoices

    assert invoice.amount_due.cents == cents


def test_an_unknown_kind_beside_known_ones_is_named() -> None:
    said = read(
        f"{TITLES};Tipo", "1;1.3.2026;;P;5;Fattura", "2;1.3.2026;;P;5;Autofattura"
    )

    assert "its kind 'Autofattura' is unknown" in said.problems[0]


def test_a_column_of_other_kinds_is_passed_over() -> None:
    assert len(read(f"{TITLES};Tipo", "1;1.3.2026;;P;5;Servizi").invoices) == 1


def test_what_is_paid_is_never_taken_for_open() -> None:
    states = ["Pagata", "saldato", "Annullata", "Bozza", "Sì"]
    rows = [f"{n};1.3.2026;;P;5;{state}" for n, state in enumerate(states)]
    said = read(f"{TITLES};Stato", *rows)

    assert said.invoices == ()
    assert said.notes == (
        "x.csv: left out as paid, cancelled or no invoice: rows 2, 3, 4, 5, 6",
    )


def test_long_lists_of_what_was_left_out_are_cut() -> None:
    rows = [f"{n};1.3.2026;;P;5;pagata" for n in range(9)]

    assert read(f"{TITLES};Stato", *rows).notes[0].endswith("5, 6 and others")


def test_a_partly_paid_invoice_without_its_rest_is_for_a_person() -> None:
    unsure = read(f"{TITLES};Stato", "1;1.3.2026;;P;5;Parziale").invoices[0]
    sure = read(f"{TITLES};Stato;Residuo", "1;1.3.2026;;P;5;Parziale;2").invoices[0]

    assert unsure.needs_review
    assert (sure.needs_review, sure.amount_due.cents) == (False, 200)


def test_rows_of_one_invoice_are_its_instalments() -> None:
    said = read(
        "Numero;Data;Scadenza;Cliente;Importo rata",
        "1;1.3.2026;30.4.2026;P;100",
        "1;1.3.2026;31.3.2026;P;100",
        "1;1.3.2026;31.3.2026;Altra;7",
    )
    first, other = said.invoices

    assert [str(item.due_on) for item in first.instalments] == [
        "2026-03-31",
        "2026-04-30",
    ]
    assert (str(first.total), first.needs_review) == ("200.00 EUR", False)
    assert other.buyer.name == "Altra"


def test_a_doubt_on_one_instalment_is_one_on_the_invoice() -> None:
    (invoice,) = read(
        f"{TITLES};Stato",
        "1;1.3.2026;31.3.2026;P;100;",
        "1;1.3.2026;30.4.2026;P;5;parziale",
    ).invoices

    assert invoice.needs_review


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("1;1.3.2026;presto;P;5;", "'presto' is not a date"),
        ("1;1.3.2026;;P;5;monete", "the currency 'MONETE' is unknown"),
        ("1;1.3.2026;;P;5,0011;", "more digits"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(row: str, why: str) -> None:
    said = read(f"{TITLES};Divisa", row, "2;1.3.2026;;P;5;€")

    assert [invoice.number for invoice in said.invoices] == ["2"]
    assert said.problems[0].startswith("x.csv line 2: ")
    assert why in said.problems[0]


def test_a_language_we_do_not_write_is_named() -> None:
    said = read(
        f"{TITLES};Lingua", "1;1.3.2026;;P;5;klingon", "2;1.3.2026;;P;5;Tedesco"
    )

    assert "the language 'klingon' is none of it" in said.problems[0]
    assert said.invoices[0].buyer.language == "de"


def test_a_row_of_totals_is_no_invoice() -> None:
    assert read(TITLES, "1;1.3.2026;;P;5", "Totale;;;;5").problems == ()


def test_a_workbook_is_a_table_too() -> None:
    rows: list[list[object]] = [
        ["Numero", "Data", "Scadenza", "Importo", "Partita IVA"],
        [12, ("date", 46082), ("date", 46112), 1220.1, 743110157],
        [("date", 46082), ("date", 46082), "", 5, ""],
    ]
    said = read_document(xlsx(Fatture=sheet_xml(rows)), "x.xlsx", [FORMAT])

    assert said.invoices[0].number == "12"
    assert said.invoices[0].buyer.vat_id == "IT00743110157"
    assert str(said.invoices[0].total) == "1220.10 EUR"
    assert said.problems[0].startswith(
        "x.xlsx sheet Fatture row 3: its number became a date (2026-03-01)"
    )


def test_the_operators_own_titles_come_before_the_usual_ones() -> None:
    own = columns_format({"due": "Da avere", "number": "Rif."})
    rows = "Rif.;Numero;Data;Importo;Da avere\nA;1;1.3.2026;10;5\n"
    (invoice,) = read_document(rows.encode(), "x.csv", [own]).invoices

    assert (invoice.number, invoice.amount_due.cents) == ("A", 500)


def test_a_named_title_that_is_missing_is_said() -> None:
    own = columns_format({"due": "Da avere", "number": "Numero"})

    with pytest.raises(Unreadable, match="the titles 'Da avere' of the config"):
        read_document(b"Numero;Data;Importo\n1;1.3.2026;10\n", "x.csv", [own])
    with pytest.raises(Unreadable, match="not an invoice"):
        read_document(b"Altro;Data;Importo\n1;1.3.2026;10\n", "x.csv", [own])


def test_a_role_that_does_not_exist_is_a_fault_of_the_configuration() -> None:
    with pytest.raises(ConfigError, match="did you mean 'number'"):
        columns_format({"numer": "Nr."})


def test_a_table_says_what_the_amount_is_made_of_and_what_else_names_it() -> None:
    titles = f"{TITLES};Imponibile;Imposta;Ritenuta;Ordine;CIG"
    (invoice,) = read(
        titles, "1;1.3.2026;;P;122,00;100,00;22,00;20,00;OA-77;AB12CD34EF"
    ).invoices

    assert invoice.basis == Basis(10_000, 2_200, 2_000)
    assert invoice.references == ("OA-77", "AB12CD34EF")


def test_a_cell_that_is_no_mail_address_is_named() -> None:
    said = read(f"{TITLES};Email", "1;1.3.2026;;P;5;x", "2;1.3.2026;;Q;5;-")

    assert [one.buyer.email for one in said.invoices] == ["", ""]
    assert said.notes == (
        "x.csv line 2: 'x' is no mail address; the row is taken without it",
    )


def test_long_lists_of_wrong_addresses_are_cut() -> None:
    rows = [f"{n};1.3.2026;;P{n};5;x" for n in range(9)]

    notes = read(f"{TITLES};Email", *rows).notes
    assert (len(notes), notes[-1]) == (6, "and 4 more such rows")
