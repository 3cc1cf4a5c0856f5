"""Examine orders: what a mail would tell us to do, were it the owner's."""

from __future__ import annotations

from collections.abc import Set

from agent.model.message import Parts
from agent.replies.new_text import extract
from agent.replies.orders.order import Order, orders

Row = dict[str, object]


def is_order(
    parts: Parts, letter: str, own: Set[str], numbers: frozenset[str]
) -> Row | None:
    """Give the row of a mail among ourselves that answers one of ours; None if not.

    Args:
        letter: The id of the mail of ours that it answers; empty = it answers none.
        own: Our addresses.
        numbers: Those of open documents.
    """
    to = {*parts.to, *parts.cc}
    if not letter or parts.sender not in own or not to or to - own:
        return None
    new = extract(parts)
    words = "" if new.is_whole else new.text
    found = orders(words, parts.sent_at.date(), (), numbers) if parts.sent_at else ()
    if not found:
        return None
    because = "one of us answers a mail of ours to ourselves"
    return {"kind": "order", "because": because, "orders": list(map(_row, found))}


def _row(order: Order) -> Row:
    return {
        "line": order.line,
        "item": order.item,
        "customer": order.customer or None,
        "invoice": order.invoice or None,
        "action": order.action,
        "until": order.until.isoformat() if order.until else None,
        "amount": order.amount or None,
        "target": order.target or None,
        "outcome": order.outcome or None,
    }
