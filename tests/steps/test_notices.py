from __future__ import annotations

from datetime import date

import pytest

from agent.mail.parse import parse
from agent.steps.notices import Heard, Trust, hear, is_unprompted, references

TRUST = Trust(
    servers=frozenset({"mx.studio.test"}),
    services=frozenset({"alfabank.test"}),
    customers=frozenset({"cliente.test"}),
)
PROOF = "Authentication-Results: mx.studio.test; dmarc=pass header.from={}\r\n"


def heard(
    sender: str, subject: str, body: str, proof: str = "", extra: str = ""
) -> Heard | None:
    raw = (
        f"{proof}From: {sender}\r\nTo: conti@studio.test\r\nSubject: {subject}\r\n"
        f"Date: Fri, 9 Oct 2026 08:00:00 +0200\r\n{extra}"
        f'Content-Type: text/plain; charset="utf-8"\r\n\r\n{body}'
    )
    return hear(parse(raw.encode()), TRUST)


def test_a_proven_notice_counts_as_a_payment_with_its_references() -> None:
    body = "Rossi Srl ti ha inviato 50,00 €. Causale: saldo ft 12/2026 e 13/2026"
    proof = PROOF.format("alfabank.test")
    found = heard("avvisi@alfabank.test", "Accredito", body, proof)
    assert found is not None
    assert (found.word, found.counts_as) == ("payment_notice", "payment")
    assert found.references == ("12/2026", "13/2026")


def test_a_header_of_a_foreign_server_proves_nothing() -> None:
    body = "Rossi Srl ti ha inviato 50,00 €."
    proof = PROOF.format("alfabank.test").replace("mx.studio", "mx.alfabank")
    found = heard("avvisi@alfabank.test", "Accredito", body, proof)
    assert found is not None
    assert (found.is_authentic, found.counts_as) == (False, "claim")


def test_what_a_customer_says_is_never_a_notice() -> None:
    body = "Hai ricevuto un bonifico di 50,00 € da Rossi Srl."
    proof = PROOF.format("cliente.test")
    assert heard("conti@cliente.test", "Accredito ricevuto", body, proof) is None


def test_an_advice_is_a_claim_whoever_signed_it() -> None:
    body = "Avviso di pagamento\nFattura 12/2026  50,00 €"
    proof = PROOF.format("cliente.test")
    found = heard("conti@cliente.test", "Avviso di pagamento", body, proof)
    assert found is not None
    assert (found.word, found.counts_as) == ("remittance_advice", "claim")
    assert found.is_authentic
    assert found.references == ("12/2026",)


def test_a_persons_mail_that_speaks_of_failure_is_no_notice() -> None:
    body = "Il bonifico non è andato a buon fine, lo rifaccio domani."
    assert heard("mario@posta.test", "Fattura 12", body) is None


def test_what_goes_on_in_a_thread_is_no_notice() -> None:
    raw = b"In-Reply-To: <a@b.test>\r\nSubject: Accredito\r\n\r\n"
    assert not is_unprompted(parse(raw))
    assert is_unprompted(parse(raw.replace(b"Subject: ", b"Subject: I: ")))


@pytest.mark.parametrize(
    ("remittance", "wanted"),
    [
        ("ft 103 e 106", ("103", "106")),
        ("SALDO FT.177 DEL 03/09/2025", ("177",)),
        ("pagamento parcella 99/2025 - pratica 88", ("99/2025",)),
        ("règlement FA00436", ("FA00436",)),
        ("pago fra. A-122", ("A-122",)),
        ("consulting September", ()),
        ("affitto via Roma 12", ()),
    ],
)
def test_references_are_given_as_written(
    remittance: str, wanted: tuple[str, ...]
) -> None:
    assert references(remittance, date(2026, 10, 9)) == wanted
