"""Notices: what a program's or a customer's mail says of money, and how far it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from agent.bank.notices.advice import read_advice
from agent.bank.notices.believe import CountsAs, believe
from agent.bank.notices.lines import plain
from agent.bank.notices.read import read_notice
from agent.bank.notices.senders import imitated, is_authentic, listed_domain
from agent.bank.written import sums
from agent.errors import Unreadable
from agent.forms.document_number import normal
from agent.forms.pdf_text import pdf_text
from agent.mail.authentic import authentic
from agent.matching.references import read_remittance
from agent.model.message import Parts
from agent.model.money import Money
from agent.model.notice import Notice, NoticeKind, ToldMoney
from agent.model.payment import Payment
from agent.replies.references import documents
from agent.steps.contents import Apart, here

_NO_DAY = date(2000, 1, 1)
_NOTHING = Money(0, "EUR")
_GLUED_WORD = re.compile(r"^[A-Za-z]{2,10}\.(?=\d)")  # "FT.177"
_MONEY = re.compile(
    r"[€$£]|&euro;|&#8364;|\d[.,]\d\d(?!\d)|\b[A-Z]{3} \d|\d [A-Z]{3}\b|\beuro", re.I
)
_MOST_FILES = 3
_MOST_LINES = 200
_PASSED_ON = re.compile(r"\s*(?:i|fw|fwd|tr|wg|rv)\s*:", re.I)


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word counts.

    Args:
        servers: Names of our own servers in Authentication-Results.
        services: Domains of banks and payment services.
        customers: Domains of known customers.
        ibans: Our accounts; empty = not known.
        apart: Runs a reader over files that strangers attach: in a child with limits.
    """

    servers: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    customers: frozenset[str] = frozenset()
    ibans: tuple[str, ...] = ()
    apart: Apart = here

    def lists(self, address: str) -> bool:
        """Tell whether an address is of a bank or service on the list."""
        return bool(listed_domain(address, self.services))


@dataclass(frozen=True, slots=True)
class Heard:
    """What a mail says of money, and what it counts as.

    Args:
        word: "payment_notice" or "remittance_advice"; empty for a notice of
            another kind, which tells of no money for us.
        accounts: Of ours, as named.
    """

    word: Literal["payment_notice", "remittance_advice", ""]
    money: ToldMoney
    references: tuple[str, ...]
    is_authentic: bool
    counts_as: CountsAs
    because: str
    kind: NoticeKind = "money_in"
    accounts: tuple[str, ...] = ()


def is_unprompted(parts: Parts) -> bool:
    """Tell a mail that begins a thread, or was passed on."""
    if not (parts.in_reply_to or parts.references):
        return True
    return bool(_PASSED_ON.match(parts.subject))


def hear(parts: Parts, trust: Trust) -> Heard | None:
    """Tell what a mail that answers no letter says of money; None if nothing."""
    text = f"{parts.subject}\n{parts.text}\n{parts.html}"
    may_tell = parts.attachments or _is_by_name(parts, trust) or _MONEY.search(text)
    if not may_tell:
        return None
    told = authentic(parts, trust.servers)
    domain = parts.sender.rpartition("@")[2]
    if domain in trust.customers:
        return _advice(parts, trust)
    notice = read_notice(parts)
    if notice is None or not _is_of_service(parts, notice, trust):
        return _advice(parts, trust)
    belief = believe(parts, notice, told, trust.services, trust.ibans)
    if belief.counts_as == "nothing" and not _is_by_name(parts, trust):
        return None
    is_told = notice.kind in {"money_in", "phishing"}
    return Heard(
        word="payment_notice" if is_told else "",
        money=notice.money,
        references=references(notice.money.remittance, notice.money.on),
        is_authentic=belief.is_authentic,
        counts_as=belief.counts_as,
        because=belief.because,
        kind=notice.kind,
        accounts=notice.accounts,
    )


def _is_of_service(parts: Parts, notice: Notice, trust: Trust) -> bool:
    """Tell a notice from a person's words: an unknown sender must tell all of it."""
    if _is_by_name(parts, trust):
        return True
    is_whole = notice.kind == "money_in" and notice.is_clear
    return is_whole and bool(notice.money.payer)


def _is_by_name(parts: Parts, trust: Trust) -> bool:
    """Tell a mail in the name of a known service, genuine or not."""
    return bool(
        listed_domain(parts.sender, trust.services)
        or imitated(parts.sender, parts.sender_name, trust.services)
    )


def _written_in(data: bytes, trust: Trust) -> str:
    try:
        return str(trust.apart(pdf_text, data))
    except Unreadable:
        return ""  # what it says is not known; the mail is a person's to read


def _advice(parts: Parts, trust: Trust) -> Heard | None:
    attached = "\n".join(
        text
        for file in parts.attachments[:_MOST_FILES]
        if file.kind == "application/pdf" or file.name.lower().endswith(".pdf")
        if (text := _written_in(file.data, trust))
    )
    text = f"{parts.subject}\n{parts.text}\n{attached}"
    advice = read_advice(parts, lambda: _listed(text), attached)
    if advice is None:
        return None
    told = authentic(parts, trust.servers)
    return Heard(
        word="remittance_advice",
        money=advice.money,
        references=advice.references,
        is_authentic=is_authentic(told, parts.sender, trust.customers),
        counts_as="claim",
        because=advice.because,
    )


def _listed(text: str) -> tuple[str, ...]:
    """Give the documents a mail names: beside a word for one, or beside a sum."""
    found = {normal(one): one for one in documents(text)}
    for line in text.splitlines()[:_MOST_LINES]:
        if any(True for _ in sums(plain(line))):
            for one in references(line, None):
                found.setdefault(normal(one), one)
    return tuple(found.values())


def references(remittance: str, on: date | None) -> tuple[str, ...]:
    """Give the documents that a payer's words name, as written."""
    announced = documents(remittance)
    payment = Payment("", 0, on or _NO_DAY, _NOTHING, _NOTHING, remittance=remittance)
    found = {normal(one): one for one in announced}
    for mention in read_remittance(payment).mentions:
        written = _as_written(mention.written, remittance)
        is_telling = any(map(str.isalpha, written)) or "/" in written or "-" in written
        if announced or is_telling:
            found.setdefault(normal(written), written)
    return tuple(found.values())


def _as_written(folded: str, text: str) -> str:
    place = re.search(re.escape(folded), text, re.I)
    return _GLUED_WORD.sub("", place[0] if place else folded)
