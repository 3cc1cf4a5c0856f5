"""Pro-formas: which of them an invoice names, and whose place it takes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.forms.document_number import normal
from agent.model.invoice import Invoice
from agent.model.money import Money

_NAMED = re.compile(
    r"\b(?:pro[\s-]?forma|(?:pre)?avvis[oi](?:\s+di)?\s+(?:parcella|fattura|notula)"
    r"|notula|progetto\s+di\s+(?:parcella|notula))"
    r"(?:\s+(?:rechnung|invoice))?[\s:.,]*(?:(?:n(?:r|um|umero|o)?|number|nummer)\b[\s.:°º]*)?"
    r"((?:(?!del\b|di\b|of\b|du\b|vom\b)[A-Z]{1,4}[\s-]?)?\d[A-Z0-9]*(?:[/\-_.][A-Z0-9]+)*)",
    re.I,
)
_MOST = 20_000
_NEAR_PERCENT = 5  # a stamp, an expense more
_LONGEST = timedelta(days=366)


def proformas_named(words: Iterable[str]) -> tuple[str, ...]:
    """Give the numbers written behind a word for a pro-forma, each once."""
    text = "\n".join(words)[:_MOST]
    return tuple(dict.fromkeys(found[1] for found in _NAMED.finditer(text)))


@dataclass(frozen=True, slots=True)
class Known:
    """A pro-forma that no invoice has taken the place of yet.

    Args:
        due: What was to be transferred for it.
        is_paid: Money came on it.
        is_tangled: Some of it was given up or came back unpaid, or it is paid by a plan:
            a person ties it.
    """

    id: str
    number: str
    issued_on: date
    total: Money
    due: Money
    is_paid: bool = False
    is_tangled: bool = False


@dataclass(frozen=True, slots=True)
class Succession:
    """Which pro-forma's place an invoice takes.

    Args:
        id: Of that pro-forma; empty = none, or a person must say.
        perhaps: Numbers of those it may be; empty = it is clear.
        because: The evidence, or why it is not clear.
    """

    id: str = ""
    perhaps: tuple[str, ...] = ()
    because: str = ""


def succession(invoice: Invoice, known: Sequence[Known]) -> Succession:
    """Say which pro-forma's place an invoice takes.

    One that it names; else the only one for just as much; what is nearly so much, or
    paid and still without an invoice, is a person's to decide: neither is the same
    debt asked for twice, nor one forgotten.
    """
    before = [one for one in known if _may_be(invoice, one)]
    named = [one for one in before if _names(invoice, one)]
    if named:
        return _of_named(invoice, named)
    same = [one for one in before if _is_same(invoice, one)]
    same = [one for one in same if one.is_paid] or same
    if len(same) == 1 and not same[0].is_tangled:
        return Succession(same[0].id, because="it is for the same amount")
    if same:
        return _ask(same, "it is for the same amount")
    near = [one for one in before if one.is_paid or _is_near(invoice, one)]
    return _ask(near, "it is for another amount") if near else Succession()


def _of_named(invoice: Invoice, named: Sequence[Known]) -> Succession:
    if len(named) > 1:
        return _ask(named, "it names several")
    (one,) = named
    if one.is_tangled:
        return _ask(named, "it was given up in part, came back or is in a plan")
    if invoice.amount_due.cents * 100 < one.due.cents * (100 - _NEAR_PERCENT):
        return _ask(named, "it is for less")
    return Succession(one.id, because="it names it")


def _ask(found: Sequence[Known], because: str) -> Succession:
    return Succession("", tuple(one.number for one in found), because)


def _may_be(invoice: Invoice, one: Known) -> bool:
    is_since = one.issued_on <= invoice.issued_on <= one.issued_on + _LONGEST
    return is_since and one.total.currency == invoice.total.currency


def _is_same(invoice: Invoice, one: Known) -> bool:
    return invoice.amount_due == one.due or invoice.total == one.total


def _is_near(invoice: Invoice, one: Known) -> bool:
    off = abs(invoice.amount_due.cents - one.due.cents)
    return off * 100 <= one.due.cents * _NEAR_PERCENT


def _names(invoice: Invoice, one: Known) -> bool:
    """Tell whether an invoice names a pro-forma, with its year or without."""
    own = normal(one.number)
    ways = {own, f"{own}/{one.issued_on.year}"}
    if any(_ways(number, one) & ways for number in invoice.proformas):
        return True
    # It may refer to another invoice of that number: the sum must say it too.
    related = any(_ways(number, one) & ways for number in invoice.related)
    return related and (_is_same(invoice, one) or _is_near(invoice, one))


def _ways(written: str, one: Known) -> set[str]:
    number = normal(written)
    return {number, f"{number}/{one.issued_on.year}"}
