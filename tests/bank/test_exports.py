"""Exports as banks of several countries write them are read without a question."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.bank.fingerprint import fingerprints
from agent.bank.formats.columns import FORMAT
from agent.bank.statement import read_statement
from agent.errors import Unreadable
from agent.model.payment import Statement

OURS, THEIRS = "DE28999999990000000007", "DE98999999990000000008"


def read(*rows: str) -> Statement:
    (statement,) = read_statement("\n".join(rows).encode(), "x.csv", [FORMAT])
    return statement


def signed(statement: Statement) -> list[str]:
    return [f"{'+' if n.is_credit else '-'}{n.amount.decimal}" for n in statement.lines]


EXPORTS = {
    "currency named twice": (
        "Buchung;Auftraggeber/Empfänger;Verwendungszweck;Saldo;Währung;Betrag;Währung",
        "14.03.2026;Beta;x;1.098,00;EUR;-2,00;EUR",
        "13.03.2026;Alfa GmbH;RE 1;1.100,00;EUR;1.000,00;EUR",
    ),
    "currency behind the amount": (
        "Fecha;Fecha valor;Movimiento;Más datos;Importe;Saldo",
        "14/03/2026;14/03/2026;COMISION;x;-2,00EUR;1.098,00EUR",
        "13/03/2026;13/03/2026;TRANSF. DE Alfa GmbH;;+1.000,00EUR;1.100,00EUR",
    ),
    "a word for the direction": (
        '"Datum","Naam / Omschrijving","Tegenrekening","Af Bij","Bedrag (EUR)"',
        '"20260314","Kosten","","Af","2,00"',
        '"20260313","Alfa GmbH","","Bij","1000,00"',
    ),
    "an empty amount beside debits and credits": (
        "Buchungstag;Wert;Begünstigter / Auftraggeber;Verwendungszweck;Betrag;Soll;Haben",
        "14.03.2026;14.03.2026;Bank;x;;-2,00;",
        "13.03.2026;13.03.2026;Alfa GmbH;RE 1;;;1.000,00",
    ),
    "blanks inside the number": (
        "Data;Operazione;Dettagli;Contabilizzazione;Valuta;Importo",
        "14/03/2026;Luce;SDD;CONTABILIZZATO;EUR;-2,00",
        "13/03/2026;x;Bonifico da Alfa GmbH FT 1;CONTABILIZZATO;EUR;1 000, 00",
        "12/03/2026;x;POS;NON CONTABILIZZATO;EUR;-5,00",
    ),
    "times and another word for booked": (
        "Status;Settlement date (UTC);Counterparty name;Total amount (incl. VAT)",
        "executed;14-03-2026 10:00:00;Bank;-2.00",
        "executed;13-03-2026 10:00:00;Alfa GmbH;1000.00",
    ),
    "edges and totals": (
        "Data;Descrizione;Entrate;Uscite;Saldo;",
        "28/02/2026;Saldo iniziale;;;100,00;",
        "14/03/2026;COMM;;2,00;98,00;",
        "15/03/2026;BONIFICO  DA  Alfa GmbH;1.000,00;;1.098,00;",
        "31/03/2026;Saldo finale;;;1.098,00;",
        ";Totale movimenti;1.000,00;2,00;;",
    ),
}


@pytest.mark.parametrize("rows", EXPORTS.values(), ids=EXPORTS)
def test_an_export_is_read(rows: tuple[str, ...]) -> None:
    statement = read(*rows)
    booked = replace(
        statement, lines=tuple(n for n in statement.lines if n.status == "booked")
    )

    assert (signed(booked), statement.doubts) == (["-2.00", "+1000.00"], ())
    assert booked.lines[1].counterparty == "Alfa GmbH"


def test_amounts_that_differ_from_debits_and_credits_are_refused() -> None:
    with pytest.raises(Unreadable, match="which counts"):
        read("Data;Importo;Dare;Avere", "13/03/2026;5,00;;6,00")


def test_two_columns_of_one_title_that_differ_are_asked_about() -> None:
    statement = read("Data;Importo;Importo", "13/03/2026;-5,00;-6,00")
    assert "which one counts" in statement.doubts[0]


def test_the_other_sides_account_is_never_ours() -> None:
    one = read(
        f"Konto;{OURS};;",
        "Buchungstag;IBAN;Verwendungszweck;Betrag",
        f"13.03.2026;{THEIRS};RE 1;1,00",
        f"14.03.2026;{OURS};x;-1,00",
    )
    labelled = read(
        f"Conto {OURS};;",
        "Data;Descrizione;Importo",
        f"1.3.2026;IBAN: {OURS} x;-1,00",
        f"1.3.2026;IBAN: {THEIRS} x;5,00",
    )

    assert [line.iban for line in one.lines] == [THEIRS, ""]
    assert [line.iban for line in labelled.lines] == ["", THEIRS]


def test_a_payer_read_out_of_the_text_makes_no_line_new() -> None:
    statement = read("Data;Descrizione;Importo", "13/03/2026;BONIFICO DA Alfa;5,00")
    (line,) = statement.lines
    before = replace(statement, lines=(replace(line, counterparty=""),))

    assert line.counterparty == "Alfa"
    assert fingerprints(statement) == fingerprints(before)
