"""Complete: payments whose own words say all that they pay, to the cent.

Of such a payer nothing else need be looked at, however much he owes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from agent.matching.evidence import Naming, naming
from agent.matching.references import Mention, Remittance
from agent.matching.senders import Sender
from agent.matching.words import Purpose
from agent.model.invoice import OpenItem
from agent.model.payment import Payment

_PLAINLY = Purpose()


def complete(
    payments: Sequence[Payment],
    senders: Mapping[str, Sender],
    named: Mapping[str, Sequence[OpenItem]],
) -> frozenset[str]:
    """Give the ids of payments whose own words say all that they pay.

    Who pays is known, and nothing points to anybody else. He owes each document that he
    names, they add up to the sum, and he says nothing else. Of two of the same sum, or
    for the same item, neither is one.

    Args:
        senders: Of the payments, by their ids.
        named: By payment, the items its numbers may name, paid ones among them.
    """
    sums = Counter(payment.free for payment in payments)
    found = {
        payment.id: _paid_by(payment, senders[payment.id], named[payment.id])
        for payment in payments
        if sums[payment.free] == 1
    }
    wanted = Counter(one for some in found.values() for one in some)
    return frozenset(
        payment_id
        for payment_id, some in found.items()
        if some and all(wanted[one] == 1 for one in some)
    )


def _paid_by(payment: Payment, sender: Sender, named: Sequence[OpenItem]) -> set[str]:
    """Give the items that a payment names and pays, all or none."""
    said = sender.said
    if not said.mentions or said.purpose != _PLAINLY or not _may_pay(payment, named):
        return set()
    who = sender.who({item.customer_id for item in named})
    his = [item for item in named if item.customer_id == who.known]
    others = [item for item in named if item.customer_id != who.known]
    if not his or not all(_is_debt(item, payment) for item in his):
        return set()
    if len(who.ranked()) > 1 or any(_is_named(item, said) for item in others):
        return set()
    meant = _meant(said, his)
    paid = sum(item.open.cents for item in meant)
    return {item.id for item in meant} if paid == payment.free.cents else set()


def _may_pay(payment: Payment, named: Sequence[OpenItem]) -> bool:
    """Tell whether anybody owes as much under these numbers: that is told at once."""
    owed: Counter[str] = Counter()
    for item in named:
        owed[item.customer_id] += max(item.open.cents, 0)
    return max(owed.values(), default=0) >= payment.free.cents


def _is_debt(item: OpenItem, payment: Payment) -> bool:
    return item.open.cents > 0 and item.open.currency == payment.free.currency


def _is_named(item: OpenItem, said: Remittance) -> bool:
    """Tell whether a number with its year is another's as well."""
    return any(naming(mention, item) >= Naming.FULL for mention in said.mentions)


def _meant(said: Remittance, his: Sequence[OpenItem]) -> set[OpenItem]:
    """Give the one item of his that each number names; none if that is not clear.

    Beside their years another number is no slip of his. A month or a day may choose
    something else, but not in place of one item with its year.
    """
    named = [_named(mention, his) for mention in said.mentions]
    found = [(how, some) for how, some in named if how is not Naming.NONE]
    if not found or any(not _is_clear(*each) for each in found):
        return set()
    meant = {some[0] for _, some in found}
    has_years = min(how for how, _ in found) >= Naming.FULL
    is_dated = bool(said.months or said.dates or said.calendar)
    if not has_years and (len(found) < len(named) or is_dated):
        return set()
    return set() if is_dated and len(meant) > 1 else meant


def _named(mention: Mention, his: Sequence[OpenItem]) -> tuple[Naming, list[OpenItem]]:
    """Give the items that a number names best, and how well; of a credit note none."""
    how = [Naming.NONE if mention.is_credit else naming(mention, one) for one in his]
    best = max(how)
    return best, [one for one, each in zip(his, how, strict=True) if each is best]


def _is_clear(how: Naming, some: Sequence[OpenItem]) -> bool:
    return how >= Naming.BARE and len(some) == 1
