"""Raw bytes, kept once by their SHA-256."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.statements import given, given_any

_OF_FIRM = given(tables.blobs.c.firm)
_GET = sa.select(tables.blobs.c.bytes).where(_OF_FIRM, given(tables.blobs.c.sha256))
_KNOWN = sa.select(tables.blobs.c.sha256).where(
    _OF_FIRM, given_any(tables.blobs.c.sha256)
)
_SIZES = sa.select(
    tables.blobs.c.sha256, sa.func.length(tables.blobs.c.bytes).label("size")
).where(_OF_FIRM, given_any(tables.blobs.c.sha256))
_SEVERAL = sa.select(tables.blobs.c.sha256, tables.blobs.c.bytes).where(
    _OF_FIRM, given_any(tables.blobs.c.sha256)
)


def keep(tx: Tx, data: bytes, kind: str, delete_after: date | None = None) -> str:
    """Store bytes; the second time they are only kept longer, if need be.

    Args:
        delete_after: Last day they are needed; None = kept with the accounts.

    Returns:
        Their SHA-256 in hex.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    blobs = tables.blobs
    fresh = tx.add(
        blobs, sha256=sha256, bytes=data, kind=kind, delete_after=delete_after
    )
    if not fresh:
        mine = blobs.c.sha256 == sha256
        longer = [] if delete_after is None else [blobs.c.delete_after < delete_after]
        tx.update(blobs, mine, *longer, delete_after=delete_after)
    return sha256


def keep_all(tx: Tx, raws: Mapping[str, bytes], kind: str, delete_after: date) -> None:
    """Store bytes of the same kind, given by their SHA-256."""
    known = {row["sha256"] for row in tx.rows(_KNOWN, firm=tx.firm, sha256=raws)}
    for sha256 in known:
        keep(tx, raws[sha256], kind, delete_after)
    told = {"kind": kind, "delete_after": delete_after}
    tx.insert_all(
        tables.blobs,
        [
            {"sha256": sha256, "bytes": raw, **told}
            for sha256, raw in raws.items()
            if sha256 not in known
        ],
    )


def get(tx: Tx, sha256: str) -> bytes:
    """Give bytes back; empty if they were deleted."""
    return bytes(tx.value(_GET, firm=tx.firm, sha256=sha256) or b"")


def several(tx: Tx, sha256s: Iterable[str]) -> dict[str, bytes]:
    """Give bytes back by their SHA-256; those that were deleted are left out."""
    rows = tx.rows(_SEVERAL, firm=tx.firm, sha256=sha256s)
    return {row["sha256"]: bytes(row["bytes"]) for row in rows}


def sizes(tx: Tx, sha256s: Iterable[str]) -> dict[str, int]:
    """Tell how long bytes are, by their SHA-256; those deleted are left out."""
    rows = tx.rows(_SIZES, firm=tx.firm, sha256=sha256s)
    return {row["sha256"]: int(row["size"]) for row in rows}
