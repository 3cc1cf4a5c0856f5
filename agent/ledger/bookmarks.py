"""Bookmarks: how far each folder was taken in."""

from __future__ import annotations

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx

_bookmarks = tables.bookmarks


def get(tx: Tx, mailbox: str, folder: str) -> tuple[int, int] | None:
    """Give (UIDVALIDITY, last UID) up to which a folder was taken in."""
    row = tx.row(
        sa.select(_bookmarks).where(
            _bookmarks.c.firm == tx.firm,
            _bookmarks.c.mailbox == mailbox,
            _bookmarks.c.folder == folder,
        )
    )
    return None if row is None else (row["uidvalidity"], row["uid"])


def put(tx: Tx, mailbox: str, folder: str, uidvalidity: int, uid: int) -> None:
    """Move a folder's bookmark, once the mails up to it are stored."""
    tx.put(
        _bookmarks,
        mailbox=mailbox,
        folder=folder,
        uidvalidity=uidvalidity,
        uid=uid,
        at=tx.now,
    )
