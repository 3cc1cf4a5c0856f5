"""A bank's text names the other side by its labels; a text without them names nobody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.bank.descriptions import is_only_a_kind, told_in

IBAN = "DE98999999990000000008"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "BONIFICO A VOSTRO FAVORE TRN 1169375IT DA ALFA ROSSA PER SALDO",
            "ALFA ROSSA",
        ),
        (
            "BONIFICO SEPA DA   ALFA & C. SNC       PER   FT 1   COMM 0,00",
            "ALFA & C. SNC",
        ),
        ("BONIFICO DA L'ALFA DI D'ORO UGO PAG. PARCELLA 2/2026", "L'ALFA DI D'ORO UGO"),
        ("Bonifico da 3 Alfa Srl FT 12/2026", "3 Alfa Srl"),
        ("BONIFICO DA STUDIO 54 SRL 12/2026", "STUDIO 54 SRL"),
        ("Bonifico da Alfa Srl; lavori", "Alfa Srl"),
        ("POSTAGIRO Da Alfa per regalo TRN XX", "Alfa"),
        (
            "CASH Bonifico Disposto Da: MITT.: ALFA SPA BENEF.: NOI BIC. ORD.: X",
            "ALFA SPA",
        ),
        ("Ord: ALFA GMBH Ben: NOI Dt-Reg: 02/09/2026 Info: NR. 2", "ALFA GMBH"),
        ("Überweisung von ALFA GMBH EREF+A SVWZ+RE 1", "ALFA GMBH"),
        ("VIR SEPA RECU /DE ALFA SARL /MOTIF FAC 1 /REF X", "ALFA SARL"),
        ("TRANSFERENCIA DE ALFA SL, CONCEPTO FACTURA 1", "ALFA SL"),
        ("Transfer from ALFA LTD Ref 1", "ALFA LTD"),
        (f"/TRTP/SEPA/IBAN/{IBAN}/NAME/ALFA BV/REMI/FAC 1", "ALFA BV"),
        ("VS. DISPOSIZIONE DI BONIFICO A FAVORE DI ALFA SRL", ""),
        ("BONIFICO DA APP", ""),
        ("GIROCONTO DA CONTO 123", ""),
        ("ALFA SRL SALDO FATTURA 1", ""),
        ("Pagamento POS da 5 euro", ""),
    ],
)
def test_the_payer_is_read_from_the_labels(text: str, name: str) -> None:
    assert told_in(text).name == name


def test_an_account_counts_only_behind_a_label_and_is_never_ours() -> None:
    labelled = f"Ord: ALFA Banca Ord: {IBAN} Info: x"
    spaced = "IBAN: DE98 9999 9999 0000 0000 08 saldo"

    assert told_in(labelled).iban == IBAN
    assert told_in(spaced).iban == IBAN
    assert told_in(labelled, IBAN).iban == ""
    assert told_in(f"saldo su {IBAN}").iban == ""
    assert told_in("IBAN: DE98 9999 9999 0000 0000 09").iban == ""


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Ord: ALFA END TO END ID: 2026-AB/1 Info: x", "2026-AB/1"),
        ("EREF+RE12 KREF+X SVWZ+y", "RE12"),
        ("End-to-End-Ref.: NOTPROVIDED", ""),
        ("/EREF/", ""),
        ("Id. End to End: RE12", "RE12"),
        ("Rif. E2E: RE12", "RE12"),
        ("Identificativo end-to-end: RE12", "RE12"),
    ],
)
def test_the_payers_reference_is_read_behind_its_label(
    text: str, reference: str
) -> None:
    assert told_in(text).end_to_end_id == reference


def test_words_for_an_operation_name_nobody() -> None:
    assert is_only_a_kind("BONIFICO A VOSTRO FAVORE")
    assert not is_only_a_kind("BONIFICO ALFA")


@given(st.text(max_size=300))
def test_any_text_gives_an_answer_that_stands_in_it(text: str) -> None:
    assert told_in(text).name in " ".join(text.split())


@pytest.mark.parametrize(
    "label",
    [
        *("Bonifico da ", "Bon. da ", "BON.DA ", "Postagiro da ", "Giroconto da "),
        *("Girofondo da ", "Bonifico 12, app da ", "Disposto da: "),
        *("Ord: ", "ORDINANTE.: ", "Ordin : ", "Mitt: ", "Mittente: ", "/ORDP/NAME/"),
        *("/NAME/", "Auftraggeber: ", "Auftraggeberin: ", "Absender: ", "Naam: "),
        *(
            "Ordenante: ",
            "Donneur d'ordre: ",
            "Gutschrift von ",
            "\ufffdberweisung von ",
        ),
        *("Eingang von ", "ABWA+", "Virement de ", "VIR INST /DE ", "recu/de "),
        *("Transferencia de ", "Transf. de ", "Traspaso de ", "Transfer from: "),
        *("Payment from ", "Credit from ", "Received from ", "Deposit from "),
    ],
)
def test_every_label_of_a_payer_is_known(label: str) -> None:
    assert told_in(f"12 {label}ALFA ROSSA").name == "ALFA ROSSA"


@pytest.mark.parametrize(
    "label",
    [
        *("a favore di ", "Benef: ", "Beneficiario: ", "BEN.: ", "postagiro a "),
        *("Empfänger: ", "Empfängerin: ", "Bénéficiaire: ", "Transfer to "),
        *("Payment to: ", "Note: ", "Causale: ", "Caus.: ", "Info: ", "Motivo: "),
        *("Motif: ", "Concepto: ", "Verwendungszweck: ", "Omschrijving: "),
        *("Remittance: ", "Reference: ", "Kenmerk: ", "/REMI/", "SVWZ+", "Dt-Reg: "),
        *("BIC: ", "ABI: ", "Cab: ", "Banca Ord: ", "Conto controparte: ", "c/c ord: "),
    ],
)
def test_every_other_label_ends_what_is_said_behind_the_one_before(label: str) -> None:
    assert told_in(f"EREF+ {label}1234").end_to_end_id == ""
