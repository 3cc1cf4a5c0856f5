from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.bank.notices.advice import read_advice
from agent.model.message import Parts


def mail(text: str, subject: str = "Remittance advice") -> Parts:
    return Parts(subject=subject, text=text, sender_name="North Quay Ltd")


def test_the_total_is_what_was_paid() -> None:
    text = "Fattura 1/26  100,00 €\nFattura 2/26  50,00 €\nTotale bonifico 150,00 €"
    found = read_advice(mail(text), lambda: ("1/26", "2/26"))
    assert found is not None
    assert found.money.amount == Decimal("150.00")
    assert found.money.payer == "North Quay Ltd"
    assert found.references == ("1/26", "2/26")


def test_the_sum_of_the_others_is_what_was_paid() -> None:
    text = "We settled:\nINV 1  €100.00\nINV 2  €50.00\nto your account €150.00"
    found = read_advice(mail(text), lambda: ("1", "2"))
    assert found is not None
    assert found.money.amount == Decimal("150.00")


def test_sums_that_do_not_tell_the_payment_are_no_advice() -> None:
    text = "INV 1  €100.00\nINV 2  €50.00\nINV 3 €20.00"
    assert read_advice(mail(text), lambda: ("1", "2", "3")) is None


def test_the_words_of_an_attached_file_count() -> None:
    found = read_advice(
        mail("Please see the file."), lambda: ("7",), "our payment of €70.00"
    )
    assert found is not None
    assert found.money.amount == Decimal("70.00")


@pytest.mark.parametrize(
    "subject",
    ["Zahlungsavis", "Avis de paiement", "Aviso de pago", "Distinta pagamenti"],
)
def test_an_advice_is_known_in_five_languages(subject: str) -> None:
    assert (
        read_advice(mail("44/2026  80,00 €", subject), lambda: ("44/2026",)) is not None
    )


def test_a_demand_for_money_is_no_advice() -> None:
    text = "Avviso di pagamento: importo da pagare 80,00 € per la fattura 44/2026"
    assert read_advice(mail(text), lambda: ("44/2026",)) is None


def test_without_a_document_there_is_no_advice() -> None:
    assert read_advice(mail("our payment of €80.00"), lambda: ()) is None


@given(st.text(max_size=300))
def test_reading_an_advice_never_fails(text: str) -> None:
    read_advice(mail(text), lambda: ("1",))
