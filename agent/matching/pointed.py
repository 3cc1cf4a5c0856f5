"""Whom payments point to: those whose open items matching wants to see, all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from agent.matching.evidence import identify
from agent.matching.facts import Payer
from agent.matching.index import index_names
from agent.matching.references import read_remittance
from agent.model.invoice import OpenItem
from agent.model.payment import Payment


def pointed_at(
    payments: Sequence[Payment],
    payers: Mapping[str, Payer],
    fitting: Iterable[OpenItem],
) -> frozenset[str]:
    """Give the customers for whom account, name or words of any payment speak.

    Args:
        fitting: Items found by their amount: whose they are is looked at, too.
    """
    names = index_names(payers)
    owners: dict[int, set[str]] = defaultdict(set)
    for item in fitting:
        owners[item.open.cents].add(item.customer_id)
    return frozenset(
        customer_id
        for payment in payments
        for customer_id in identify(
            read_remittance(payment),
            payment.iban,
            names,
            owners.get(payment.free.cents, ()),
        ).pointers
    )
