"""Whom payments point to: those whose open items matching wants to see, all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from agent.matching.senders import Sender
from agent.model.invoice import OpenItem
from agent.model.payment import Payment


def pointed_at(
    payments: Sequence[Payment],
    senders: Mapping[str, Sender],
    fitting: Iterable[OpenItem],
) -> frozenset[str]:
    """Give the customers for whom account, name or words of any payment speak.

    Args:
        senders: Of the payments, by their ids.
        fitting: Items found by their amount: whose they are is looked at, too.
    """
    owners: dict[int, set[str]] = defaultdict(set)
    for item in fitting:
        owners[item.open.cents].add(item.customer_id)
    return frozenset(
        customer_id
        for payment in payments
        for customer_id in senders[payment.id]
        .who(owners.get(payment.free.cents, ()))
        .pointers
    )
