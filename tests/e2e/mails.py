"""Mails that the world writes to the firm, in answer to its letters or not."""

from __future__ import annotations

import email
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid

from tests.e2e.config import OFFICE


def mail(
    sender: str,
    subject: str,
    text: str,
    *,
    to: str = OFFICE,
    answers: bytes = b"",
    **headers: str,
) -> bytes:
    """Write a mail.

    Args:
        answers: The raw mail it refers to by In-Reply-To and References.
        headers: Further ones, _ for -.
    """
    made = EmailMessage(policy=SMTP)
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Date"] = "Mon, 08 Sep 2025 09:40:00 +0200"
    made["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].rstrip(">"))
    if answers:
        about = str(email.message_from_bytes(answers)["Message-ID"])
        made["In-Reply-To"] = made["References"] = about
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made.as_bytes()


def with_statement(sender: str, data: bytes) -> bytes:
    """Write a bank's mail that brings a statement."""
    made = email.message_from_bytes(
        mail(sender, "Estratto conto", "In allegato l'estratto conto.\n"), policy=SMTP
    )
    assert isinstance(made, EmailMessage)
    made.add_attachment(
        data, maintype="application", subtype="xml", filename="estratto.xml"
    )
    return made.as_bytes()
