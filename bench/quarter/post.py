"""Mails as their readers have them."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr, parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in somebody's mailbox.

    Args:
        text, html: Its two parts, the text with single blanks.
    """

    raw: bytes
    message_id: str
    sender: str
    to: str
    subject: str
    at: datetime
    references: tuple[str, ...]
    text: str
    html: str
    attachments: tuple[str, ...]


def read(raw: bytes) -> Letter:
    """Read a mail."""
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    return Letter(
        raw=raw,
        message_id=str(mail["Message-ID"] or "").strip(),
        sender=parseaddr(str(mail["From"]))[1],
        to=parseaddr(str(mail["To"]))[1],
        subject=str(mail["Subject"] or ""),
        at=parsedate_to_datetime(str(mail["Date"])),
        references=tuple(str(mail["References"] or "").split()),
        text=" ".join(plain.get_content().split()) if plain else "",
        html=rich.get_content() if rich else "",
        attachments=tuple(part.get_filename() or "" for part in mail.iter_attachments())
        if mail.is_multipart()
        else (),
    )
