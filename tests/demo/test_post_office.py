"""The demo's servers: encrypted, behind a login, and relaying nothing."""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from agent.clock import FixedClock
from agent.demo.post_office import PostOffice
from tests.demo.conftest import ROME

_BOX, _PASSWORD = "office@firm.test", "correct"
_AT = datetime(2026, 9, 28, 9, tzinfo=UTC)
_MAIL = b"From: office@firm.test\r\nSubject: hello\r\n\r\nwords\r\n"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with PostOffice(_BOX, _PASSWORD, FixedClock(_AT, ROME)) as opened:
        yield opened


def trusted(office: PostOffice) -> ssl.SSLContext:
    return ssl.create_default_context(cadata=office.authority.decode())


@pytest.fixture
def sending(office: PostOffice) -> Iterator[smtplib.SMTP_SSL]:
    context = trusted(office)
    with smtplib.SMTP_SSL("localhost", office.smtp_port, context=context) as client:
        yield client


@pytest.fixture
def reading(office: PostOffice) -> Iterator[imaplib.IMAP4_SSL]:
    context = trusted(office)
    with imaplib.IMAP4_SSL(
        "127.0.0.1", office.imap_port, ssl_context=context
    ) as client:
        yield client


def test_a_mail_to_the_firm_lands_in_its_mailbox_whatever_its_detail(
    sending: smtplib.SMTP_SSL, reading: imaplib.IMAP4_SSL, office: PostOffice
) -> None:
    sending.login(_BOX, _PASSWORD)
    sending.sendmail(_BOX, ["office+token@firm.test"], _MAIL)
    reading.login(_BOX, _PASSWORD)
    assert reading.select()[1] == [b"1"]
    assert office.collect() == ()


def test_what_goes_elsewhere_is_kept_and_given_once(
    sending: smtplib.SMTP_SSL, office: PostOffice
) -> None:
    sending.login(_BOX, _PASSWORD)
    sending.sendmail(_BOX, ["anna@client.test"], _MAIL, [], ["NOTIFY=FAILURE,SUCCESS"])
    (posted,) = office.collect()
    assert (posted.recipient, posted.wants_delivered) == ("anna@client.test", True)
    assert posted.raw == _MAIL
    assert office.collect() == ()


def test_mail_from_outside_is_dated_as_it_arrives(
    office: PostOffice, reading: imaplib.IMAP4_SSL
) -> None:
    office.deliver(_MAIL, _AT)
    reading.login(_BOX, _PASSWORD)
    reading.select()
    ((told),) = reading.fetch("1", "(INTERNALDATE)")[1]
    assert isinstance(told, bytes)
    assert b"28-Sep-2026 09:00:00 +0000" in told


def test_nobody_sends_without_a_login(sending: smtplib.SMTP_SSL) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="log in first"):
        sending.sendmail(_BOX, ["anna@client.test"], _MAIL)


def test_a_wrong_password_opens_neither_server(
    sending: smtplib.SMTP_SSL, reading: imaplib.IMAP4_SSL
) -> None:
    with pytest.raises(smtplib.SMTPAuthenticationError):
        sending.login(_BOX, "wrong")
    with pytest.raises(imaplib.IMAP4.error):
        reading.login(_BOX, "wrong")


def test_clear_text_is_not_answered(office: PostOffice) -> None:
    for_each = (office.smtp_port, office.imap_port)
    assert [answered(port) for port in for_each] == [False, False]


def answered(port: int) -> bool:
    """Greet in clear text, and tell whether anything readable comes back."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
        line.sendall(b"EHLO me.test\r\n")
        return line.recv(100).isascii() and line.recv(100) != b""


def test_who_does_not_know_the_authority_does_not_trust_the_servers(
    office: PostOffice,
) -> None:
    context = ssl.create_default_context()
    with pytest.raises(ssl.SSLCertVerificationError):
        smtplib.SMTP_SSL("localhost", office.smtp_port, context=context)
