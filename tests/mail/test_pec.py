"""Certified mail: receipts, and the letters it carries."""

import pytest

from agent.mail.authentic import authentic
from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.mail.pec import is_envelope, letter_of, opened
from agent.mail.thread import Mark, marks
from agent.model.message import Delay, Human, Parts, Receipt
from tests.gestore import carried
from tests.mail.samples import TOKEN, sample


def test_a_carried_mail_is_opened() -> None:
    envelope = parse(sample("pec_envelope_is_a_person"))

    inner = opened(envelope)

    assert is_envelope(envelope)
    assert inner.sender == "acquisti@pec.cliente.test"
    assert inner.text == "Abbiamo pagato ieri."
    assert inner.header("x-trasporto") == "posta-certificata"
    assert isinstance(kind(envelope), Human)


@pytest.mark.parametrize("name", ["postfix_unknown_user", "pec_delivered"])
def test_any_other_mail_stays_as_it_is(name: str) -> None:
    parts = parse(sample(name))

    assert opened(parts) is parts


def test_an_envelope_that_lost_its_mail_stays_as_it_is() -> None:
    parts = Parts(headers=(("x-trasporto", "errore"),))

    assert opened(parts) is parts


def test_the_header_decides_and_not_the_subject() -> None:
    raw = sample("pec_twelve_hours")

    assert isinstance(kind(parse(raw)), Delay)
    assert isinstance(kind(parse(raw.replace(b"preavviso-errore", b"errore"))), Receipt)


def test_a_receipt_names_its_letter_by_header_too() -> None:
    raw = (
        f"X-Ricevuta: accettazione\nX-Riferimento-Message-ID: <{TOKEN}@studio.test>\n\n"
    )

    parts = parse(raw.encode())

    found = kind(parts)
    assert isinstance(found, Receipt)
    assert found.original_message_id == f"{TOKEN}@studio.test"
    assert marks(parts, "studio.test", frozenset()).tokens == (Mark(TOKEN, "returned"),)


def test_a_receipt_that_names_two_letters_names_none() -> None:
    header = f"<{TOKEN}@studio.test>"
    same, other = (
        parse(sample("pec_delivered").replace(b"X-Ricev", said + b"\r\nX-Ricev", 1))
        for said in (
            f"X-Riferimento-Message-ID: {header}".encode(),
            b"X-Riferimento-Message-ID: <other@studio.test>",
        )
    )

    assert letter_of(same) == f"{TOKEN}@studio.test"
    assert letter_of(other) == ""
    assert letter_of(parse(sample("postfix_unknown_user"))) is None


def test_a_receipt_written_by_a_stranger_is_none_inside_an_envelope() -> None:
    forged = sample("pec_delivered").replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    parts = opened(parse(carried(forged, kind="errore")))

    assert letter_of(parts) is None
    assert not isinstance(kind(parts), Receipt)


def test_a_carried_mail_cannot_vouch_for_itself() -> None:
    said = b"Authentication-Results: mx.studio.test; dmarc=pass header.from=bank.test"
    inner = said + b"\r\nFrom: info@bank.test\r\n\r\nEUR 100"
    found = authentic(opened(parse(carried(inner))), frozenset(["mx.studio.test"]))

    assert not found.vouches_for("info@bank.test")
