"""Calling: put a call on the list, and say so in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from agent.ledger import calls, events, invoices
from agent.ledger.book import Tx
from agent.ledger.calls import CallReason
from agent.model.invoice import OpenItem
from agent.model.procedure import Stage

_ABOUT_LETTERS = ("bounced", "left")


def ask_call(
    tx: Tx,
    customer_id: str,
    reason: CallReason,
    because: str,
    day: date,
    *,
    cause: str = "",
    steps: Sequence[tuple[OpenItem, Stage]] = (),
) -> bool:
    """Ask a person to phone; False where this cause asked already.

    Nobody is phoned about a letter or an address while he owes nothing.

    Args:
        because: One sentence without names or addresses.
        day: From when on it stands on the list.
        cause: The letter, promise or call behind it.
        steps: Items whose stage the call fulfils.
    """
    if reason in _ABOUT_LETTERS and not _owes(tx, customer_id):
        return False
    call_id = calls.ask(tx, customer_id, reason, because, day, cause=cause, steps=steps)
    if call_id:
        events.write(
            tx,
            "call.asked",
            f"call:{call_id}",
            because,
            f"customer:{customer_id}",
            *{f"invoice:{item.invoice_id}" for item, _ in steps},
            reason=reason,
        )
    return bool(call_id)


def _owes(tx: Tx, customer_id: str) -> bool:
    return any(item.open.cents > 0 for item in invoices.open_items(tx, [customer_id]))
