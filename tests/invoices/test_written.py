"""What the words of a PDF say: whether it is a pro-forma, its number, days and sums."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.forms.pdf_text import pdf_text
from agent.invoices.written import read_written
from agent.model.money import Money
from tests.invoices import made

ITALIAN = """Studio Prova
Partita IVA 12345670157
AVVISO DI PARCELLA N. 12/2026 del 01/08/2026
Spett.le Alfa Srl
Via Roma n. 5
P.IVA 00743110157
Compenso 1.000,00
Cassa 4% 40,00
IVA 22% 228,80
Totale documento 1.268,80
Ritenuta d'acconto 20% su 1.000,00 200,00
Netto a pagare € 1.068,80
Scadenza: 31/08/2026
Il presente documento non costituisce fattura.
"""
ENGLISH = """Proforma invoice No. PI-2026-7
Bill to: Beta Ltd
Date: 3 September 2026
Payment within 30 days
Subtotal 1,000.00
VAT 20% 200.00
Total due: €1,200.00
"""
GERMAN = """Proforma-Rechnung Nr. 2026-15
Kunde: Gamma GmbH
Datum: 01.09.2026
Nettobetrag 500,00 EUR
MwSt 19% 95,00 EUR
Gesamtbetrag 595,00 EUR
Zahlbar bis 15.09.2026
"""
FRENCH = """FACTURE PRO FORMA N° 45
Lyon, le 1er septembre 2026
Total HT 1 000,00 €
TVA 20 % 200,00 €
Total TTC 1 200,00 €
Échéance : 30/09/2026
"""
SPANISH = """Factura proforma número 8/2026
Fecha de emisión: 2 de septiembre de 2026
Base imponible 100,00 €
IVA 21% 21,00 €
Total a pagar 121,00 €
Vencimiento: 15/09/2026
"""
COLUMNS = """FATTURA PROFORMA
Numero Data Scadenza
12/2026 01/08/2026 31/08/2026
Imponibile IVA Totale
100,00 22,00 122,00
"""


@pytest.mark.parametrize(
    ("text", "number", "issued_on", "due_on", "cents"),
    [
        (ITALIAN, "12/2026", date(2026, 8, 1), date(2026, 8, 31), 106_880),
        (ENGLISH, "PI-2026-7", date(2026, 9, 3), date(2026, 10, 3), 120_000),
        (GERMAN, "2026-15", date(2026, 9, 1), date(2026, 9, 15), 59_500),
        (FRENCH, "45", date(2026, 9, 1), date(2026, 9, 30), 120_000),
        (SPANISH, "8/2026", date(2026, 9, 2), date(2026, 9, 15), 12_100),
        (COLUMNS, "12/2026", date(2026, 8, 1), date(2026, 8, 31), 12_200),
    ],
)
def test_a_proforma_is_read_as_its_pdf_says_it(
    text: str, number: str, issued_on: date, due_on: date, cents: int
) -> None:
    found = read_written(pdf_text(made.written(text)))
    assert found.is_proforma
    assert (found.number, found.issued_on, found.due_on) == (number, issued_on, due_on)
    assert found.due == Money(cents)
    assert found.wrong == ()


def test_what_is_withheld_is_not_to_be_paid() -> None:
    found = read_written(ITALIAN)
    assert (found.total, found.due) == (Money(126_880), Money(106_880))
    assert found.vat_ids == ("IT12345670157", "IT00743110157")


@pytest.mark.parametrize(
    "title",
    [
        "PROFORMA",
        "Pro-forma n. 3",
        "Fattura proforma 3/2026",
        "Studio Prova  AVVISO DI PARCELLA N. 3",
        "Preavviso di fattura n. 3",
        "PREAVVISO N. 3",
        "Notula n. 3",
        "FATTURA\nPROFORMA N. 3",
        "Proforma Rechnung 3",
        "Pro-forma-Rechnung 3",
        "Facture proforma n° 3",
        "Avviso di parcella n. 3\nLa fattura sarà emessa al pagamento",
    ],
)
def test_a_proforma_is_known_by_its_title(title: str) -> None:
    assert read_written(title).is_proforma


@pytest.mark.parametrize(
    "title",
    [
        "Fattura n. 34 del 01/09/2026\nSaldo avviso di parcella n. 12/2026",
        "Fattura n. 34 del 01/09/2026\nProforma 12 del 01/08/2026",
        "INVOICE\nRef. proforma invoice 12",
        "Rechnung Nr. 34\nzu Ihrer Proforma-Rechnung 12",
        "Contratto\nsi emette la proforma dopo la firma",
        "Preavviso di sospensione della fornitura",
        "Nota di credito n. 3",
        "",
    ],
)
def test_what_only_speaks_of_a_proforma_is_none(title: str) -> None:
    assert not read_written(title).is_proforma


def wrong(text: str) -> dict[str, str]:
    return dict(read_written(f"PROFORMA 3\n{text}").wrong)


def test_two_totals_that_differ_are_none() -> None:
    assert (
        "100.00 EUR and 200.00 EUR" in wrong("Totale 100,00\nTotale 200,00")["amount"]
    )


def test_what_is_to_be_paid_must_follow_from_the_total() -> None:
    assert "two totals" in wrong("Totale documento 900,00\nDa pagare 100,00")["amount"]
    told = "Totale documento 900,00\nVersati 800,00\nDa pagare 100,00"
    assert read_written(told).due == Money(10_000)


def test_a_total_before_a_withholding_is_not_what_is_to_be_paid() -> None:
    assert "withholding" in wrong("Ritenuta 20% 200,00\nTotale 1.220,00")["amount"]


def test_a_partial_sum_is_no_total() -> None:
    found = read_written("Subtotal 90.00\nTotale imponibile 80,00\nSub total 70.00")
    assert found.due is None


def test_a_currency_that_several_countries_call_so_is_asked_about() -> None:
    assert "currency" in wrong("Total due: $ 500.00")["amount"]
    assert read_written("Total due: CHF 500.00").due == Money(50_000, "CHF")


def test_two_numbers_two_days_or_two_due_dates_are_asked_about() -> None:
    assert "3 or 4" in wrong("Proforma 4")["number"]
    assert "2026-08-01 or" in wrong("Data 01/08/2026\nData: 02/08/2026")["issued"]
    two = "Scadenza 01/08/2026\nScadenza 02/08/2026"
    assert "2026-08-01 and on" in wrong(two)["due"]


def test_nothing_is_due_before_it_is_issued() -> None:
    text = "Data 01/08/2026\nScadenza 01/07/2026"
    assert "before its date" in wrong(text)["due"]


def test_an_english_day_with_two_readings_is_none() -> None:
    text = "Proforma invoice 3\nDate 03/04/2026"
    assert "day or month first" in dict(read_written(text).wrong)["issued"]


def test_a_day_a_street_and_a_sum_are_no_numbers() -> None:
    text = "PROFORMA\nVia Roma n. 5\n37100 Verona\n01/08/2026\nTotale 100,00"
    assert read_written(text).number == ""


def test_a_day_that_no_month_has_is_none() -> None:
    assert read_written("PROFORMA 3\nData: 31 febbraio 2026").issued_on is None
    assert "not a date" in wrong("Data: 31/02/2026")["issued"]
    text = "PROFORMA 3\nTel. 45-99-12\nVerona, 1/8/2026"
    assert read_written(text).issued_on == date(2026, 8, 1)


def test_other_days_are_not_the_day_of_issue() -> None:
    text = (
        "PROFORMA 3\ndal 01/06/2026 al 30/06/2026\nVerona, 2 luglio 2026\nTotale 9,00"
    )
    assert read_written(text).issued_on == date(2026, 7, 2)


@pytest.mark.parametrize("word", ["1.", "AB-", "a@", "1/8/2026 ", "PROFORMA "])
def test_a_line_without_end_is_cut(word: str) -> None:
    text = f"PROFORMA 3\n{word * 25_000}Totale 100,00"
    assert read_written(text).due is None


@given(st.text())
def test_whatever_stands_there_it_is_an_answer(text: str) -> None:
    read_written(f"PROFORMA {text}\n{text} Totale 1,00")


@given(st.lists(st.sampled_from([*ITALIAN.split(), *ENGLISH.split(), "\n"])))
def test_its_words_in_any_order_are_an_answer(words: list[str]) -> None:
    found = read_written(" ".join(words))
    assert found.due is None or found.due.cents > 0
