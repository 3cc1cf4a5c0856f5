"""Days people name, in five languages, as ranges from the day of their mail.

Vague words ("soon", "after the holidays") give nothing: a date is never
invented. Day before month, the future before the past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agent.forms.wording import lowered
from agent.replies import date_words as say
from agent.replies import periods
from agent.replies.date_rules import RULES
from agent.replies.periods import Span

_MOST_TEXT = 20_000
_LONGEST_DAYS = 400


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and the days it means, both ends included.

    Args:
        start, end: Where it stands in the text.
    """

    since: date
    until: date
    start: int
    end: int


def phrases(text: str, anchor: date, *, past: bool = False) -> tuple[Phrase, ...]:
    """Find the days a text names, in its order.

    Args:
        anchor: The day of the mail, in its sender's zone.
        past: Read "the 5th" and "Friday" as the last one instead of the next.

    Returns:
        Only days after the anchor, today included; with `past` only days up
        to it. None more than a year away.
    """
    text = text[:_MOST_TEXT]
    return tuple(
        phrase
        for phrase in _phrases(text, anchor, past=past)
        if _is_sensible(phrase, anchor, past=past)
    )


def _is_sensible(phrase: Phrase, anchor: date, *, past: bool) -> bool:
    if past:
        return phrase.until <= anchor and (anchor - phrase.since).days <= _LONGEST_DAYS
    return phrase.until >= anchor and (phrase.until - anchor).days <= _LONGEST_DAYS


def _phrases(text: str, anchor: date, *, past: bool) -> Iterator[Phrase]:
    lower = lowered(text)
    matches = [
        (found, rule.build)
        for rule in RULES
        if any(map(lower.__contains__, rule.needed))
        for found in rule.wording.finditer(text)
    ]
    matches.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    behind = 0
    for found, build in matches:
        if found.start() >= behind and not _is_other(text, found):
            span = build(found, anchor, past=past)
            if span:
                behind = found.end()
                yield _limited(text, found, span, anchor, past=past)


def _limited(
    text: str, found: re.Match[str], span: Span, anchor: date, *, past: bool
) -> Phrase:
    """Widen "by Friday" to all days from tomorrow to Friday."""
    limit = _BY.search(text, max(0, found.start() - 40), found.start())
    if not limit or past or span.until <= anchor:
        return Phrase(span.since, span.until, found.start(), found.end())
    opens = max(span.opens or anchor, periods.after(anchor, 1))
    return Phrase(opens, span.until, limit.start(), found.end())


_BY = re.compile(rf"(?<!\w){say.BY}\s*(?:{say.ARTICLES}|{say.NEXT}\s+){{0,3}}$", re.I)
# A number that belongs to a document, an account, a price or a clock.
_BEFORE = re.compile(
    r"(?:fatt(?:ura|ure|\.)?|ft\.?|fra\.?|doc\.?|invoices?|inv\.?|rechnung(?:en)?|re|facturas?|factures?|"
    r"\bn(?:[.°ºr]|um\w{0,4})?|\bno\.?|#|prot\.?|tel\.?|cell?\.?|phone|rata|acconto|saldo|parte|iban|cro|trn|€|eur|euro|art\.?|§|legge|d\.?p\.?r\.?)"
    r"[\s.:n°º]{0,4}$",
    re.I,
)
_BEHIND = re.compile(
    r"\s?(?:€|eur\b|euros?\b|%|:\d\d|\s?(?:h|uhr|am|pm)\b|[/-]\d)", re.I
)


def _is_other(text: str, found: re.Match[str]) -> bool:
    if not found[0][:1].isdigit():
        return False
    before = text[max(0, found.start() - 16) : found.start()]
    return bool(_BEFORE.search(before) or _BEHIND.match(text, found.end()))
