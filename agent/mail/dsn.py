"""Delivery status notifications, with the ways in which they are miswritten.

Source: RFC 3464, RFC 6522, RFC 6533.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agent.mail import gate, returned
from agent.mail.failure import best_status, is_permanent, reason_for
from agent.mail.fields import Fields, address, blocks, untyped, value
from agent.mail.phrases import DELAYED, FINAL
from agent.mail.said import about, command, text_of
from agent.model.message import Bounce, Delay, Failure, FailureReason, Parts, Receipt

_RECIPIENTS = ("original-recipient", "final-recipient", "x-actual-recipient")
_IN_TEXT = re.compile(r"\n[ \t>]{0,8}(?:final|original)-recipient[ \t]*:", re.I)
_FAILED = ("fail", "error", "undeliver", "reject", "bounce", "expired")
_DELAYED = ("delay", "defer")
_DELIVERED = ("deliver", "relay", "expand")
_WORDS = 4000
_MOST_FILE = 16 * 1024
_MISTYPED = frozenset(("text/plain", "application/octet-stream"))


@dataclass(frozen=True, slots=True)
class Fate:
    """What a report says of one recipient."""

    recipient: str
    action: str
    status: str
    words: str


def notice(parts: Parts) -> Bounce | Delay | Receipt | None:
    """Read the per-recipient fields of a report; None if there are none to use."""
    sign = gate.sign(parts)
    fates = tuple(_fates(parts)) if sign else ()
    for actions, answer in (
        (_FAILED, _bounce),
        (_DELAYED, _delay),
        (_DELIVERED, _delivered),
    ):
        told = tuple(fate for fate in fates if fate.action.startswith(actions))
        if told:
            return answer(parts, told)
    return None


def _bounce(parts: Parts, told: tuple[Fate, ...]) -> Bounce:
    return Bounce(_failure(parts, told, "other"), _because("failed", told))


def _delay(parts: Parts, told: tuple[Fate, ...]) -> Delay:
    failure = replace(_failure(parts, told, "expired"), is_permanent=False)
    return Delay(failure, _because("is delayed", told))


def _delivered(parts: Parts, told: tuple[Fate, ...]) -> Receipt:
    is_final = all(fate.action.startswith("deliver") for fate in told)
    because = _because(f"was {told[0].action}", told)
    return Receipt(
        "delivered",
        _recipients(parts, told),
        returned.original_id(parts),
        "accepted by the customer's server" if is_final else because,
        is_final=is_final,
    )


def _because(what: str, told: tuple[Fate, ...]) -> str:
    words = told[0].words[:120] or told[0].status
    return f"The delivery report says that it {what}: {words}".rstrip(": ")


def _failure(parts: Parts, told: tuple[Fate, ...], unsaid: FailureReason) -> Failure:
    first = told[0]
    around = about(text_of(parts), _recipients(parts, told[:1]))
    words = first.words or around
    refused = command(f"{words}\n{around}")
    reason = reason_for(first.status, words, refused)
    if reason in {None, "other"}:
        reason = reason_for(first.status, around, refused) or reason
    return Failure(
        recipients=_recipients(parts, told),
        is_permanent=is_permanent(first.status, words, reason),
        reason=reason or unsaid,
        status=first.status,
        original_message_id=returned.original_id(parts),
    )


def _recipients(parts: Parts, told: tuple[Fate, ...]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(fate.recipient for fate in told if fate.recipient))
    return named or returned.recipients(parts)


def _fates(parts: Parts) -> Iterator[Fate]:
    for text in (*parts.report, *_mistyped(parts)):
        for group in _groups(blocks(text)):
            if fate := _fate(group, parts):
                yield fate


def _mistyped(parts: Parts) -> Iterator[str]:
    """Give the fields that stand in the text, or in a file that should be a report."""
    files = (
        one.data[:_MOST_FILE].decode("utf-8", "replace")
        for one in parts.attachments
        if one.kind in _MISTYPED
    )
    if not any(_IN_TEXT.search(f"\n{text}") for text in parts.report):
        texts = (parts.text, *files)
        yield from (text for text in texts if _IN_TEXT.search(f"\n{text}"))


def _groups(found: tuple[Fields, ...]) -> Iterator[Fields]:
    """Put together what is said of one recipient.

    A blank line may be missing between two recipients, or stand inside one.
    """
    group: list[tuple[str, str]] = []
    for block in found:
        if _names(group) and _names(block):
            yield tuple(group)
            group = []
        for name, content in block:
            if name in _RECIPIENTS[:2] and any(name == key for key, _ in group):
                yield tuple(group)
                group = []
            group.append((name, content))
    yield tuple(group)


def _names(fields: Fields | list[tuple[str, str]]) -> bool:
    return any(key in _RECIPIENTS for key, _ in fields)


def _fate(fields: Fields, parts: Parts) -> Fate | None:
    diagnostic = untyped(value(fields, "diagnostic-code"))
    status = best_status(value(fields, "status"), diagnostic)
    action = value(fields, "action").lower() or _action(status, diagnostic, parts)
    if not action or not (_names(fields) or status):
        return None
    named = (address(value(fields, name)) for name in _RECIPIENTS)
    return Fate(next(filter(None, named), ""), action, status, diagnostic[:_WORDS])


def _action(status: str, diagnostic: str, parts: Parts) -> str:
    """Infer the action where the field is missing."""
    if status.startswith("2"):
        return "delivered"
    said = f"{parts.subject}\n{returned.split(parts.text)[0][:_WORDS]}"
    if status.startswith("4") and DELAYED.search(said) and not FINAL.search(said):
        return "delayed"
    return "failed" if status or diagnostic else ""
