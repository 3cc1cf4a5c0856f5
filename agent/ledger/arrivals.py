"""Arrivals: mails kept with their bytes and their place, before anything is read."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import sqlalchemy as sa

from agent.ledger import blobs, tables
from agent.ledger.book import Tx
from agent.ledger.columns import KEY
from agent.ledger.statements import given, given_any
from agent.model.message import Position, RawMessage

_messages, _positions = tables.messages, tables.positions
KEEP = timedelta(days=365)
# SQLite would look up each id with each hash, were both columns of the index asked
# for: lower() leaves it to the id.
_KNOWN = sa.select(_messages.c.id, _messages.c.message_id, _messages.c.sha256).where(
    given(_messages.c.firm),
    given_any(_messages.c.message_id),
    given_any(_messages.c.sha256, in_lower_case=True),
)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail as it came.

    Args:
        message_id: Of its headers; empty = none.
        role: Of the folder it lies in: inbox, sent or junk.
        kind: What it is known to be before it is read; empty = not known.
    """

    mail: RawMessage
    message_id: str
    role: str
    kind: str = ""
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        """Tell its bytes from all others."""
        object.__setattr__(self, "sha256", hashlib.sha256(self.mail.raw).hexdigest())

    @property
    def identity(self) -> tuple[str, str]:
        """Give what makes it one and the same mail, as the ledger holds it."""
        return KEY.held(self.message_id), self.sha256


def keep(tx: Tx, arrived: Sequence[Arrival]) -> list[str]:
    """Keep the bytes and the place of mails.

    The same mail seen again (another folder, a rebuilt mailbox) only gains a
    place: its identity is Message-ID and SHA-256.

    Returns:
        The id of each if it is new, else empty.
    """
    named = [(tx.new_id(), one) for one in arrived]
    tx.add_all(_messages, [_row(ident, one) for ident, one in named])
    known = ids_of(tx, arrived)
    tx.add_all(
        _positions,
        [_place(one.mail.position, known[one.identity], one.role) for one in arrived],
    )
    raws = {
        one.sha256: one.mail.raw for ident, one in named if known[one.identity] == ident
    }
    blobs.keep_all(tx, raws, "message", (tx.now + KEEP).date())
    return [ident if known[one.identity] == ident else "" for ident, one in named]


def ids_of(tx: Tx, arrived: Sequence[Arrival]) -> dict[tuple[str, str], str]:
    """Give the ids of those mails that are kept, by their identity."""
    rows = tx.rows(
        _KNOWN,
        firm=tx.firm,
        message_id=[one.message_id for one in arrived],
        sha256=[one.sha256 for one in arrived],
    )
    return {(row["message_id"], row["sha256"]): row["id"] for row in rows}


def _row(ident: str, arrival: Arrival) -> dict[str, object]:
    return {
        "id": ident,
        "sha256": arrival.sha256,
        "message_id": arrival.message_id,
        "mailbox": arrival.mail.position.mailbox,
        "role": arrival.role,
        "arrived_at": arrival.mail.arrived_at,
        "is_whole": arrival.mail.is_whole,
        "kind": arrival.kind,
    }


def _place(position: Position, message: str, role: str) -> dict[str, object]:
    return {
        "role": role,
        "mailbox": position.mailbox,
        "folder": position.folder,
        "uidvalidity": position.uidvalidity,
        "uid": position.uid,
        "message": message,
    }


def seen_uids(
    tx: Tx, mailbox: str, folder: str, uidvalidity: int, uids: Sequence[int]
) -> frozenset[int]:
    """Tell which of these places are known already."""
    query = sa.select(_positions.c.uid).where(
        _positions.c.firm == tx.firm,
        _positions.c.mailbox == mailbox,
        _positions.c.folder == folder,
        _positions.c.uidvalidity == uidvalidity,
        tx.among(_positions.c.uid, uids),
    )
    return frozenset(row["uid"] for row in tx.rows(query))


def place_known(tx: Tx, position: Position, message_id: str, role: str = "") -> bool:
    """Give a mail that is known by its Message-ID alone one more place.

    Used when a mailbox was rebuilt, so that nothing is fetched again.

    Args:
        role: Of the folder; empty = as where it was first seen.

    Returns:
        False where several mails share that Message-ID: fetch it to be sure.
    """
    query = sa.select(_messages.c.id, _messages.c.role).where(
        _messages.c.firm == tx.firm, _messages.c.message_id == message_id
    )
    found = tx.rows(query.limit(2))
    if len(found) != 1:
        return False
    place = _place(position, found[0]["id"], role or found[0]["role"])
    tx.add(_positions, **place)
    return True
