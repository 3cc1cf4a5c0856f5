"""Whom payments point to: those whose open items matching wants to see, all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.matching.senders import Sender
from agent.model.money import Money
from agent.model.payment import Payment

_NOBODY: Mapping[str, str] = {}


def pointed_at(
    payments: Sequence[Payment],
    senders: Mapping[str, Sender],
    fitting: Mapping[Money, Mapping[str, str]],
) -> frozenset[str]:
    """Give the customers for whom account, name or words of any payment speak.

    Args:
        senders: Of the payments, by their ids.
        fitting: Items by their amount, each with its customer, who is looked at, too.
    """
    return frozenset(
        customer_id
        for payment in payments
        for customer_id in senders[payment.id]
        .who(fitting.get(payment.free, _NOBODY).values())
        .pointers
    )
