"""How far a notice is believed: as money, as a claim, or not at all."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from agent.bank.notices.senders import imitated, is_authentic, listed_domain
from agent.model.authenticity import Authenticity
from agent.model.message import Parts
from agent.model.notice import Notice

CountsAs = Literal["payment", "claim", "nothing"]

_LINK = re.compile(
    r"(?:<a\b[^>]{0,400}?\bhref\s*=\s*[\"']?\s*|(?<![\w=\"'/]))https?://([a-z0-9.-]{1,253})",
    re.I,
)
_MOST_TEXT = 400_000
_LEAST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Belief:
    """What a notice counts as.

    Args:
        is_authentic: Our server vouches for a sender on the list.
        because: One sentence.
    """

    is_authentic: bool
    counts_as: CountsAs
    because: str


def believe(
    parts: Parts,
    notice: Notice,
    told: Authenticity,
    domains: Collection[str],
    ours: Collection[str] = (),
) -> Belief:
    """Judge a notice by who sent it.

    Args:
        domains: Whose authenticated word is believed.
        ours: Our IBANs; empty = not known.
    """
    proven = is_authentic(told, parts.sender, domains)
    if notice.kind != "money_in":
        return Belief(
            is_authentic=proven,
            counts_as="nothing",
            because=f"no money came in: {notice.because}",
        )
    if proven:
        return _of_proven(notice, ours)
    if trick := _trick(parts, told, domains):
        return Belief(is_authentic=proven, counts_as="nothing", because=trick)
    return Belief(
        is_authentic=False, counts_as="claim", because=_unproven(parts, told, domains)
    )


def _of_proven(notice: Notice, ours: Collection[str]) -> Belief:
    if not notice.is_clear:
        return Belief(
            is_authentic=True,
            counts_as="claim",
            because=f"it can be read in two ways: {notice.because}",
        )
    if ours and notice.accounts and not names_ours(notice.accounts, ours):
        return Belief(
            is_authentic=True,
            counts_as="claim",
            because="it names an account that is not ours",
        )
    return Belief(
        is_authentic=True,
        counts_as="payment",
        because=f"a proven sender: {notice.because}",
    )


def names_ours(accounts: Collection[str], ours: Collection[str]) -> bool:
    """Tell whether any of the accounts is ours, by IBAN or by its last digits."""
    for account in accounts:
        digits = account.lstrip("0")
        if len(digits) >= _LEAST_DIGITS and any(one.endswith(digits) for one in ours):
            return True
    return False


def _trick(parts: Parts, told: Authenticity, domains: Collection[str]) -> str:
    """Say what makes an unproven notice a fraud rather than a claim."""
    if listed_domain(parts.sender, domains):
        if leads_elsewhere(parts, domains):
            return "nobody vouches for its sender, and it leads to a foreign site"
        return ""
    if model := imitated(parts.sender, parts.sender_name, domains):
        if any(True for _ in _hosts(parts)):
            return f"its sender imitates {model}, and it holds a link"
        return ""
    if not told.vouches_for(parts.sender) and leads_elsewhere(parts, domains):
        return "nobody vouches for its sender, and it leads to a foreign site"
    return ""


def _unproven(parts: Parts, told: Authenticity, domains: Collection[str]) -> str:
    if listed_domain(parts.sender, domains):
        return (
            "it says that money came in, but our mail server did not prove its sender"
        )
    if told.vouches_for(parts.sender):
        return "it says that money came in, but its sender is not on the list"
    return "it says that money came in, but nobody vouches for its sender"


def leads_elsewhere(parts: Parts, domains: Collection[str]) -> bool:
    """Tell whether a link leads to neither the sender's site nor a listed one."""
    sender = parts.sender.rpartition("@")[2]
    home = ".".join(sender.split(".")[-2:])
    return any(
        not (host == home or host.endswith(f".{home}") or listed_domain(host, domains))
        for host in _hosts(parts)
    )


def _hosts(parts: Parts) -> Iterator[str]:
    for text in (parts.text[:_MOST_TEXT], parts.html[:_MOST_TEXT]):
        for found in _LINK.finditer(text):
            yield found[1].lower().strip(".")
