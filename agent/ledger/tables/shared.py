"""What all tables share."""

from __future__ import annotations

import sqlalchemy as sa

# SQLite plans without statistics and takes a firm for a few rows: an index that
# lacks the column a query sorts by or gives back loses against the primary key.
metadata = sa.MetaData(
    naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"}
)


def unique(name: str, *columns: str, where: str = "") -> sa.Index:
    """Make a unique index, over the rows that `where` picks or over all."""
    clause = sa.text(where) if where else None
    return sa.Index(
        name, *columns, unique=True, sqlite_where=clause, postgresql_where=clause
    )
