"""Evidence: mails that are kept as long as the accounts they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx

_messages, _blobs = tables.messages, tables.blobs
# What is evidence for or against a claim is business correspondence.
# Source: Italian Civil Code, art. 2220: ten years.
_KEEP_YEARS = 10
_KINDS = (
    "reply",
    "bounce",
    "delay",
    "complaint",
    "delivered",
    "read",
    "deleted_unread",
    "pec_accepted",
    "pec_delivered",
    "pec_failed",
    "pec_other",
    "sdi_receipt",
    "own_copy",
    "colleague",
    "bank",
    "notice",
)


def keep(tx: Tx, ids: Sequence[str]) -> None:
    """Keep the bytes of what turned out to be evidence for ten years, not one."""
    found = sa.select(_messages.c.sha256).where(
        _messages.c.firm == tx.firm,
        _messages.c.kind.in_(_KINDS),
        tx.among(_messages.c.id, ids),
    )
    until = date(tx.now.year + _KEEP_YEARS, 12, 31)
    tx.update(
        _blobs,
        _blobs.c.sha256.in_(found),
        _blobs.c.delete_after < until,
        delete_after=until,
    )
