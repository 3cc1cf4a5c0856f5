"""Invoices come in from Sent and from colleagues' mails, on real servers; once."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from agent.steps.look.lists import invoice_rows, set_aside
from tests.e2e.config import BOSS, OFFICE
from tests.e2e.house import House
from tests.e2e.mails import mail
from tests.invoices import made

STRANGER = "ufficio@officina.test"
NAME = "IT01234567897_a1.xml"


def invoice(number: str = "12/2025") -> bytes:
    """Write an invoice that this firm issued."""
    issued = made.fatturapa(number).replace(b"99999999990", b"01234567897")
    return issued.replace(b"2026-03-01", b"2025-08-05").replace(
        b"2026-03-31", b"2025-09-04"
    )


def bringing(
    data: bytes, sender: str, name: str = NAME, to: str = OFFICE, **headers: str
) -> bytes:
    """Write a mail with a file."""
    made_ = email.message_from_bytes(
        mail(sender, "Fattura", "In allegato.\n", to=to), policy=SMTP
    )
    assert isinstance(made_, EmailMessage)
    for header, value in headers.items():
        made_[header.replace("_", "-")] = value
    made_.add_attachment(
        data, maintype="application", subtype="octet-stream", filename=name
    )
    return made_.as_bytes()


def file_in_sent(house: House, *raws: bytes) -> None:
    """Let a person's mail program file what it sent."""
    with house.pair.imap(OFFICE) as client:
        client.create("Sent")
        for raw in raws:
            client.append("Sent", r"\Seen", "", raw)


def numbers(house: House) -> list[str]:
    return [row.number for row in invoice_rows(house.desk, everything=True)]


@pytest.mark.parametrize("wrap", [bytes, made.signed])
def test_what_we_mailed_is_our_invoice(house: House, wrap: type[bytes]) -> None:
    house.round()
    data = wrap(invoice())
    name = NAME if data == invoice() else f"{NAME}.p7m"
    file_in_sent(
        house,
        bringing(data, OFFICE, name, STRANGER),
        bringing(invoice(), OFFICE, NAME, "sdi01@pec.fatturapa.test"),
        mail(OFFICE, "Pranzo", "A domani.\n", to=STRANGER),
    )
    house.round(minutes=1)
    house.round(minutes=1)
    assert (numbers(house), set_aside(house.desk)) == (["12/2025"], ())
    assert house.happened("invoice.recorded") == ["12/2025 read from a file"]


def test_what_a_colleague_sends_counts_if_our_server_proves_him(house: House) -> None:
    house.round()
    lie = "mx.firm.test; dmarc=pass header.from=firm.test"
    forged = bringing(invoice("13/2025"), BOSS, "b.xml", Authentication_Results=lie)
    house.pair.send(BOSS, OFFICE, bringing(invoice(), BOSS))
    house.pair.send("x@thief.test", OFFICE, forged)
    house.pair.send(STRANGER, OFFICE, bringing(invoice("14/2025"), STRANGER, "c.xml"))
    house.pair.wait_for(OFFICE, lambda raw: NAME.encode() in raw)
    house.pair.wait_for(OFFICE, lambda raw: b"b.xml" in raw)
    house.pair.wait_for(OFFICE, lambda raw: b"c.xml" in raw)
    house.round(minutes=1)
    assert numbers(house) == ["12/2025"]
    assert [item.name for item in set_aside(house.desk)] == ["b.xml"]
    assert "non è provato che sia nostra" in house.summary()
