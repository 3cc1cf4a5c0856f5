"""The log of decisions: append-only, each line chained to the one before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from agent.ledger import history, tables
from agent.ledger.book import AGENT, Row, Tx
from agent.ledger.statements import given
from agent.model.event import Event

_events, _links, _firms = tables.events, tables.event_links, tables.firms
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))
_HEAD = sa.select(_firms.c.chain_head, _firms.c.chain_length).where(
    given(_firms.c.firm)
)


def write(
    tx: Tx,
    what: str,
    subject: str,
    because: str,
    *links: str,
    **data: str | int | None,
) -> None:
    """Append one line of history, in the transaction of the change it tells.

    Args:
        subject, links: "kind:id"; the line stands in the history of each.
        because: One sentence without names or addresses.
    """
    gathered = tx.history
    if gathered.head is None:
        row = tx.row(_HEAD, firm=tx.firm)
        assert row is not None, "the firm has no row"
        gathered.head = (row["chain_head"], row["chain_length"])
    before, length = gathered.head
    seq = length + 1
    canonical = _CANONICAL.encode(
        {
            "seq": seq,
            "at": _iso(tx.now),
            "actor": tx.actor,
            "what": what,
            "subject": subject,
            "because": because,
            "data": {key: value for key, value in data.items() if value is not None},
            "links": sorted(set(links)),
        }
    ).encode(errors="ignore")
    digest = link(before, canonical)
    gathered.head = (digest, seq)
    gathered.lines.append(
        {
            "seq": seq,
            "at": tx.now,
            "what": what,
            "subject": subject,
            "canonical": canonical,
            "hash": digest,
        }
    )
    gathered.links += [{"subject": each, "seq": seq} for each in {*links, subject}]


def link(before: str, canonical: bytes) -> str:
    """Chain a line to the hash of the line before it (SHA-256, hex)."""
    return hashlib.sha256(before.encode() + canonical).hexdigest()


def head(tx: Tx) -> str:
    """Give the hash of the last line; empty in a new ledger."""
    return tx.history.head[0] if tx.history.head else _end(tx)[0]


def of(tx: Tx, subject: str) -> tuple[Event, ...]:
    """Give the history of one thing, oldest first."""
    query = (
        sa.select(_events)
        .join(
            _links,
            sa.and_(_links.c.firm == _events.c.firm, _links.c.seq == _events.c.seq),
        )
        .where(_links.c.firm == tx.firm, _links.c.subject == subject)
        .order_by(_links.c.seq)
    )
    return _found(tx, query)


def latest(tx: Tx, limit: int, *, prefix: str = "") -> tuple[Event, ...]:
    """Give the last lines, newest first.

    Args:
        prefix: Only those whose `what` begins so.
    """
    query = sa.select(_events).where(_events.c.firm == tx.firm)
    if prefix:
        query = query.where(_events.c.what.startswith(prefix, autoescape=True))
    return _found(tx, query.order_by(_events.c.seq.desc()).limit(limit))


def since(tx: Tx, moment: datetime, *whats: str) -> tuple[Event, ...]:
    """Give the lines of the named kinds after a moment, oldest first."""
    query = (
        sa.select(_events)
        .where(
            _events.c.firm == tx.firm, _events.c.at > moment, _events.c.what.in_(whats)
        )
        .order_by(_events.c.seq)
    )
    return _found(tx, query)


def acted(tx: Tx, moment: datetime) -> bool:
    """Tell whether a person decided anything after a moment."""
    query = sa.select(_events.c.canonical).where(
        _events.c.firm == tx.firm, _events.c.at > moment
    )
    return any(json.loads(row[0])["actor"] != AGENT for row in tx.tuples(query))


def _found(tx: Tx, query: sa.Select[Any]) -> tuple[Event, ...]:
    history.write(tx.connection, tx.firm, tx.history)
    return tuple(_event(row) for row in tx.rows(query))


def verify(tx: Tx) -> str:
    """Check the whole chain.

    Returns:
        Empty if it holds, else a sentence naming the first line that does not.
    """
    history.write(tx.connection, tx.firm, tx.history)
    before, expected = "", 1
    for seq, linked in groupby(_lines(tx), key=lambda row: int(row["seq"])):
        rows = list(linked)
        if seq != expected:
            return f"line {expected} of the log is missing"
        if link(before, rows[0]["canonical"]) != rows[0]["hash"] or not _is_told(rows):
            return f"line {seq} of the log was changed after it was written"
        before, expected = rows[0]["hash"], expected + 1
    if (before, expected - 1) != _end(tx):
        return f"the log ends at line {expected - 1}, but more was written"
    return ""


def _end(tx: Tx) -> tuple[str, int]:
    """Give the hash and the number of the last line that was written."""
    row = tx.row(_HEAD, firm=tx.firm)
    return ("", 0) if row is None else (row["chain_head"], row["chain_length"])


def _lines(tx: Tx) -> Iterator[Row]:
    """Read every line once for each thing in whose history it stands."""
    query = (
        sa.select(_events, _links.c.subject.label("linked"))
        .join(
            _links,
            sa.and_(_links.c.firm == _events.c.firm, _links.c.seq == _events.c.seq),
            isouter=True,
        )
        .where(_events.c.firm == tx.firm)
        .order_by(_events.c.seq)
    )
    yield from tx.stream(query)


def _is_told(rows: Sequence[Row]) -> bool:
    """Tell whether what is searched by says the same as the chained bytes."""
    line = rows[0]
    told = json.loads(line["canonical"])
    said = (told["seq"], told["at"], told["what"], told["subject"])
    shown = (line["seq"], _iso(line["at"]), line["what"], line["subject"])
    linked = {told["subject"], *told["links"]}
    return said == shown and linked == {row["linked"] for row in rows}


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def _event(row: Row) -> Event:
    told = json.loads(row["canonical"])
    return Event(
        at=row["at"],
        actor=told["actor"],
        what=told["what"],
        subject=told["subject"],
        because=told["because"],
        data=told["data"],
        links=tuple(told["links"]),
        seq=row["seq"],
        hash=row["hash"],
    )
