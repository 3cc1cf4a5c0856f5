"""Colleagues: what one of us wrote to a customer, or passed on from one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import dropwhile

from agent.dunning.working_days import add_working_days
from agent.ledger import holds, messages, writers
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.mail.parse import parse
from agent.model.letter import Delivery
from agent.model.message import Human, MessageKind, Parts
from agent.steps import answers
from agent.steps.asked import Asked
from agent.steps.desk import Desk
from agent.steps.ease import take_back

_QUIET_DAYS = 5  # working days, counted from the colleague's mail
_MOST_INNER = 5
# Tried only where a word begins, and never shortened: linear in a line of any length.
_SIGN = r"[\w.!#$%&'*+/=?^`{|}~-]"
_ADDRESS = rf"(?<!{_SIGN}){_SIGN}++@[\w.-]+"
# The line that names the writer above what a mail program passes on or quotes.
_WRITER = re.compile(
    rf"^[ \t>*]*(?:from|da|von|de|mittente|absender|expéditeur|remitente)[ \t]?:"
    rf"[^\n]*?({_ADDRESS})[^\n]*$"
    rf"|<({_ADDRESS})>[^\n]{{0,40}}(?:wrote|ha scritto|schrieb|a écrit|escribió)",
    re.I | re.M,
)
_HEADER_OR_BLANK = re.compile(r"[ \t>*]*(?:[\w-]{1,20}(?: il| le| el)?[ \t]?:.*)?")
_QUOTE_MARKS = re.compile(r"^(?:[ \t]{0,3}>[ \t]?)+", re.M)


def is_one_of_us(desk: Desk, stored: Stored, parts: Parts) -> bool:
    """Tell whether one of us wrote a mail: by his address, or as it lies in Sent."""
    return parts.sender in desk.own_addresses or stored.role == "sent"


def wrote(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    what: MessageKind,
    asked: Asked,
) -> None:
    """Take in a mail of one of us: to a customer, from one, or neither."""
    is_person = isinstance(what, Human)
    reached = writers.of(tx, [*parts.to, *parts.cc]) if is_person else ()
    if reached:
        because = "sent by one of ours to a customer"
        first = reached[0]
        messages.finish(
            tx, stored.id, kind="colleague", because=because, customer=first
        )
        for customer_id in reached:
            _keep_quiet(desk, tx, stored, customer_id)
        return
    messages.finish(tx, stored.id, kind="other", because="one of us wrote it")
    if is_person:
        for inner in passed_on(desk, parts):
            letter = _letter(asked, inner, parts)
            answers.wrote(desk, tx, stored, inner, letter, asked)


def _keep_quiet(desk: Desk, tx: Tx, stored: Stored, customer_id: str) -> None:
    """Let a colleague speak with a customer undisturbed."""
    wrote_on = stored.arrived_at.astimezone(desk.clock.zone).date()
    until = add_working_days(wrote_on, _QUIET_DAYS, desk.rules.is_closed)
    holds.put(
        tx,
        customer_id,
        "colleague",
        f"{_who(desk, stored)} wrote to this customer",
        since=desk.clock.today(),
        until=until,
        cause=stored.id,
    )
    take_back(desk, tx, customer_id)
    answers.note(tx, stored, "message.colleague", "a colleague wrote", customer_id)


def _who(desk: Desk, stored: Stored) -> str:
    """Name who wrote a mail: whoever's Sent folder it lies in."""
    owner = desk.intake.owners.get(stored.mailbox, "") if stored.role == "sent" else ""
    return owner or "a colleague"


def passed_on(desk: Desk, parts: Parts) -> Iterator[Parts]:
    """Give the mails of others that one of us passed on, attached or quoted."""
    attached = [
        parse(each.data) for each in parts.attachments if each.kind == "message/rfc822"
    ]
    for inner in attached[:_MOST_INNER] or _quoted(parts):
        if inner.sender and inner.sender not in desk.own_addresses:
            yield inner


def _quoted(parts: Parts) -> Iterator[Parts]:
    """Give the newest mail quoted; what stands below it is told in it."""
    found = _WRITER.search(parts.text)
    if found:
        lines = _QUOTE_MARKS.sub("", parts.text[found.end() :]).split("\n")
        sender = (found[1] or found[2]).lower()
        text = "\n".join(dropwhile(_HEADER_OR_BLANK.fullmatch, lines))
        yield replace(parts, sender=sender, sender_name="", text=text, html="")


def _letter(asked: Asked, *mails: Parts) -> Delivery | None:
    """Give the letter that a mail passed on is an answer to."""
    for parts in mails:
        letter = answers.letter_named(asked, parts)
        if letter is not None and letter.customer_id:
            return letter
    return None
