"""Messages: a mail taken apart, and what it turned out to be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class Position:
    """Where a mail lies. A UID means nothing without the other three.

    Source: RFC 9051 § 2.3.1.1.
    """

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A mail as fetched.

    Args:
        raw: The bytes as fetched, CRLF; headers alone where `is_whole` is False.
        arrived_at: The server's internal date, aware, UTC.
        size: Bytes of the whole mail on the server.
    """

    position: Position
    raw: bytes
    arrived_at: datetime
    size: int = 0
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail.

    Args:
        name: As the mail says: data, never a path.
        kind: Content type, lower case.
    """

    name: str
    kind: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parts:
    """A mail taken apart. Parsing never raises: what is odd is a defect.

    Args:
        headers: Names in lower case and decoded values, in order, repeats kept.
        sender: Address of From, lower case; empty if none.
        sender_name: The display name.
        to, cc: Addresses, lower case.
        message_id, in_reply_to, references: Ids without angle brackets.
        sent_at: The Date header, aware; None if missing or unreadable.
        text: The text to read: the plain part, else the HTML part as text.
        html: The HTML part as written; empty if none.
        attachments: Files, and attached mails as message/rfc822.
        report: Bodies of message/delivery-status and disposition-notification
            parts, decoded, in order.
        returned: The returned headers or mail of a report; empty if none.
        defects: What was odd, one sentence each.
    """

    headers: tuple[tuple[str, str], ...] = ()
    sender: str = ""
    sender_name: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str = ""
    message_id: str = ""
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    content_type: str = ""
    text: str = ""
    html: str = ""
    attachments: tuple[Attachment, ...] = ()
    report: tuple[str, ...] = ()
    returned: str = ""
    defects: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """Give the first value of a header; empty if there is none."""
        wanted = name.lower()
        for key, value in self.headers:
            if key == wanted:
                return value
        return ""

    def all(self, name: str) -> tuple[str, ...]:
        """Give every value of a header, in order."""
        wanted = name.lower()
        return tuple([value for key, value in self.headers if key == wanted])


FailureReason = Literal[
    "user_unknown",
    "mailbox_full",
    "host_unknown",
    "suspended",
    "moved",
    "expired",
    "too_big",
    "policy",
    "spam",
    "virus",
    "filtered",
    "not_accept",
    "rate",
    "network",
    "system",
    "other",
]


@dataclass(frozen=True, slots=True)
class Failure:
    """What a notice says of one letter's delivery.

    Args:
        recipients: The addresses concerned, lower case.
        is_permanent: RFC 3463 class 5 or 4; None if not said.
        status: Enhanced status, "5.1.1"; empty if not said.
        original_message_id: Of the mail it speaks of, no brackets; or empty.
    """

    recipients: tuple[str, ...] = ()
    is_permanent: bool | None = None
    reason: FailureReason | None = None
    status: str = ""
    original_message_id: str = ""


@dataclass(frozen=True, slots=True)
class Bounce:
    """Delivery failed for good, or was given up."""

    failure: Failure
    because: str


@dataclass(frozen=True, slots=True)
class Delay:
    """Not delivered yet; still trying."""

    failure: Failure
    because: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """Good or sad news of a letter that is no failure.

    Args:
        what: delivered (positive DSN), read or deleted_unread (MDN), or a PEC
            receipt: pec_accepted, pec_delivered, pec_failed.
        is_final: False where a server only passed the mail on to one that gives
            no receipts ("relayed", RFC 3464 § 2.3.3): no proof of arrival.
    """

    what: Literal[
        "delivered",
        "read",
        "deleted_unread",
        "pec_accepted",
        "pec_delivered",
        "pec_failed",
    ]
    recipients: tuple[str, ...]
    original_message_id: str
    because: str
    reason: FailureReason | None = None
    is_final: bool = True


@dataclass(frozen=True, slots=True)
class Complaint:
    """An abuse report (RFC 5965)."""

    recipients: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class AutoReply:
    """A robot answered: out of office, ticket (RFC 3834).

    Args:
        return_on: First day back, where it says so.
    """

    because: str
    return_on: date | None = None


@dataclass(frozen=True, slots=True)
class SdiReceipt:
    """A receipt of the Italian exchange system, about an e-invoice."""

    because: str


@dataclass(frozen=True, slots=True)
class Bulk:
    """Newsletters, lists and notices of programs: nobody of ours is meant."""

    because: str


@dataclass(frozen=True, slots=True)
class Human:
    """A person wrote it."""

    because: str


MessageKind = (
    Bounce | Delay | Receipt | Complaint | AutoReply | SdiReceipt | Bulk | Human
)
