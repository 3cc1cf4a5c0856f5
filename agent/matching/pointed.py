"""Whom payments point to: those whose open items matching wants to see, all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from agent.matching.complete import complete
from agent.matching.evidence import Naming, naming
from agent.matching.keys import PaymentKeys, item_keys
from agent.matching.references import Remittance
from agent.matching.senders import Sender
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Payment

_NOBODY: Mapping[str, str] = {}


def pointed_at(
    payments: Sequence[Payment],
    senders: Mapping[str, Sender],
    fitting: Mapping[Money, Mapping[str, str]],
    named: Mapping[str, Set[str]],
) -> frozenset[str]:
    """Give the customers for whom account, name or words of any payment speak.

    Args:
        senders: Of the payments, by their ids.
        fitting: Items by their amount, each with its customer, who is looked at, too.
        named: By payment, customers whose number it may name; they likewise.
    """
    return frozenset(
        customer_id
        for payment in payments
        for customer_id in senders[payment.id]
        .who((*fitting.get(payment.free, _NOBODY).values(), *named[payment.id]))
        .pointers
    )


@dataclass(frozen=True, slots=True)
class Numbered:
    """Whose documents the numbers of payments may name.

    Args:
        clearly: Those of whom all that is open is looked at.
        vaguely: By payment, those of whom one bare number speaks: of another year
            than he writes, or while somebody else is known to pay.
        complete: Payments that say themselves all that they pay, and point to nobody.
    """

    clearly: frozenset[str]
    vaguely: Mapping[str, Set[str]]
    complete: frozenset[str]


def numbered(
    waiting: Sequence[Payment],
    keys: Sequence[PaymentKeys],
    senders: Mapping[str, Sender],
    items: Iterable[OpenItem],
    crowded: Set[str] = frozenset(),
) -> Numbered:
    """Tell apart whose documents payments name, and who but bears a like number.

    A stranger's bare number means his account only where nobody is known to pay, or
    where two of his are named: of the rest the items and credit notes will do.

    Args:
        keys: Of the payments, in their order.
        senders: Of the payments, by their ids.
        items: All that any of the keys led to.
        crowded: Keys of so many that they led to none: what is his under one of them
            is seen only with all that he owes.
    """
    having: dict[str, list[OpenItem]] = {}
    for item in items:
        for number in item_keys(item):
            having.setdefault(number, []).append(item)
    named = {
        payment.id: tuple(
            {
                item.id: item
                for number in key.numbers
                for item in having.get(number, ())
            }.values()
        )
        for payment, key in zip(waiting, keys, strict=True)
    }
    whole = complete(waiting, senders, named) - {
        payment.id
        for payment, key in zip(waiting, keys, strict=True)
        if not crowded.isdisjoint(key.numbers)
    }
    clearly: set[str] = set()
    vaguely: dict[str, set[str]] = {}
    for payment in waiting:
        if payment.id in whole:
            continue
        sender = senders[payment.id]
        least = Naming.FULL if sender.who().known else Naming.BARE
        vague: Counter[str] = Counter()
        for item in named[payment.id]:
            if _how(sender.said, item) >= least:
                clearly.add(item.customer_id)
            else:
                vague[item.customer_id] += 1
        clearly.update(one for one, count in vague.items() if count > 1)
        vaguely[payment.id] = set(vague)
    return Numbered(frozenset(clearly), vaguely, whole)


def _how(said: Remittance, item: OpenItem) -> Naming:
    """Tell how well a text names what one of its numbers led to."""
    if not {*said.references}.isdisjoint(item.references):
        return Naming.FULL
    mentions = (*said.mentions, *said.labelled)
    return max((naming(each, item) for each in mentions), default=Naming.NONE)
