"""Letters as mails: the same letter gives the same bytes, always.

The bytes are built once, kept in the outbox and sent as they are. Lines are
CRLF, all is 7 bit: no server has anything to re-code on the way.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from functools import lru_cache
from typing import cast

from agent.channels.addresses import wire
from agent.errors import Refused
from agent.model.letter import Composed, File

_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,300}@[!-;=?-~]{1,300}")  # printable, no <>
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_KIND = re.compile(r"(application|image|text|audio|video)/([a-z0-9][a-z0-9.+-]*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a letter.

    Args:
        date: Aware; in the firm's zone, as its reader sees it.
        message_id, in_reply_to, references: Without angle brackets; oldest
            reference first. What is no id is left out of the thread.
        cc: Addresses that get a copy, for all to see.
        disposition_notification_to: Ask for a read receipt; empty = do not.
        auto_submitted: RFC 3834 § 5; empty leaves the header out.
        extra: Further headers by name.
    """

    from_address: str
    to: str
    message_id: str
    date: datetime
    from_name: str = ""
    to_name: str = ""
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    reply_to: str = ""
    disposition_notification_to: str = ""
    cc: tuple[str, ...] = ()
    auto_submitted: str = "auto-generated"
    extra: tuple[tuple[str, str], ...] = ()


class _Headers(HeaderRegistry):
    """Makes the class of a kind of header once, and what all letters say once."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[str, type] = {}
        self._often = lru_cache(maxsize=64)(super().__call__)

    def __getitem__(self, name: str) -> type:
        """Give the class of a header."""
        made = self._made.get(name) or cast(type, super().__getitem__(name))
        self._made[name] = made
        return made

    def __call__(self, name: str, value: object) -> BaseHeader:
        """Make a header; one that most letters have is kept, for none is changed."""
        make = self._often if name in _SAME_IN_MOST else super().__call__
        return make(name, value)


_SAME_IN_MOST = frozenset(
    ["Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "MIME-Version"]
)
_POLICY = SMTP.clone(header_factory=_Headers())


def build(letter: Composed, head: Head) -> bytes:
    """Write a letter as a mail.

    Raises:
        Refused: An address cannot be written to, or an id or header name is
            none.
    """
    mail = EmailMessage(policy=_POLICY)
    _write_head(mail, letter.subject, head)
    _write_body(mail, letter)
    _set_boundaries(mail, head.message_id)
    return _thread(head) + mail.as_bytes()


def _write_head(mail: EmailMessage, subject: str, head: Head) -> None:
    assert head.date.tzinfo, "the date of a letter knows its zone"
    mail["From"] = _address(head.from_name, head.from_address)
    mail["To"] = _address(head.to_name, head.to)
    if head.cc:
        mail["Cc"] = [_address("", each) for each in head.cc]
    mail["Subject"] = _one_line(subject)
    mail["Date"] = head.date
    if head.reply_to:
        mail["Reply-To"] = _address("", head.reply_to)
    if head.disposition_notification_to:
        mail["Disposition-Notification-To"] = wire(head.disposition_notification_to)
    if head.auto_submitted:
        mail["Auto-Submitted"] = _one_line(head.auto_submitted)
    for name, value in head.extra:
        if not _HEADER_NAME.fullmatch(name):
            raise Refused(f"{name!r} is not the name of a header")
        mail[name] = _one_line(value)


def _write_body(mail: EmailMessage, letter: Composed) -> None:
    mail.set_content(_words(letter.text), cte="quoted-printable")
    if letter.html:
        html = _words(letter.html)
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
        _, shown = mail.iter_parts()
        for picture in letter.inline:
            _embed(shown, picture)
    for file in letter.attachments:
        main, sub = _kind(file)
        mail.add_attachment(
            file.data, maintype=main, subtype=sub, filename=_one_line(file.name)
        )


def _embed(html: MIMEPart, picture: File) -> None:
    main, sub = _kind(picture)
    html.add_related(
        picture.data,
        maintype=main,
        subtype=sub,
        cid=f"<{_one_line(picture.name)}>",
        filename=_one_line(picture.name),
        disposition="inline",
    )


def _kind(file: File) -> tuple[str, str]:
    known = _KIND.fullmatch(file.kind.lower())
    return (known[1], known[2]) if known else ("application", "octet-stream")


def _set_boundaries(mail: EmailMessage, message_id: str) -> None:
    """Replace what would be drawn at random; nobody can guess these either."""
    for no, part in enumerate(mail.walk()):
        if part.is_multipart():
            seed = f"{message_id}/{no}".encode()
            part.set_boundary(f"=_{hashlib.sha256(seed).hexdigest()[:40]}")


def _thread(head: Head) -> bytes:
    """Write the ids by hand: the library re-codes those above 77 characters."""
    if not _MESSAGE_ID.fullmatch(head.message_id):
        raise Refused(f"{head.message_id!r} is not a Message-ID")
    lines = [f"Message-ID: <{head.message_id}>"]
    if _MESSAGE_ID.fullmatch(head.in_reply_to):
        lines.append(f"In-Reply-To: <{head.in_reply_to}>")
    known = [f"<{one}>" for one in head.references if _MESSAGE_ID.fullmatch(one)]
    if known:
        # RFC 5322 § 3.6.4 wants the first kept; ten tie any thread together.
        lines.append("References: " + "\r\n ".join([*known[:1], *known[1:][-9:]]))
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


def _address(name: str, email: str) -> Address:
    return Address(_one_line(name), addr_spec=wire(email))


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", _words(text)).strip()


def _words(text: str) -> str:
    """Drop what no charset can carry (half a surrogate pair) and NUL."""
    return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text).replace("\0", "")
