"""Receipts of Italian certified mail (PEC), and the mails it carries.

The headers and daticert.xml decide, never the subject: the twelve-hour
warning and the final failure share one. The signature is not checked here;
the receipt's bytes are kept whole elsewhere.
Source: DM 2 November 2005, technical rules, § 6 and annex (daticert.xml).
"""

from __future__ import annotations

import html
import re
from dataclasses import replace

from agent.mail import returned
from agent.mail.charset import decode
from agent.mail.parse import parse
from agent.model.message import (
    Bounce,
    Bulk,
    Delay,
    Failure,
    FailureReason,
    Parts,
    Receipt,
)

_TYPE = re.compile(
    r"<postacert\b[^>]{0,400}?\btipo\s*=\s*[\"']([a-z-]{3,40})[\"']", re.I
)
_ERROR = re.compile(
    r"<postacert\b[^>]{0,400}?\berrore\s*=\s*[\"']([a-z-]{2,40})[\"']", re.I
)
_MOST = 64 * 1024
# What only the system, or our own mail server, may say of a carried mail.
_NOT_HIS = (
    "authentication-results",
    "x-ricevuta",
    "x-riferimento-message-id",
    "x-trasporto",
)
_REASONS: dict[str, FailureReason] = {
    "no-dest": "user_unknown",
    "no-dominio": "host_unknown",
    "virus": "virus",
    "altro": "other",
}
_FAILED = frozenset(("errore-consegna", "non-accettazione", "rilevazione-virus"))


def receipt(parts: Parts) -> Receipt | Delay | Bounce | Bulk | None:
    """Read a PEC receipt; None if the mail is none."""
    certificate = _certificate(parts)
    what = _what(parts, certificate)
    if not what:
        return None
    original = _original(parts, certificate)
    because = f"A certified-mail receipt of type {what}."
    if what == "accettazione":
        return Receipt(
            "pec_accepted", _addresses(certificate, "destinatari"), original, because
        )
    delivered_to = _addresses(certificate, "consegna") or _addresses(
        certificate, "destinatari"
    )
    if what == "avvenuta-consegna":
        return Receipt("pec_delivered", delivered_to, original, because)
    if what in _FAILED:
        reason = _reason(what, certificate)
        return Receipt("pec_failed", delivered_to, original, because, reason)
    if what == "preavviso-errore-consegna":
        failure = Failure(
            delivered_to,
            is_permanent=False,
            reason="expired",
            original_message_id=original,
        )
        return Delay(failure, because)
    return Bulk(because)


def opened(parts: Parts) -> Parts:
    """Give the mail inside a certified-mail envelope; any other mail unchanged.

    The envelope's headers stay in front of the inner ones: they say who vouches. What
    the inner mail says in another's name is left out: its writer said it.
    """
    if not is_envelope(parts):
        return parts
    inner = next(
        (one for one in parts.attachments if one.kind == "message/rfc822"), None
    )
    if inner is None:
        return parts
    mail = parse(inner.data)
    own = tuple(each for each in mail.headers if each[0] not in _NOT_HIS)
    return replace(mail, headers=(*parts.headers, *own))


def letter_of(parts: Parts) -> str | None:
    """Give the Message-ID of the mail a receipt is about; None if it is no receipt.

    Empty where none is named, or header and certificate name two.
    """
    certificate = _certificate(parts)
    if not _what(parts, certificate):
        return None
    named = (parts.header("x-riferimento-message-id"), *_values(certificate, "msgid"))
    ids = {each.strip("<> ") for each in named if each}
    return ids.pop() if len(ids) == 1 else ""


def is_envelope(parts: Parts) -> bool:
    """Tell a mail that the certified-mail system carries for somebody."""
    return bool(parts.header("x-trasporto")) and not parts.header("x-ricevuta")


def _certificate(parts: Parts) -> str:
    for one in parts.attachments:
        if one.name.lower().endswith("daticert.xml"):
            return decode(one.data[:_MOST], "utf-8")
    return ""


def _what(parts: Parts, certificate: str) -> str:
    if stated := parts.header("x-ricevuta").strip().lower():
        return stated
    found = _TYPE.search(certificate)
    what = found[1].lower() if found else ""
    return "" if what == "posta-certificata" or is_envelope(parts) else what


def _original(parts: Parts, certificate: str) -> str:
    stated = parts.header("x-riferimento-message-id")
    stated = stated or next(iter(_values(certificate, "msgid")), "")
    return stated.strip("<> ") or returned.original_id(parts)


def _reason(what: str, certificate: str) -> FailureReason:
    if what == "rilevazione-virus":
        return "virus"
    found = _ERROR.search(certificate)
    return _REASONS.get(found[1].lower() if found else "", "other")


def _addresses(certificate: str, tag: str) -> tuple[str, ...]:
    named = (value.strip("<> ").lower() for value in _values(certificate, tag))
    return tuple(dict.fromkeys(one for one in named if one))


def _values(certificate: str, tag: str) -> list[str]:
    found = re.findall(
        rf"<{tag}(?:\s[^<>]{{0,200}})?>([^<>]{{1,1000}})</{tag}\s*>", certificate, re.I
    )
    return [html.unescape(value).strip() for value in found]
