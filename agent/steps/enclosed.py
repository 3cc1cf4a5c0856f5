"""Enclosed: the copies of invoices that go with letters, and why one is spoken of.

An invoice that the exchange system could not deliver may be unknown to its
customer: the first letter about it says so, with a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from agent.errors import Unreadable
from agent.invoices.signed import opened
from agent.ledger import (
    blobs,
    exchange_notices,
    invoice_files,
    invoices,
    letter_items,
    outbox,
)
from agent.ledger.book import Tx
from agent.model.invoice import OpenItem
from agent.model.letter import NOT_DUNNING, File

_MOST_COPIES = 5_000_000  # bytes; many providers take no mail above ten megabytes
_SIGNED, _XML = ".p7m", "application/xml"


def copies_of(tx: Tx, invoice_ids: Iterable[str]) -> dict[str, tuple[File, ...]]:
    """Give the copies of invoices that we have, by invoice; none if they are too big.

    Of one that was not delivered, and has no other copy, the file it was sent in.
    """
    listed = frozenset(invoice_ids)
    found: dict[str, tuple[File, ...]] = {}
    for row in invoice_files.files(tx, listed):
        file = File(row["name"], row["kind"], blobs.get(tx, row["sha256"]))
        kept = found.get(row["invoice"], ())
        found[row["invoice"]] = (*kept, file) if file.data else kept
    for invoice_id in exchange_notices.undelivered(tx, listed):
        if not found.get(invoice_id):
            found[invoice_id] = _as_sent(tx, invoice_id)
    size = sum(len(file.data) for files in found.values() for file in files)
    return found if size < _MOST_COPIES else {}


def copied(tx: Tx, invoice_ids: Iterable[str]) -> frozenset[str]:
    """Give those of the invoices of which we have a copy, without reading it."""
    return frozenset(row["invoice"] for row in invoice_files.files(tx, invoice_ids))


def _as_sent(tx: Tx, invoice_id: str) -> tuple[File, ...]:
    """Give the invoice as the exchange system got it, without its signature."""
    source, sha256 = exchange_notices.file_of(tx, invoice_id)
    name = PurePath(source.replace("\\", "/")).name
    while name.lower().endswith(_SIGNED):
        name = name[: -len(_SIGNED)]
    try:
        data = opened(blobs.get(tx, sha256))
    except Unreadable:
        return ()
    return (File(name, _XML, data),) if data and name.lower().endswith(".xml") else ()


def untold(tx: Tx, items: Sequence[OpenItem]) -> Mapping[str, bool]:
    """Give the invoices that did not arrive, as no letter since has said.

    Returns:
        Whether a copy goes with a letter about all of these, by invoice.
    """
    listed = {item.invoice_id for item in items}
    since = exchange_notices.undelivered(tx, listed)
    copies = copies_of(tx, listed) if since else {}
    return {
        invoice_id: bool(copies.get(invoice_id))
        for invoice_id, at in since.items()
        if not any(
            letter.created_at and letter.created_at >= at
            for letter in outbox.letters_about(tx, _parts(tx, invoice_id))
            if letter.state not in letter_items.VOID and letter.kind not in NOT_DUNNING
        )
    }


def _parts(tx: Tx, invoice_id: str) -> list[str]:
    return [item.id for item in invoices.items_of(tx, invoice_id)]
