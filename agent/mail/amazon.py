"""News of a delivery as Amazon SES sends it by mail: JSON in an SNS notification.

Its mail wraps lines anywhere, so the fields are picked, not parsed.
Source: Amazon SES developer guide, "Amazon SNS notification contents";
"Event publishing" (eventType in place of notificationType).
"""

from __future__ import annotations

import re

from agent.mail.addresses import ids
from agent.mail.failure import best_status, is_permanent, reason_for
from agent.mail.said import command
from agent.model.message import (
    Bounce,
    Complaint,
    Delay,
    Failure,
    FailureReason,
    Parts,
    Receipt,
)

_MOST = 64 * 1024
_ESCAPES = re.compile(r"\\+([\"/])")
_KIND = re.compile(
    r'"(?:notification|event)Type"\s*:\s*"(Bounce|Complaint|Delivery|DeliveryDelay)"'
)
_RECIPIENTS = re.compile(
    r'"(?:bouncedRecipients|complainedRecipients|delayedRecipients|recipients)"'
    r"\s*:\s*\[([^\]]{0,6000})\]"
)
_ADDRESS = re.compile(r'"([^\s"<>]{1,80}@[^\s"<>]{1,255})"|<([^\s"<>]+@[^\s"<>]+)>')
_MESSAGE_ID = re.compile(
    r'"name"\s*:\s*"Message-ID"\s*,\s*"value"\s*:\s*"([^"]{3,500})"'
    r'|"commonHeaders"\s*:\s*\{[^{}]{0,4000}?"messageId"\s*:\s*"([^"]{3,500})"',
    re.I,
)
_SUBTYPES: dict[str, FailureReason] = {
    "noemail": "user_unknown",
    "suppressed": "filtered",
    "onaccountsuppressionlist": "filtered",
    "mailboxfull": "mailbox_full",
    "messagetoolarge": "too_big",
    "contentrejected": "spam",
    "attachmentrejected": "virus",
}


def notification(parts: Parts) -> Bounce | Delay | Complaint | Receipt | None:
    """Read an SES notification; None if the mail is none."""
    if not parts.header("x-amz-sns-message-id"):
        return None
    text = _ESCAPES.sub(r"\1", parts.text[:_MOST].replace("\n ", "").replace("\n", ""))
    found = _KIND.search(text)
    if not found:
        return None
    because = f"Amazon SES reports: {found[1]}."
    match found[1]:
        case "Complaint":
            return Complaint(_recipients(text), because)
        case "Delivery":
            return Receipt("delivered", _recipients(text), _original(text), because)
        case "DeliveryDelay":
            return Delay(_failure(text, is_delay=True), because)
        case _:
            return Bounce(_failure(text, is_delay=False), because)


def _failure(text: str, *, is_delay: bool) -> Failure:
    words = _field(text, "diagnosticCode")
    status = best_status(_field(text, "status"), words)
    reason = _SUBTYPES.get(_field(text, "bounceSubType").lower())
    reason = reason or reason_for(status, words, command(words))
    kind = _field(text, "bounceType")
    permanent = {"Permanent": True, "Transient": False}.get(kind)
    if is_delay:
        permanent, reason = False, reason or "expired"
    elif status or permanent is None:
        permanent = is_permanent(status, words, reason)
    named, original = _recipients(text), _original(text)
    return Failure(named, permanent, reason or "other", status, original)


def _field(text: str, name: str) -> str:
    found = re.search(rf'"{name}"\s*:\s*"([^"]{{0,2000}})"', text)
    return found[1].strip() if found else ""


def _recipients(text: str) -> tuple[str, ...]:
    found = _RECIPIENTS.search(text)
    pairs = _ADDRESS.findall(found[1]) if found else ()
    return tuple(dict.fromkeys((plain or named).lower() for plain, named in pairs))


def _original(text: str) -> str:
    found = _MESSAGE_ID.search(text)
    stated = (found[1] or found[2]) if found else ""
    return next(iter(ids(stated)), "")
