"""An attached proof of payment: amount, day and number, and a claim that ends."""

from datetime import date

import pytest

from agent.forms.pdf_text import pdf_text
from agent.model.message import Attachment, Parts
from agent.replies.decision import HoldFor, hold_for
from agent.replies.proof import Proof, proof_in
from agent.replies.understand import understand
from tests.pdf import pdf

SENT = date(2026, 5, 12)
ITALIAN = (
    "Contabile di bonifico SEPA",
    "Saldo disponibile 9.812,10 EUR",
    "Importo: 1.220,00 EUR",
    "Data esecuzione: 08/05/2026",
    "CRO: 12345678901",
)


def mail(*lines: str, text: str = "") -> Parts:
    return Parts(
        text=text, attachments=(Attachment("a.pdf", "application/pdf", pdf(*lines)),)
    )


@pytest.mark.parametrize(
    ("lines", "amount", "paid_on", "reference"),
    [
        (ITALIAN, "1220.00", date(2026, 5, 8), "12345678901"),
        (
            ("Payment confirmation", "Amount: GBP 950.00", "Date: 7 May 2026"),
            "950.00",
            date(2026, 5, 7),
            "",
        ),
        (
            ("Überweisungsbeleg", "Betrag: 480,50 EUR", "Ausführung am 05.05.2026"),
            "480.50",
            date(2026, 5, 5),
            "",
        ),
        (
            ("Avis de virement", "Montant : 320,00 EUR", "Date : 06/05/2026"),
            "320.00",
            date(2026, 5, 6),
            "",
        ),
        (
            (
                "Justificante de transferencia",
                "Importe: 75,00 EUR",
                "Fecha: 04/05/2026",
            ),
            "75.00",
            date(2026, 5, 4),
            "",
        ),
    ],
)
def test_a_proof_is_read(
    lines: tuple[str, ...], amount: str, paid_on: date, reference: str
) -> None:
    found = proof_in(mail(*lines), SENT, pdf_text)

    assert (found.amount, found.paid_on, found.reference) == (
        amount,
        paid_on,
        reference,
    )
    assert found.words


@pytest.mark.parametrize(
    "lines",
    [
        ("Fattura n. 12/2026", "Importo: 1.220,00 EUR", "Data: 08/05/2026"),
        ("Bonifico SEPA revocato", "Importo: 10,00 EUR", "Data: 08/05/2026"),
        ("Conferma di bonifico", "programmato", "Importo: 10,00 EUR", "Data: 8/5/2026"),
        ("Contabile di bonifico",),
    ],
)
def test_what_proves_nothing_is_none(lines: tuple[str, ...]) -> None:
    assert proof_in(mail(*lines), SENT, pdf_text) == Proof()


def test_a_mail_without_words_says_paid_by_its_proof() -> None:
    found = understand(
        mail(*ITALIAN, text="Buongiorno"), SENT, answers_us=True, words_of=pdf_text
    )

    assert found.intents == ("says_paid",)
    assert (found.amount, found.paid_on) == ("1220.00", date(2026, 5, 8))
    assert found.payment_reference == "12345678901"
    assert hold_for(found, SENT) == HoldFor("claim", 5)


def test_a_proof_beside_a_dispute_goes_to_a_person() -> None:
    said = mail(*ITALIAN, text="Il resto lo contestiamo.")

    assert understand(said, SENT, words_of=pdf_text).needs_person
