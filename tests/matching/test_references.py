from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agent.matching.references import Remittance, read_remittance
from tests.matching.builders import payment


def read(text: str, payer: str = "") -> Remittance:
    return read_remittance(payment(text, 100, payer))


def numbers(text: str) -> list[tuple[str, int | None]]:
    """Give the most literal reading of each number, with its year."""
    firsts = [mention.shapes[0] for mention in read(text).mentions]
    return [(shape.sequence, shape.year) for shape in firsts]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SALDO FT 12/2026", [("12", 2026)]),
        ("FT.217-26", [("217", 2026)]),
        ("FATT.308 2026", [("308", 2026)]),
        ("ft n° 12 / 2026", [("12", 2026)]),
        ("Rechnung Nr. 0012", [("12", None)]),
        ("FT 21/34/55", [("21", None), ("34", None), ("55", None)]),
        ("SALDO FT 2101-1987/26", [("2101", 2026), ("1987", 2026)]),
        ("fatture 12, 13 e 14", [("12", None), ("13", None), ("14", None)]),
        ("/INV/8/INV/41", [("8", None), ("41", None)]),
        ("FT 12/2045", [("12", None), ("2045", None)]),
        ("SALDOFT4410", [("4410", None)]),
        ("FATTURA 12 EUR 1.234,56", [("12", None)]),
        ("FATTURA 12 DI 350,40", [("12", None)]),
        ("CANONE AGOSTO 2026", []),
        ("DEL 31/08/2026", []),
        ("COD. CLIENTE 40012", []),
        ("CRO 12345678901 TRN A12345678901234", []),
        ("PREVENTIVO 31", []),
        ("IBAN IT00X0000000000000000000001", []),
        ("IT00 X000 0000 0000 0000 0000 001", []),
        ("000", []),
    ],
)
def test_numbers_are_read_and_what_is_none_is_left_out(
    text: str, found: list[tuple[str, int | None]]
) -> None:
    assert numbers(text) == found


def test_a_date_beside_a_number_belongs_to_it() -> None:
    said = read("FATT N.101 DEL 04.05.26 N.202 DEL 170726 FT 7")

    assert [(each.shapes[0].sequence, each.dated) for each in said.mentions] == [
        ("101", date(2026, 5, 4)),
        ("202", date(2026, 7, 17)),
        ("7", None),
    ]


@pytest.mark.parametrize(
    "text", ["FT 12 del 5 gennaio 2026", "FT12DEL050126", "FT 12 2026-01-05"]
)
def test_dates_are_read_in_words_glued_and_as_iso(text: str) -> None:
    assert read(text).mentions[0].dated == date(2026, 1, 5)


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert all(each.dated is None for each in read("FT 12 del 31/02/2026").mentions)


def test_digits_without_separator_may_hold_a_year() -> None:
    (mention,) = read("FT972026").mentions

    assert {(shape.sequence, shape.year) for shape in mention.shapes} >= {
        ("972026", None),
        ("97", 2026),
    }


def test_a_number_after_the_words_credit_note_is_one() -> None:
    said = read("FT 12 - NOTA DI CREDITO 15 E FT 16")

    assert [each.is_credit for each in said.mentions] == [False, True, False]


def test_a_span_of_months_gives_all_of_them() -> None:
    assert read("canoni gennaio-marzo 2026").months == ((2026, 1), (2026, 2), (2026, 3))


@pytest.mark.parametrize(
    ("text", "payer", "words"),
    [
        (
            "BONIFICO A VOSTRO FAVORE BON.DA BRUNI SRL PER FT 12 CRO 123",
            "BRUNI SRL",
            "FT 12 CRO 123",
        ),
        ("Accr.bonif. ORD:Bruni Srl NOTE:FT 12", "BRUNI SRL", "FT 12"),
        ("ORDINANTE: BRUNI CAUSALE: FT 12", "BRUNI", "FT 12"),
        ("ORD: BRUNI CRO 123", "BRUNI", "CRO 123"),
        ("BON.DA BRUNI SRL", "BRUNI SRL", ""),
        ("SVWZ+RECHNUNG 12 ABWA+BRUNI GMBH", "BRUNI GMBH", "RECHNUNG 12"),
        ("FT 12", "", "FT 12"),
    ],
)
def test_the_envelope_of_the_bank_is_peeled_off(
    text: str, payer: str, words: str
) -> None:
    said = read(text)

    assert (said.payer, said.words) == (payer, words)


def test_the_field_of_the_bank_goes_before_its_text() -> None:
    assert read("ORD: BRUNI NOTE: FT 12", payer="Bruni Srl").payer == "Bruni Srl"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    assert all(mention.shapes for mention in read(text).mentions)


@pytest.mark.parametrize(
    ("text", "payer", "found"),
    [
        ("BONIFICO DA ALFA SRL FATTURA 12/2026", "ALFA SRL", [("12", 2026)]),
        ("BONIFICO A VOSTRO FAVORE DA ALFA SRL SALDO FT 7", "ALFA SRL", [("7", None)]),
        ("BON.DA ROSSI PROVA SALDO FATTURA N. 34", "ROSSI PROVA", [("34", None)]),
        (
            "BONIFICO SEPA DA ALFA SRL 12/2026 E 13/2026",
            "ALFA SRL",
            [("12", 2026), ("13", 2026)],
        ),
        (
            "BON.DA PERSIANE PAGANI SRL PER 12/2026",
            "PERSIANE PAGANI SRL",
            [("12", 2026)],
        ),
        ("BON.DA ALFA SRL", "ALFA SRL", []),
    ],
)
def test_a_name_in_prose_ends_where_the_purpose_begins(
    text: str, payer: str, found: list[tuple[str, int | None]]
) -> None:
    assert (read(text).payer, numbers(text)) == (payer, found)


@pytest.mark.parametrize(
    ("text", "is_proforma"),
    [
        ("SALDO PROFORMA N. 12/2026", [True]),
        ("PRO-FORMA 12/2026 FT 13/2026", [True, False]),
        ("FATTURA 12/2026", [False]),
    ],
)
def test_a_proforma_is_announced_as_one(text: str, is_proforma: list[bool]) -> None:
    assert [one.is_proforma for one in read(text).mentions] == is_proforma
