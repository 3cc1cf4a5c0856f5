"""Holding: the holds that keep something back today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from agent.ledger import holds, invoices
from agent.ledger.book import Tx
from agent.model.case import Hold


def in_force(
    tx: Tx, today: date, customer_ids: Iterable[str] | None = None
) -> tuple[Hold, ...]:
    """Give the holds that stand over something still to be paid.

    One over what is paid stays in the ledger: were the payment taken back, it
    would count again.
    """
    found = [one for one in holds.standing(tx, customer_ids) if one.covers(today)]
    owing = {
        key
        for item in invoices.open_items(tx, {one.customer_id for one in found})
        if item.open.cents > 0
        for key in (item.customer_id, item.invoice_id)
    }
    return tuple(one for one in found if (one.invoice_id or one.customer_id) in owing)
