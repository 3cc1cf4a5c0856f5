"""Claims: what a customer's own mails say a payment of his is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.matching.amounts import TO_THE_CENT
from agent.matching.evidence import Naming, Who
from agent.matching.index import Items
from agent.matching.readings import named_readings
from agent.matching.references import Remittance, read_remittance
from agent.matching.resolve import Named, resolve
from agent.model.money import Money
from agent.model.payment import Payment

LATEST = timedelta(days=45)  # between what he wrote and the money, either way
_SUM = re.compile(
    r"(?<![\w.,/-])(?:(\d{1,3}(?:[.,' ]\d{3})+|\d+)[.,](\d\d)(?![\d/.,]\d|\d)"
    r"|(?:EUR|€)\s?(\d+)(?![\d.,/])|(\d+)\s?(?:EUR|€))",
    re.IGNORECASE,
)
_NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold what a mail of a customer says of money.

    Args:
        on: The day of the mail.
        sums: Every sum that it names, and all of them together, in cents.
        said: What else it names, read as a payment's own words are.
    """

    customer_id: str
    on: date
    sums: frozenset[int]
    said: Remittance


@dataclass(frozen=True, slots=True)
class Told:
    """Say which claim makes clear what a payment is for, and what it names."""

    on: date
    named: tuple[Named, ...]


def read_claim(customer_id: str, words: str, on: date) -> Claim | None:
    """Read a mail in which a customer says what he paid; None without a sum."""
    found = [_cents(one) for one in _SUM.finditer(words)]
    if not found:
        return None
    said = read_remittance(
        Payment("", 0, on, _NOTHING, _NOTHING, remittance=_SUM.sub(" ", words))
    )
    return Claim(customer_id, on, frozenset((*found, sum(found))), said)


def told(
    claims: Iterable[Claim],
    payment: Payment,
    said: Remittance,
    named: Sequence[Named],
    who: Who,
    items: Items,
) -> Told | None:
    """Find the claim that says what a payment is for, to the cent.

    Only of whoever the payment itself points to, and only where it names nothing
    itself: what stands at the bank comes before what a mail says.
    """
    if any(each.items or each.closed for each in named) or said.months or said.dates:
        return None
    for claim in claims:
        is_his = claim.customer_id == who.known
        is_near = abs(payment.booked_on - claim.on) <= LATEST
        if not (is_his and is_near and payment.free.cents in claim.sums):
            continue
        his = _his(resolve(claim.said, items, who, payment.free), who.known)
        clear = tuple(each for each in his if _is_clear(each))
        for meant in (clear, his):
            if meant and _adds_up(payment.free, meant, items):
                return Told(claim.on, meant)
    return None


def _his(named: Iterable[Named], customer_id: str) -> tuple[Named, ...]:
    return tuple(
        each
        for each in named
        if each.how >= Naming.BARE
        and all(item.customer_id == customer_id for item in each.items)
    )


def _is_clear(named: Named) -> bool:
    """Tell a number that surely is an invoice's from one that may be a day or month."""
    return named.how >= Naming.FULL or named.mention.is_announced


def _adds_up(paid: Money, meant: Sequence[Named], items: Items) -> bool:
    return any(
        one.fit.kind in TO_THE_CENT
        and all(one.item_ids & {item.id for item in each.items} for each in meant)
        and not any(item.is_held for item, _ in one.parts)
        for one in named_readings(paid, meant, items)
    )


def _cents(found: re.Match[str]) -> int:
    whole, cents, before, after = found.groups()
    if cents:
        return int(re.sub(r"\D", "", whole)) * 100 + int(cents)
    return int(before or after) * 100
