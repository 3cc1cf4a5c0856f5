"""History: the log's lines of a transaction, gathered and written at its end."""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sa

from agent.ledger import prepared, tables
from agent.ledger.statements import insert

_MOVE_HEAD = tables.firms.update().where(
    tables.firms.c.firm == sa.bindparam("of_firm", type_=tables.firms.c.firm.type)
)


@dataclass(slots=True)
class History:
    """What a transaction has to say, and has not written yet.

    Written together it takes three statements, one by one four for each line.

    Args:
        head: Hash and number of the last line; None = nobody asked yet.
        lines: Rows of `events`, in order.
        links: Rows of `event_links`.
    """

    head: tuple[str, int] | None = None
    lines: list[dict[str, object]] = field(default_factory=list)
    links: list[dict[str, object]] = field(default_factory=list)


def write(connection: sa.Connection, firm: str, history: History) -> None:
    """Write what was gathered; harmless where there is nothing."""
    if not history.lines:
        return
    assert history.head is not None, "a line follows on the one before it"
    digest, length = history.head
    for table, rows in (
        (tables.events, history.lines),
        (tables.event_links, history.links),
    ):
        prepared.change_all(connection, insert(table), rows, firm=firm)
        rows.clear()
    moved = {"of_firm": firm, "chain_head": digest, "chain_length": length}
    prepared.change(connection, _MOVE_HEAD, moved)
