"""Headers alone tell which mails concern receivables."""

import pytest

from agent.forms.document_number import normal
from agent.mail.gate_headers import Known, concerns
from agent.mail.parse import parse
from tests.mail.samples import TOKEN

KNOWN = Known(
    customers=frozenset({"anna@libero.it"}),
    customer_domains=frozenset({"cliente.test"}),
    bank_senders=frozenset({"banca.test", "avvisi@pagamenti.test"}),
    own_addresses=frozenset({"conti@studio.test", "titolare@gmail.com"}),
    message_id_domain="studio.test",
    open_numbers=frozenset({normal("FT 12/2026"), normal("7")}),
)


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ("From: x@altro.test\nIn-Reply-To: <%s@studio.test>", "answers a letter"),
        ("From: x@altro.test\nReferences: <a@b> <%s@studio.test>", "answers a letter"),
        ("From: x@altro.test\nTo: conti+%s@studio.test", "address of a letter"),
        ("From: MAILER-DAEMON@altro.test", "mailer-daemon"),
        ("From: x@altro.test\nReturn-Path: <>", "envelope sender is empty"),
        ("From: x@a.test\nContent-Type: multipart/report; boundary=b", "a report"),
        ("From: x@gestore.test\nX-Ricevuta: accettazione", "certified mail"),
        ("From: conti@studio.test\nTo: x@altro.test", "one of us"),
        ("From: ugo@studio.test\nSubject: I: bonifico", "a colleague"),
        ("From: Anna <Anna@Libero.it>", "a customer stands in its from header"),
        ("From: x@posta.cliente.test", "a customer stands in its from header"),
        ("From: x@altro.test\nReply-To: y@cliente.test", "in its reply-to header"),
        ("From: x@altro.test\nCc: y@cliente.test", "in its cc header"),
        ("From: avvisi@mail.banca.test", "a bank"),
        ("From: avvisi@pagamenti.test", "a bank"),
        ("From: x@altro.test\nSubject: la vostra fattura n. 0012/2026", "document 12"),
        ("From: x@altro.test\nSubject: fattura 7", "document 7"),
    ],
)
def test_a_mail_concerns_us(headers: str, reason: str) -> None:
    raw = headers.replace("%s", TOKEN).encode()

    assert reason in concerns(parse(raw), KNOWN)


@pytest.mark.parametrize(
    "headers",
    [
        "From: x@altro.test\nSubject: offerta",
        "From: x@altro.test\nSubject: 7 offerte per il 2026",
        "From: x@altro.test\nIn-Reply-To: <abc@studio.test>",
        "From: altra@libero.it",
        "From: x@gmail.com",
        "From: x@noncliente.test",
        "From: altri@pagamenti.test",
        "Subject: ",
        "",
    ],
)
def test_a_mail_does_not_concern_us(headers: str) -> None:
    assert concerns(parse(headers.encode()), KNOWN) == ""
