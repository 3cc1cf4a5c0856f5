"""Notices of failure in a few words, with or without the mail they are about."""

from __future__ import annotations


def message_id(raw: bytes) -> str:
    """Give a mail's Message-ID with its brackets."""
    for line in raw.decode("ascii", "replace").splitlines():
        if line.lower().startswith("message-id:"):
            return line.partition(":")[2].strip()
    raise AssertionError("no Message-ID")


def notice(
    status: str = "5.1.1",
    said: str = "no such user",
    *,
    about: bytes = b"",
    recipient: str = "anna@client.test",
    envelope: str = "",
    mark: str = "n-1",
) -> bytes:
    """Write a mail server's notice that a mail could not be delivered.

    Args:
        about: The raw letter it gives back; empty = it gives back nothing.
        envelope: The envelope id it gives back (RFC 3464 § 2.2.1).
        mark: Tells its Message-ID from others.
    """
    id_line = f"Original-Envelope-Id: {envelope}\n" if envelope else ""
    back = (
        "--b\nContent-Type: text/rfc822-headers\n\n"
        f"Message-ID: {message_id(about)}\nTo: {recipient}\n"
        "Subject: Fattura\n\n"
        if about
        else ""
    )
    return f"""Return-Path: <>
From: MAILER-DAEMON@client.test
To: office@firm.test
Subject: Undelivered Mail Returned to Sender
Message-ID: <{mark}@client.test>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; client.test
{id_line}
Final-Recipient: rfc822; {recipient}
Action: failed
Status: {status}
Diagnostic-Code: smtp; 550 {status} {said}

{back}--b--
""".encode()
