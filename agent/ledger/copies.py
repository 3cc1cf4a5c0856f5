"""Where copies of our own letters were seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Tx
from agent.ledger.messages import position_of
from agent.ledger.statements import given, given_any
from agent.model.message import Position

_messages, _positions = tables.messages, tables.positions
_SEEN = (
    sa.select(_positions, _messages.c.delivery)
    .join(
        _messages,
        sa.and_(
            _messages.c.firm == _positions.c.firm,
            _messages.c.id == _positions.c.message,
        ),
    )
    .where(
        given(_positions.c.firm),
        given(_positions.c.mailbox),
        given_any(_messages.c.delivery),
        _messages.c.state == "ours",
    )
)


def seen(
    tx: Tx, delivery_ids: Iterable[str], mailbox: str
) -> Mapping[str, Sequence[tuple[str, Position]]]:
    """Give where copies of letters lay, by delivery: (folder's role, place)."""
    found: dict[str, list[tuple[str, Position]]] = {}
    wanted = list(delivery_ids)
    asked = {"firm": tx.firm, "mailbox": mailbox, "delivery": wanted}
    for row in tx.rows(_SEEN, **asked) if wanted else ():
        found.setdefault(row["delivery"], []).append((row["role"], position_of(row)))
    return found
