"""Layouts of banks' tables that a person taught."""

from __future__ import annotations

import sqlalchemy as sa

from agent.ledger import tables
from agent.ledger.book import Row, Tx
from agent.ledger.statements import given
from agent.model.layout import Layout

_layouts = tables.layouts
_KNOWN = sa.select(_layouts).where(given(_layouts.c.firm)).order_by(_layouts.c.mark)


def teach(tx: Tx, layout: Layout) -> None:
    """Remember a layout; what was taught of it before no longer counts."""
    forget(tx, layout.mark)
    tx.add(
        _layouts,
        mark=layout.mark,
        titles=list(layout.titles),
        columns={role: list(places) for role, places in layout.columns.items()},
        is_day_first=layout.is_day_first,
        decimal_mark=layout.decimal_mark or "",
        at=tx.now,
    )


def forget(tx: Tx, mark: str) -> None:
    """Forget a layout; lines read by it stay."""
    tx.delete(_layouts, _layouts.c.mark == mark)


def known(tx: Tx) -> tuple[Layout, ...]:
    """Give every layout that was taught."""
    return tuple(_layout(row) for row in tx.rows(_KNOWN, firm=tx.firm))


def _layout(row: Row) -> Layout:
    return Layout(
        mark=row["mark"],
        titles=tuple(row["titles"]),
        columns={role: tuple(places) for role, places in row["columns"].items()},
        is_day_first=row["is_day_first"],
        decimal_mark=row["decimal_mark"] or None,
    )
