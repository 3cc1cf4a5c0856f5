"""Read receipts, and the rejections that are dressed up as one.

Source: RFC 8098 § 3.2.6; RFC 5429 § 2.1.1 (Sieve reject by MDN).
"""

from __future__ import annotations

import re

from agent.mail import returned
from agent.mail.failure import reason_for
from agent.mail.fields import Fields, address, blocks, value
from agent.model.message import Bounce, Bulk, Failure, Parts, Receipt

_REJECTED = re.compile(
    r"automatically rejected|was (?:rejected|refused)|has been (?:rejected|refused)"
    r"|refuses? to accept|not accept|rifiutat|respint|abgelehnt|refusé|rejeté|rechazad",
    re.I,
)


def receipt(parts: Parts) -> Receipt | Bounce | Bulk | None:
    """Read the disposition of a receipt; None if the mail is none."""
    fields = _disposition(parts)
    if not fields:
        return None
    said = value(fields, "disposition").lower()
    what = said.rpartition(";")[2].strip()
    recipients = _recipients(fields)
    original = _original(fields, parts)
    if what.startswith("deleted") and _REJECTED.search(parts.text[:4000]):
        failure = Failure(
            recipients=recipients,
            is_permanent=True,
            reason=reason_for("", parts.text[:4000]) or "filtered",
            original_message_id=original,
        )
        return Bounce(
            failure, "A receipt says deleted and its text that it was rejected."
        )
    if what.startswith("deleted"):
        because = "The read receipt says that it was deleted unread."
        return Receipt("deleted_unread", recipients, original, because)
    if what.startswith("displayed"):
        because = "The read receipt says that it was displayed."
        return Receipt("read", recipients, original, because)
    return Bulk(f"A disposition notification says {what[:40] or 'nothing'}.")


def _disposition(parts: Parts) -> Fields:
    for text in parts.report:
        joined = tuple(field for block in blocks(text) for field in block)
        if value(joined, "disposition"):
            return joined
    return ()


def _recipients(fields: Fields) -> tuple[str, ...]:
    named = (
        address(value(fields, name))
        for name in ("original-recipient", "final-recipient")
    )
    found = next(filter(None, named), "")
    return (found,) if found else ()


def _original(fields: Fields, parts: Parts) -> str:
    """Exchange names no original Message-ID: the thread then tells it."""
    stated = value(fields, "original-message-id").strip("<> ")
    return stated or returned.original_id(parts)
