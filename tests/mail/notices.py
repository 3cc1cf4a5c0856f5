"""Notices as mail programs word them, made for the tests."""

from __future__ import annotations

from dataclasses import dataclass

RETURNED = (
    "Message-ID: <letter.1@studio.test>\nFrom: conti@studio.test\n"
    "To: ugo@cliente.test\nSubject: Fattura\n\nBuongiorno\n"
)


@dataclass(frozen=True)
class Notice:
    """One program's notice.

    Args:
        wrap: What stands before the returned mail.
    """

    program: str
    subject: str
    text: str
    reason: str
    sender: str = "MAILER-DAEMON@mx.test"
    wrap: str = (
        "------ This is a copy of the message, including all the headers. ------"
    )

    @property
    def raw(self) -> bytes:
        head = (
            f"Return-Path: <>\nFrom: {self.sender}\nTo: conti@studio.test\n"
            f"Subject: {self.subject}\nContent-Type: text/plain; charset=utf-8\n\n"
        )
        return f"{head}{self.text}\n\n{self.wrap}\n\n{RETURNED}".encode()
