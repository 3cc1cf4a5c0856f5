"""Files kept with invoices: the copies that letters about them enclose."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given, given_any

_files = tables.invoice_files
_FILES = (
    sa.select(_files)
    .where(given(_files.c.firm), given_any(_files.c.invoice))
    .order_by(_files.c.invoice, _files.c.name)
)


def attach(tx: Tx, invoice_id: str, sha256: str, name: str, kind: str) -> None:
    """Keep a file (the PDF copy) with an invoice."""
    tx.add(_files, invoice=invoice_id, sha256=sha256, name=name, kind=kind)


def files(tx: Tx, invoice_ids: Iterable[str]) -> tuple[Row, ...]:
    """Give the files kept with invoices: invoice, sha256, name, kind."""
    return tuple(tx.rows(_FILES, firm=tx.firm, invoice=invoice_ids))


def owners(tx: Tx, sha256: str) -> tuple[str, ...]:
    """Give the ids of the documents that a file is kept with."""
    query = sa.select(_files.c.invoice).where(
        _files.c.firm == tx.firm, _files.c.sha256 == sha256
    )
    return tuple(row["invoice"] for row in tx.rows(query))


def keep_with(tx: Tx, of: str, to: str) -> None:
    """Keep the files of one document with another."""
    rows = tx.rows(
        sa.select(_files).where(_files.c.firm == tx.firm, _files.c.invoice == of)
    )
    for row in rows:
        tx.add(_files, **{**row, "invoice": to})
