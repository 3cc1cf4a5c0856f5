"""Two documents with one number and date that ask for different sums or days."""

from __future__ import annotations

from collections.abc import Sequence

from agent.ledger import events, plans, twins
from agent.ledger.book import Tx
from agent.ledger.twins import Twin
from agent.model.invoice import Instalment, Invoice
from agent.model.money import Money


def makes_way(tx: Tx, invoice: Invoice, twin: Twin) -> bool:
    """Free the place of a cancelled document for one that differs from it."""
    if twin.state != "cancelled" or not _differs(invoice, twin):
        return False
    twins.make_way(tx, twin.id)
    _log(tx, twin, "invoice.replaced", "cancelled, and a different one came", invoice)
    return True


def doubt(tx: Tx, invoice: Invoice, twin: Twin, source: str) -> str:
    """Put the document that stands into review where the one read differs from it.

    What a person decided about holds: the same difference raises no second doubt.

    Returns:
        What is to be said of it; empty where nothing is in doubt.
    """
    if twin.state == "cancelled" or not _differs(invoice, twin):
        return ""
    if _is_as_before_its_plan(tx, invoice, twin):
        return ""
    said = _said(invoice.total, invoice.instalments)
    is_known = any(
        event.data.get("other") == said for event in events.of(tx, f"invoice:{twin.id}")
    ) or any(not _differs(invoice, each) for each in twins.replaced(tx, twin))
    if is_known and twin.state == "open":
        return ""
    stands = _said(twin.total, twin.instalments)
    if not is_known:
        twins.doubt(tx, twin.id, f"it stands with {stands}; {source} says {said}")
        _log(tx, twin, "invoice.doubted", "read again with other values", invoice)
    return (
        f"{source}: {invoice.number} stands with {stands}; this one says {said}: it is "
        f"in doubt; `sollecito review invoice {invoice.number}` decides (cancelled, "
        "this one takes its place when it is imported again)"
    )


def _differs(invoice: Invoice, twin: Twin) -> bool:
    """Say whether a document asks for something else; a list may say what is left."""
    if all(item.due_on for item in invoice.instalments):
        dues = {item.due_on for item in invoice.instalments}
        if not dues <= {item.due_on for item in twin.instalments}:
            return True
    if invoice.amount_due == twin.open:
        return False
    return invoice.total != twin.total or _amounts(invoice.instalments) != _amounts(
        twin.instalments
    )


def _is_as_before_its_plan(tx: Tx, invoice: Invoice, twin: Twin) -> bool:
    """Tell a document whose instalments an agreed plan has cut anew: it says no more."""
    stood = sum(part.amount.cents for part in twin.instalments)
    same = invoice.total == twin.total and invoice.amount_due.cents == stood
    return same and plans.is_cut(tx, twin.id)


def _amounts(parts: Sequence[Instalment]) -> list[tuple[str, int]]:
    return sorted((part.amount.currency, part.amount.cents) for part in parts)


def _said(total: Money, parts: Sequence[Instalment]) -> str:
    said = " and ".join(
        f"{part.amount}, due {part.due_on}" if part.due_on else str(part.amount)
        for part in parts
    )
    is_net = total.cents != sum(part.amount.cents for part in parts)
    return f"{said} (total {total})" if is_net else said


def _log(tx: Tx, twin: Twin, what: str, because: str, invoice: Invoice) -> None:
    said = _said(invoice.total, invoice.instalments)
    events.write(tx, what, f"invoice:{twin.id}", because, other=said)
