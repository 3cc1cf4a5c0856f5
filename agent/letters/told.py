"""Told: the day's lines, each with the sentence that says it to the reader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from jinja2.environment import TemplateModule

from agent.model.day import Fact, Line
from agent.model.money import Money

# Each has a macro of its name in `templates/summary/LANGUAGE.j2`, with "_" for ".".
KNOWN = frozenset(
    (
        "standing.since",
        "bank.stale",
        "bank.due",
        "bank.none",
        "bank.other",
        "bank.gap",
        "bank.gap_other",
        "list.stale",
        "list.due",
        "list.none",
        "list.to_mark",
        "call.bounced",
        "call.unconfirmed",
        "call.no_address",
        "call.left",
        "call.stage",
        "call.promise_broken",
        "call.asked",
        "call.hand",
        "payment.proposed",
        "payment.unknown",
        "payment.rest",
        "payment.returned",
        "collection.unheard",
        "proforma.paid",
        "sender.of_money",
        "letter.uncertain",
        "letter.stage",
        "letter.bounced",
        "letter.doubted",
        "letter.refused",
        "letter.copy_returned",
        "letter.unconfirmed",
        "letter.unreceipted",
        "notice.unmatched",
        "reply.iban",
        "order.unverified",
        "reply.dispute",
        "reply.instalments",
        "reply.contact",
        "reply.taken",
        "letters.to_approve",
        "invoice.review",
        "money.settled",
        "money.by_hand",
        "money.proposed",
        "money.unknown",
        "money.not_ours",
        "money.new",
        "money.reversed",
        "money.returned",
        "money.collected",
        "money.undone",
        "money.announced",
        "money.unconfirmed",
        "held.reply",
        "held.payment",
        "held.claim",
        "held.promise",
        "held.dispute",
        "held.dispute_part",
        "held.parked",
        "held.retry",
        "held.colleague",
        "held.backlog",
        "held.uncertain",
        "held.list",
        "held.hand",
        "held.plan",
        "held.address",
        "held.credit",
        "held.minimum",
        "held.finished",
        "aside.statement",
        "aside.table",
        "aside.invoice",
        "aside.open_items",
        "aside.proforma",
        "aside.sdi_receipt",
        "aside.customers",
        "aside.copy",
        "aside.message",
        "aside.unknown",
        "aside.file",
        "aside.bank_mail",
        "aside.invoice_mail",
        "aside.notice",
        "aside.unfetched",
        "residue.sum",
        "residue.closed",
        "week.days",
        "week.stage",
        "week.time",
        "payer.late",
        "payer.silent",
        "payer.ask",
        "cost.customer",
        "leave.draft",
        "next.call",
        "next.letter",
    )
)

# What a sentence may speak of; a fact that is not known is empty, so that a missing
# one costs a few words and never the mail.
FACTS: Mapping[str, Fact | None] = {
    "address": "",
    "at": "",
    "at_home": "",
    "bounced": 0,
    "broken": 0,
    "by": "",
    "calls": 0,
    "count": 0,
    "days": 0,
    "doubted": "",
    "ending": "",
    "how": "",
    "late_on": None,
    "later": 0,
    "left": None,
    "letters": 0,
    "minutes": 0,
    "names": (),
    "no": 0,
    "numbers": (),
    "others": (),
    "paid": 0,
    "paid_on": None,
    "phone": "",
    "promised_on": None,
    "questions": 0,
    "reason": "",
    "sent_on": None,
    "share": 0,
    "since": None,
    "stage": "",
    "status": "",
    "subject": "",
    "until": None,
    "usual": 0,
    "words": (),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """An order that one tap sends.

    Args:
        order: As it could be written, "1 ok".
        href: The mail that gives it (RFC 6068), with the summary's token.
    """

    order: str
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line as the templates of the summary see it.

    Args:
        kind: The first word of its code, such as "call"; empty = it has none.
        said: Name of the macro that says it; empty = `detail` is all.
        facts: Every one of `FACTS`, and what else the line brings.
        offers: Orders proposed for it.
    """

    kind: str
    said: str
    title: str
    detail: str
    facts: Mapping[str, Fact | None]
    amount: Money | None = None
    no: int = 0
    quote: str = ""
    command: str = ""
    day: date | None = None
    offers: tuple[Offer, ...] = ()


def row(
    line: Line, words: TemplateModule, answers_to: str = "", token: str = ""
) -> Row:
    """Prepare a line for the templates; a code without words falls back.

    Args:
        answers_to: The address that orders go to; empty = none is proposed.
    """
    macro = line.said.replace(".", "_")
    is_known = line.said in KNOWN and hasattr(words, macro)
    return Row(
        kind=line.said.partition(".")[0] if is_known else "",
        said=macro if is_known else "",
        title=line.title,
        detail=line.detail,
        facts={**FACTS, **line.facts},
        amount=line.amount,
        no=line.no,
        quote=line.quote,
        command=line.command,
        day=line.day,
        offers=tuple(_offers(line, words, answers_to, token)) if answers_to else (),
    )


def _offers(
    line: Line, words: TemplateModule, answers_to: str, token: str
) -> Iterator[Offer]:
    """Give the orders proposed for a line, each a mail that is ready to leave."""
    known: Mapping[str, tuple[str, ...]] = getattr(words, "offers", {})
    for order in known.get(line.offers, ()) if line.no else ():
        yield tap(f"{line.no} {order}", answers_to, token)


def tap(order: str, answers_to: str, token: str) -> Offer:
    """Make an order a mail that is ready to leave."""
    head = f"subject={quote(f'Sollecito: {order} [{token}]')}"
    return Offer(order, f"mailto:{quote(answers_to, '@')}?{head}&body={quote(order)}")
