"""Mails for the tests: what a customer writes, and what delivery reports say."""

import email
import email.policy
import email.utils
from email.message import EmailMessage, Message
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from typing import NamedTuple


def sample(
    to: str = "incassi@firm.test",
    sender: str = "ok@client.test",
    subject: str = "Re: Fattura 12/2026",
    body: str = "Ho pagato ieri con bonifico.\n",
    **headers: str,
) -> bytes:
    """Return a short mail; further headers are given with _ for -."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, to, subject
    mail["Date"] = email.utils.formatdate(localtime=True)
    mail["Message-ID"] = email.utils.make_msgid(domain=sender.rpartition("@")[2])
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return mail.as_bytes()


def large_sample(to: str, sender: str, kilobytes: int) -> bytes:
    """Return a mail of at least so many kB."""
    line = "Riga di prova, lunga quanto basta per fare peso, ripetuta.\n"
    return sample(to=to, sender=sender, body=line * (kilobytes * 1024 // len(line) + 1))


class Report(NamedTuple):
    """One recipient's lines of a delivery status notification (RFC 3464)."""

    recipient: str
    action: str
    status: str
    envelope_id: str


def report(raw: bytes) -> Report | None:
    """Read the first recipient of a delivery report; None where it is no report."""
    blocks = [
        block
        for part in email.message_from_bytes(raw).walk()
        if part.get_content_type() == "message/delivery-status"
        for block in part.get_payload()
        if isinstance(block, Message)
    ]
    fields = {
        name.lower(): str(value) for block in blocks for name, value in block.items()
    }
    if "action" not in fields:
        return None
    return Report(
        fields.get("final-recipient", "").rpartition(";")[2].strip(),
        fields["action"],
        fields.get("status", ""),
        fields.get("original-envelope-id", ""),
    )


def read_receipt(
    reader: str,
    original: bytes,
    disposition: str = "displayed",
    mode: str = "manual-action/MDN-sent-manually",
) -> tuple[str, bytes]:
    """Write the receipt (RFC 8098) that a mail asks for.

    Returns:
        the address it goes to, and the receipt.
    """
    asked = email.message_from_bytes(original)
    to = email.utils.parseaddr(str(asked["Disposition-Notification-To"]))[1]
    message_id = asked.get("Message-ID")
    receipt = MIMEMultipart("report")
    receipt.set_param("report-type", "disposition-notification")
    receipt["From"], receipt["To"] = reader, to
    receipt["Subject"] = f"Read: {asked.get('Subject', '')}"
    receipt["Date"] = email.utils.formatdate(localtime=True)
    receipt["Message-ID"] = email.utils.make_msgid(domain=reader.rpartition("@")[2])
    named = ""
    if message_id:
        receipt["References"] = receipt["In-Reply-To"] = message_id
        named = f"Original-Message-ID: {message_id}\r\n"
    receipt.attach(MIMEText("The message was displayed; nobody says it was read.\n"))
    fields = MIMENonMultipart("message", "disposition-notification")
    fields.set_payload(
        f"Reporting-UA: client.test; sample\r\nFinal-Recipient: rfc822;{reader}\r\n"
        f"{named}Disposition: {mode}; {disposition}\r\n\r\n"
    )
    receipt.attach(fields)
    return to, receipt.as_bytes(policy=email.policy.compat32.clone(linesep="\r\n"))
