"""Steering: which mails are orders of ours, and whether their writer is proven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from agent.forms.words import fold
from agent.ledger import events, messages, orders, outbox, summaries
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.ledger.orders import MailState
from agent.ledger.summaries import Asked as Summary
from agent.mail.authentic import authentic
from agent.mail.thread import bare_tokens
from agent.model.message import Human, MessageKind, Parts
from agent.replies.new_text import extract
from agent.replies.orders.order import orders as read_orders
from agent.replies.orders.words import OURS
from agent.steps.asked import Asked
from agent.steps.desk import Desk

_MOST_ASKED = 3  # questions "is it you?" that wait for an answer at once
KIND = "order"
_FEW_WORDS = 3
_ONE_TAP = re.compile(r"^Sollecito: (\d{1,3} [^\[]{1,200}) \[[a-z2-7]{26}\]$")


def heard(
    desk: Desk, tx: Tx, stored: Stored, parts: Parts, what: MessageKind, asked: Asked
) -> bool:
    """Take in a mail that answers a summary, or what followed it.

    Nothing is done yet: `obey` does it. A copy in Sent proves nothing, and is none.

    Returns:
        False where it is no such mail.
    """
    if not isinstance(what, Human) or stored.role == "sent":
        return False
    may_order = parts.sender in desk.summary.may_order
    tokens = [mark.token for mark in asked.marks(parts).tokens]
    body = f"\n{parts.text}" if may_order else ""
    tokens += bare_tokens(f"{parts.subject}{body}")
    summary = summaries.by_token(tx, tokens)
    if summary is None or outbox.by_message_id(tx, [parts.message_id]):
        return False
    _take(desk, tx, stored, parts, summary, may_order=may_order)
    return True


def _take(
    desk: Desk,
    tx: Tx,
    stored: Stored,
    parts: Parts,
    summary: Summary,
    *,
    may_order: bool,
) -> None:
    words = _words(parts, summaries.words(tx, summary.id))
    state = _state(desk, tx, stored, parts) if may_order else "unverified"
    if summary.kind == "question":
        state = _confirmed(desk, tx, summary, parts, words, state)
    messages.finish(tx, stored.id, kind=KIND, because=_BECAUSE[state], words=words)
    mark = stored.message_id or stored.id
    fresh = orders.take(
        tx,
        summary.id,
        stored.id,
        mark,
        parts.sender,
        words,
        _day(desk, stored),
        state,
    )
    if fresh and state == "unverified":
        because = "an order of which it is not known whether it is ours"
        events.write(tx, "order.unverified", f"message:{stored.id}", because)


_BECAUSE: dict[MailState, str] = {
    "new": "an order of ours",
    "unproven": "an order; whether it is ours is asked back",
    "unverified": "an order that may not be ours: it is not obeyed",
    "done": "it says that an order is ours",
    "void": "it says that an order is not ours",
}


def _state(desk: Desk, tx: Tx, stored: Stored, parts: Parts) -> MailState:
    """Tell whether a trusted server vouches for the writer; else he is asked."""
    trusted = desk.intake.trusted.get(stored.mailbox, frozenset())
    told = authentic(parts, trusted)
    if told.vouches_for(parts.sender):
        return "new"
    waiting = orders.mails(tx, "unproven", "asked")
    theirs = [each for each in waiting if each.sender == parts.sender]
    if told.failed or len(theirs) >= _MOST_ASKED:
        return "unverified"
    return "unproven"


def _confirmed(
    desk: Desk, tx: Tx, summary: Summary, parts: Parts, words: str, state: MailState
) -> MailState:
    """Take the answer to "is it you?": whoever has its token got it at his address."""
    mail = orders.mail(tx, summaries.about(tx, summary.id, 1).partition(":")[2])
    if state == "unverified" or mail is None or mail.sender != parts.sender:
        return "unverified"
    said = {each.action for each in read_orders(words, desk.clock.today())}
    is_his, is_not = said == {"approve"}, said == {"skip"}
    if mail.state == "asked" and (is_his or is_not):
        orders.set_mail(tx, mail.id, "new" if is_his else "void")
    return "done" if is_his else "void"


def _words(parts: Parts, ours: str) -> str:
    """Give what he wrote; of a mail of one tap without a body, its subject's order."""
    new = extract(parts, ours)
    if not new.is_whole and new.text.strip():
        return "\n".join(_his(new.text.split("\n"), ours))
    found = _ONE_TAP.search(parts.subject)
    return found[1] if found else ""


def _his(lines: Iterable[str], ours: str) -> Iterator[str]:
    """Leave out lines of our own mail that are quoted without a mark, or broken anew.

    What we propose, and the examples at its foot, he may well write himself.
    """
    told = ours.partition("\n----")[0].split("\n")
    known = fold(" ".join(line for line in told if not OURS.match(line)))
    for line in lines:
        words = fold(line)
        if len(words.split()) < _FEW_WORDS or words not in known:
            yield line


def _day(desk: Desk, stored: Stored) -> date:
    return stored.arrived_at.astimezone(desk.clock.zone).date()
