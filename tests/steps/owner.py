"""The owner at his phone: what the summary offers him, and how he answers it."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from agent.steps import rounds
from agent.steps.desk import Desk
from tests.desks import open_desk, with_mode
from tests.steps import given

BOSS = "boss@firm.test"
SERVER = "mx.firm.test"
VOUCHED = f"{SERVER}; dmarc=pass header.from=firm.test"
FAILED = f"{SERVER}; dmarc=fail header.from=firm.test"


def open_office() -> Desk:
    """A firm that approves each letter, and whose server checks who writes."""
    desk = with_mode(given.live(open_desk()), "approve")
    trusted = {"office": frozenset({SERVER})}
    return replace(desk, intake=replace(desk.intake, trusted=trusted))


def text_of(raw: bytes) -> str:
    """Give the plain words of a mail of ours."""
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    body = found.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def mails(desk: Desk) -> list[bytes]:
    """Give what the owner got, oldest first."""
    return [
        raw for envelope, raw in given.channel(desk).taken if envelope.recipient == BOSS
    ]


def summary(desk: Desk) -> bytes:
    """Let the day's summary reach the owner."""
    rounds.write_summary(desk)
    rounds.run_round(desk)
    given.pass_time(desk, minutes=1)
    return mails(desk)[-1]


def number_of(raw: bytes, words: str) -> int:
    """Give the number of the line of a summary that has these words."""
    found = re.findall(r"^(\d+)\. (.*(?:\n  .*)*)", text_of(raw), re.M)
    return next(int(no) for no, said in found if words in said.replace("\n ", ""))


def answer(
    desk: Desk, to: bytes, words: str, *, proof: str = VOUCHED, sender: str = BOSS
) -> str:
    """Let an answer of his arrive; give what we wrote back, empty if nothing."""
    head = proof or "elsewhere.test; none"  # of a server that nobody trusts
    re_ = "Re: Sollecito"
    raw = given.mail(sender, re_, words, answers=to, Authentication_Results=head)
    return sends(desk, raw)


def sends(desk: Desk, raw: bytes) -> str:
    """Let a mail arrive; give what we wrote back to the owner."""
    before = len(mails(desk))
    given.mailbox(desk).deliver(raw)
    assert rounds.run_round(desk).faults == []
    written = "\n".join(text_of(each) for each in mails(desk)[before:])
    return written.replace("\n  ", " ")


def offers(raw: bytes) -> dict[str, bytes]:
    """Give the mails that one tap writes, by the order on the button."""
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    body = found.get_body(("html",))
    assert body is not None
    links = LexborHTMLParser(str(body.get_content())).css("a.offer")
    return {link.text(): _tapped(str(link.attributes["href"])) for link in links}


def _tapped(href: str) -> bytes:
    parts = urlsplit(href)
    said = parse_qs(parts.query)
    subject, body, to = said["subject"][0], said["body"][0], unquote(parts.path)
    return given.mail(BOSS, subject, body, to=to, Authentication_Results=VOUCHED)
