"""A report inside another mail counts where a program wrapped it."""

from __future__ import annotations

import pytest

from agent.mail.kind import kind
from agent.mail.parse import parse
from agent.model.message import Bounce, Human, MessageKind

REPORT = """\
From: postmaster@mx.test
Content-Type: multipart/report; report-type=delivery-status; boundary=r

--r
Content-Type: text/plain

Delivery failed.

--r
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.test

Final-Recipient: rfc822; ugo@cliente.test
Action: failed
Status: 5.1.1

--r
Content-Type: message/rfc822

Message-ID: <l.1@studio.test>

x
--r--
"""


def of(sender: str, subject: str, inner: str = REPORT) -> MessageKind:
    raw = (
        f"From: {sender}\nTo: conti@studio.test\nSubject: {subject}\n"
        "Content-Type: multipart/mixed; boundary=o\n\n--o\n"
        f"Content-Type: message/rfc822\n\n{inner}\n--o--\n"
    )
    return kind(parse(raw.encode()))


def test_a_report_passed_on_by_a_program_is_read() -> None:
    found = of("postmaster@relay.test", "Delivery Status Notification (Failure)")

    assert isinstance(found, Bounce)
    assert found.failure.recipients == ("ugo@cliente.test",)
    assert found.failure.original_message_id == "l.1@studio.test"


@pytest.mark.parametrize(
    ("sender", "subject", "inner"),
    [
        ("anna@cliente.test", "Guardi qui", REPORT),
        ("anna@cliente.test", "Fwd: Delivery Status Notification", REPORT),
        ("postmaster@relay.test", "Novità", "From: a@x.test\n\nCiao"),
    ],
)
def test_what_a_person_passes_on_is_a_persons(
    sender: str, subject: str, inner: str
) -> None:
    assert isinstance(of(sender, subject, inner), Human)
