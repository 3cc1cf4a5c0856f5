"""Our own marks in a mail: which of our letters it may be about.

A mark proves nothing: anybody may have seen it. The ledger knows which tokens
are ours, and whether the sender belongs to the letter's customer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Literal

from agent.mail import returned
from agent.mail.addresses import addresses
from agent.mail.fields import blocks, value
from agent.model.message import Parts

Where = Literal["envelope", "thread", "returned", "text"]

_TOKEN = r"[a-z2-7]{26}"  # noqa: S105 - the shape of a token, not one
_BARE = re.compile(rf"(?<![A-Za-z0-9])({_TOKEN})(?![A-Za-z0-9])", re.I)
_MAIL_LIKE = re.compile(
    r"(?<![A-Za-z0-9._+=-])[A-Za-z0-9._+=-]{1,120}@[A-Za-z0-9.-]{1,255}"
)
# Where servers leave the address a mail was really sent to.
_ADDRESS_HEADERS = (
    "to",
    "cc",
    "delivered-to",
    "x-original-to",
    "x-delivered-to",
    "envelope-to",
    "x-envelope-to",
    "apparently-to",
    "resent-to",
    "return-path",
    "x-failed-recipients",
    "x-forwarded-to",
    "x-real-to",
)
_MOST_TEXT = 256 * 1024


@dataclass(frozen=True, slots=True)
class Mark:
    """A token and where it was seen."""

    token: str
    where: Where


@dataclass(frozen=True, slots=True)
class Marks:
    """What ties a mail to what went before.

    Args:
        tokens: Candidates, the strongest place first, each token once.
        message_ids: Other mails it refers to, without brackets.
    """

    tokens: tuple[Mark, ...] = ()
    message_ids: tuple[str, ...] = ()


def marks(parts: Parts, message_id_domain: str, own_addresses: frozenset[str]) -> Marks:
    """Find the marks of our letters in a mail.

    Args:
        message_id_domain: Domain of our letters' Message-IDs, lower case.
        own_addresses: Our addresses without detail, lower case.
    """
    found = [
        *(Mark(token, "envelope") for token in _in_envelope(parts, own_addresses)),
        *(Mark(token, "thread") for token in _in_thread(parts, message_id_domain)),
        *(
            Mark(token, "returned")
            for token in _in_returned(parts, message_id_domain, own_addresses)
        ),
        *(
            Mark(token, "text")
            for token in _in_text(
                f"{parts.subject}\n{parts.text}\n{parts.html}"[:_MOST_TEXT],
                message_id_domain,
                own_addresses,
            )
        ),
    ]
    first = {mark.token: mark for mark in reversed(found)}
    return Marks(
        tuple(mark for mark in dict.fromkeys(found) if first[mark.token] is mark),
        _others(parts, message_id_domain),
    )


def bare_tokens(text: str) -> tuple[str, ...]:
    """Give what looks like a token in a text, first come first."""
    found = (each.lower() for each in _BARE.findall(text[:_MOST_TEXT]))
    return tuple(dict.fromkeys(found))


def token_of_address(address: str, own_addresses: frozenset[str]) -> str:
    """Give the token in one of our addresses, "local+TOKEN@domain"; or empty."""
    local, _, domain = address.lower().rpartition("@")
    base, plus, detail = local.partition("+")
    if not plus or f"{base}@{domain}" not in own_addresses:
        return ""
    return detail if re.fullmatch(_TOKEN, detail) else ""


def token_of_id(message_id: str, message_id_domain: str) -> str:
    """Give the token of one of our Message-IDs; empty if it is none."""
    local, _, domain = message_id.strip("<> ").lower().rpartition("@")
    if domain != message_id_domain:
        return ""
    return local if re.fullmatch(_TOKEN, local) else ""


def _in_envelope(parts: Parts, own: frozenset[str]) -> Iterator[str]:
    detailed = [
        (_ADDRESS_HEADERS.index(name), content)
        for name, content in parts.headers
        if "+" in content and name in _ADDRESS_HEADERS
    ]
    for _, content in sorted(detailed, key=itemgetter(0)):
        for _, address in addresses(content):
            if token := token_of_address(address, own):
                yield token


def _in_thread(parts: Parts, domain: str) -> Iterator[str]:
    for one in (*parts.in_reply_to, *reversed(parts.references)):
        if token := token_of_id(one, domain):
            yield token


def _in_returned(parts: Parts, domain: str, own: frozenset[str]) -> Iterator[str]:
    """Look into what a report gives back, its envelope id (RFC 3464) among it."""
    for report in parts.report:
        for block in blocks(report):
            yield from _BARE.findall(value(block, "original-envelope-id").lower())
            if token := token_of_id(value(block, "original-message-id"), domain):
                yield token
        yield from _in_text(report, domain, own)
    for mail in returned.mails(parts):
        yield from _in_text(mail, domain, own)
    for content in parts.all("x-riferimento-message-id"):
        if token := token_of_id(content, domain):
            yield token


def _in_text(text: str, domain: str, own: frozenset[str]) -> Iterator[str]:
    lines = [line for line in text.split("\n") if "@" in line]
    for word in _MAIL_LIKE.findall("\n".join(lines)):
        if token := token_of_id(word, domain) or token_of_address(word, own):
            yield token


def _others(parts: Parts, domain: str) -> tuple[str, ...]:
    named = (
        *parts.in_reply_to,
        *reversed(parts.references),
        *returned.references(parts),
    )
    return tuple(dict.fromkeys(one for one in named if not token_of_id(one, domain)))
