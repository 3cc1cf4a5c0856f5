"""Mails from outside: what customers write, and what their servers report."""

from __future__ import annotations

import base64
import email
import email.policy
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache

from agent.demo import firm
from agent.demo.firm import SampleCustomer
from agent.demo.smtp import Posted

_PROVIDER = "mx.demo.test"
_MONTHS = (
    *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio"),
    *("agosto", "settembre", "ottobre", "novembre", "dicembre"),
)
_DAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")


@dataclass(frozen=True, slots=True)
class Letter:
    """One of the firm's mails, as its reader sees it.

    Args:
        text: The plain part.
        html: The page, its pictures in it, so that it can be looked at alone.
    """

    message_id: str
    subject: str
    text: str
    html: str
    at: datetime


@lru_cache(maxsize=256)  # each is read by its customer, for its file and for the check
def read_letter(raw: bytes) -> Letter:
    """Read a mail as it was handed over."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    return Letter(
        message_id=str(mail["Message-ID"]),
        subject=str(mail["Subject"]),
        text=plain.get_content() if plain else "",
        html=_with_pictures(mail, rich.get_content()) if rich else "",
        at=mail["Date"].datetime,
    )


def _with_pictures(mail: EmailMessage, page: str) -> str:
    """Put the pictures a page shows by their Content-ID (RFC 2392) into it."""
    for part in mail.walk():
        name = str(part["Content-ID"] or "").strip("<>")
        if name and part.get_content_maintype() == "image":
            data = base64.b64encode(part.get_content()).decode()
            shown = f"data:{part.get_content_type()};base64,{data}"
            page = page.replace(f"cid:{name}", shown)
    return page


def answer(customer: SampleCustomer, letter: Letter, words: str, at: datetime) -> bytes:
    """Write a customer's answer as mail programs do: on top, the letter quoted below."""
    quoted = "\n".join(f"> {line}".rstrip() for line in letter.text.splitlines())
    said = (
        f"Il giorno {letter.at:%d/%m/%Y} alle {letter.at:%H:%M} {firm.NAME} "
        f"<{firm.MAILBOX}> ha scritto:"
    )
    mail = _mail(customer, letter, at)
    mail.set_content(f"{_signed(customer, words)}\n\n{said}\n\n{quoted}\n")
    return mail.as_bytes(policy=email.policy.SMTP)


def note(customer: SampleCustomer, subject: str, words: str, at: datetime) -> bytes:
    """Write a mail of a customer's own, which answers nothing."""
    mail = _begun(customer, subject, at)
    mail.set_content(f"{_signed(customer, words)}\n")
    return mail.as_bytes(policy=email.policy.SMTP)


def away(customer: SampleCustomer, letter: Letter, until: date, at: datetime) -> bytes:
    """Write what a mailbox says while its owner is out (RFC 3834)."""
    mail = _mail(customer, letter, at)
    mail.replace_header("Subject", f"Risposta automatica: {letter.subject}")
    mail["Auto-Submitted"] = "auto-replied"
    mail["Precedence"] = "bulk"
    mail.set_content(
        f"Buongiorno,\n\nsono fuori ufficio fino a {in_words(until)} compreso e non "
        "leggo la posta. Risponderò al mio rientro.\n\n"
        f"{customer.contact}\n{customer.name}\n"
    )
    return mail.as_bytes(policy=email.policy.SMTP)


def in_words(day: date) -> str:
    """Say a day as one writes it in a letter: "venerdì 9 ottobre"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def report(posted: Posted, at: datetime, *, has_failed: bool) -> bytes:
    """Write a server's report of one delivery (RFC 3464)."""
    head = posted.raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    status, action = ("5.1.1", "failed") if has_failed else ("2.0.0", "delivered")
    said, words = _words(posted.recipient, has_failed=has_failed)
    boundary = f"report-{at:%Y%m%d%H%M%S}"
    kind = f'multipart/report; report-type=delivery-status; boundary="{boundary}"'
    lines = [
        "Return-Path: <>",
        f"From: Mail Delivery System <MAILER-DAEMON@{_PROVIDER}>",
        f"To: {posted.sender}",
        f"Subject: {'Undelivered Mail' if has_failed else 'Successful Mail Delivery Report'}",
        f"Date: {format_datetime(at)}",
        f"Message-ID: <{_id_of(posted, action)}@{_PROVIDER}>",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        f"Content-Type: {kind}",
        "",
        f"--{boundary}",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        words,
        f"--{boundary}",
        "Content-Type: message/delivery-status",
        "",
        f"Reporting-MTA: dns; {_PROVIDER}",
        "",
        f"Final-Recipient: rfc822; {posted.recipient}",
        f"Action: {action}",
        f"Status: {status}",
        f"Diagnostic-Code: smtp; {said}",
        "",
        f"--{boundary}",
        "Content-Type: text/rfc822-headers",
        "",
    ]
    top = "\r\n".join("\r\n".join(lines).splitlines()).encode()
    return top + b"\r\n\r\n" + head + f"\r\n--{boundary}--\r\n".encode()


def _words(recipient: str, *, has_failed: bool) -> tuple[str, str]:
    """Give what the server was told, and how it tells a person."""
    if has_failed:
        said = f"550 5.1.1 <{recipient}>: no such user here"
        return said, f"Your message could not be delivered to {recipient}.\n\n{said}\n"
    delivered = "250 2.0.0 delivered to mailbox"
    return delivered, f"Your message was delivered to {recipient}.\n"


def _id_of(posted: Posted, action: str) -> str:
    token = posted.sender.partition("@")[0].rpartition("+")[2]
    return f"{action}.{token}"


def _mail(customer: SampleCustomer, letter: Letter, at: datetime) -> EmailMessage:
    subject = letter.subject
    if not subject.lower().startswith("re:"):
        subject = f"Re: {subject}"
    mail = _begun(customer, subject, at)
    mail["In-Reply-To"] = mail["References"] = letter.message_id
    return mail


def _begun(customer: SampleCustomer, subject: str, at: datetime) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = Address(customer.contact, addr_spec=customer.email)
    mail["To"] = Address(firm.NAME, addr_spec=firm.MAILBOX)
    mail["Subject"] = subject
    mail["Date"] = at
    domain = customer.email.partition("@")[2]
    mail["Message-ID"] = f"<{at:%Y%m%d%H%M%S}.{customer.no}@{domain}>"
    return mail


def _signed(customer: SampleCustomer, words: str) -> str:
    regards = "Kind regards" if customer.language == "en" else "Cordiali saluti"
    hello = "Good morning" if customer.language == "en" else "Buongiorno"
    return f"{hello},\n\n{words}\n\n{regards}\n{customer.contact}\n{customer.name}"
