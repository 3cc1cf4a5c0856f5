"""What a person asks about a table: how would its columns be read?"""

from __future__ import annotations

from dataclasses import dataclass

from agent.bank.formats.columns import taught_format
from agent.bank.teaching import lesson
from agent.errors import Refused
from agent.ledger import blobs, layouts, quarantine
from agent.ledger.quarantine import SetAside
from agent.model.layout import Layout, Lesson, Wishes
from agent.steps.desk import Desk
from agent.steps.each import picture

_TABLES = ("table", "statement", "unknown")


@dataclass(frozen=True, slots=True)
class Table:
    """A file with rows and columns, in hand."""

    name: str
    data: bytes


def set_aside_table(desk: Desk, number: int) -> Table:
    """Give a file that lies in quarantine.

    Raises:
        Refused: There is none of this number, or nothing of it was kept.
    """
    with picture(desk) as tx:
        item = quarantine.find(tx, number)
        data = blobs.get(tx, item.sha256) if item else b""
    if item is None or item.state != "aside" or not data:
        raise Refused(f"no file {number}; `sollecito quarantine list` lists them")
    return Table(item.name, data)


def consider(desk: Desk, table: Table, wishes: Wishes) -> Lesson:
    """Show how a table would be read, as it is known or guessed.

    Raises:
        Unreadable: It is no table of dates and amounts, or one without signs.
        Refused: A wish names a column that is not there.
    """
    with picture(desk) as tx:
        known = layouts.known(tx)
    return lesson(table.data, table.name, wishes, known)


def waiting(desk: Desk, layout: Layout) -> tuple[SetAside, ...]:
    """Give the files in quarantine that have this layout."""
    form = taught_format((layout,))
    with picture(desk) as tx:
        return tuple(
            item
            for item in quarantine.listed(tx)
            if item.kind in _TABLES
            and item.sha256
            and form.claims(blobs.get(tx, item.sha256), item.name)
        )
