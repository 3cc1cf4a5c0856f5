"""Collection: what we collect ourselves, and what is to be said of it.

An instalment paid by RiBa or direct debit is presented by our bank: no letter asks
for it. The bank credits a list of them in one sum, and may take each back later
(insoluto); from then on it is chased like any other debt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from agent.model.invoice import OpenItem

# FatturaPA ModalitaPagamento by which the creditor collects or already has the
# money: RID, RiBa, direct debits, withheld sums.
NAMES = {
    "MP09": "RID",
    "MP10": "RID",
    "MP11": "RID",
    "MP12": "RiBa",
    "MP16": "bank direct debit",
    "MP17": "post office direct debit",
    "MP19": "SEPA direct debit",
    "MP20": "SEPA direct debit",
    "MP21": "SEPA direct debit",
    "MP22": "withheld sum",
}
COLLECTED = tuple(NAMES)
_WITHHELD = "MP22"  # no bank tells of it
# Banks give back what was not paid within two weeks or so; later silence is odd.
_TOLD_BY = timedelta(days=15)


def name(method: str) -> str:
    """Name a way of collection for people."""
    return NAMES.get(method, method)


def unheard(
    items: Iterable[OpenItem], methods: Collection[str], today: date
) -> tuple[OpenItem, ...]:
    """Give what the bank neither credited nor gave back, long after its due date."""
    return tuple(
        item
        for item in items
        if item.open.cents > 0
        and item.is_collected(methods)
        and item.method != _WITHHELD
        and item.due_on + _TOLD_BY < today
    )


def state(item: OpenItem, methods: Collection[str]) -> str:
    """Say in a sentence who collects an item; empty where nobody but letters does."""
    if item.returned_on is not None:
        way = name(item.method) or "collection"
        return f"its {way} came back unpaid on {item.returned_on}"
    if not item.is_collected(methods):
        return ""
    return f"we collect it by {name(item.method)}: no letter asks for it"
