"""Open the ledger and begin transactions."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from agent.errors import TryLater
from agent.ledger import tables
from agent.ledger.ids import sortable_id

_LOCK_WAIT_SECONDS = 30
Row = sa.RowMapping


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction of one firm, at one moment.

    Args:
        now: The moment that everything in it is dated by, aware, UTC.
        actor: Who acts: "agent" or a person's name.
    """

    connection: sa.Connection
    firm: str
    now: datetime
    actor: str
    new_id: Callable[[], str]

    def rows(self, statement: sa.Executable) -> Sequence[Row]:
        """Give all rows."""
        return self.connection.execute(statement).mappings().all()

    def row(self, statement: sa.Executable) -> Row | None:
        """Give the first row, or None."""
        return self.connection.execute(statement).mappings().first()

    def value(self, statement: sa.Executable) -> Any:
        """Give the first column of the first row, or None."""
        return self.connection.execute(statement).scalar()

    def insert(self, table: sa.Table, **values: object) -> None:
        """Add a row of this firm."""
        self.connection.execute(table.insert().values(firm=self.firm, **values))

    def insert_all(self, table: sa.Table, rows: Sequence[dict[str, object]]) -> None:
        """Add many rows of this firm."""
        if rows:
            self.connection.execute(
                table.insert(), [{"firm": self.firm, **row} for row in rows]
            )

    def add(self, table: sa.Table, **values: object) -> bool:
        """Add a row unless one with the same key stands already.

        Returns:
            True if it was added.
        """
        dialect = self.connection.dialect.name
        if dialect == "postgresql":
            from sqlalchemy.dialects.postgresql import insert as insert_pg

            result = self.connection.execute(
                insert_pg(table)
                .values(firm=self.firm, **values)
                .on_conflict_do_nothing()
            )
        else:
            from sqlalchemy.dialects.sqlite import insert as insert_lite

            result = self.connection.execute(
                insert_lite(table)
                .values(firm=self.firm, **values)
                .on_conflict_do_nothing()
            )
        return result.rowcount > 0

    def update(self, table: sa.Table, *where: Any, **values: object) -> int:
        """Change rows of this firm; give their number."""
        done = self.connection.execute(
            table.update().where(table.c.firm == self.firm, *where).values(**values)
        )
        return done.rowcount

    def delete(self, table: sa.Table, *where: Any) -> int:
        """Remove rows of this firm; give their number."""
        done = self.connection.execute(
            table.delete().where(table.c.firm == self.firm, *where)
        )
        return done.rowcount

    def next_no(self, table: sa.Table) -> int:
        """Give the next short number for people."""
        top = self.value(
            sa.select(sa.func.max(table.c.no)).where(table.c.firm == self.firm)
        )
        return int(top or 0) + 1


class Ledger:
    """A database with one or more firms in it.

    Args:
        engine: Made by `open_engine`.
        entropy: Gives n random bytes; the system's by default.
    """

    def __init__(
        self,
        engine: sa.Engine,
        entropy: Callable[[int], bytes] = secrets.token_bytes,
    ):
        self.engine = engine
        self._entropy = entropy

    @contextmanager
    def begin(self, firm: str, now: datetime, actor: str = "agent") -> Iterator[Tx]:
        """Begin a writing transaction: committed at the end, or all undone.

        Raises:
            TryLater: Another process held the ledger too long, or the disk is full.
        """
        try:
            with self.engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    # One writer a firm, as on SQLite: the chain of events is one line.
                    connection.execute(
                        sa.text("SELECT pg_advisory_xact_lock(hashtext(:firm))"),
                        {"firm": firm},
                    )
                yield self._tx(connection, firm, now, actor)
        except sa.exc.OperationalError as error:
            raise TryLater(f"the ledger cannot be written now: {error.orig}") from error

    @contextmanager
    def look(self, firm: str, now: datetime) -> Iterator[Tx]:
        """Begin a reading transaction: one consistent picture, nothing written."""
        try:
            with self.engine.connect() as connection:
                quiet = connection.execution_options(sollecito_read_only=True)
                yield self._tx(quiet, firm, now, "agent")
                quiet.rollback()
        except sa.exc.OperationalError as error:
            raise TryLater(f"the ledger cannot be read now: {error.orig}") from error

    def ensure_firm(self, firm: str, now: datetime) -> None:
        """Make the firm's first row, with the secret its letters are signed by."""
        with self.begin(firm, now) as tx:
            tx.add(
                tables.firms,
                secret=self._entropy(32),
                started_on=now.date(),
            )

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _tx(
        self, connection: sa.Connection, firm: str, now: datetime, actor: str
    ) -> Tx:
        def new_id() -> str:
            return sortable_id(now, self._entropy(10))

        return Tx(connection, firm, now, actor, new_id)


def open_engine(url: str) -> sa.Engine:
    """Open a database.

    Args:
        url: "sqlite:///path", "sqlite://" (in memory, for tests) or
            "postgresql+psycopg://...".
    """
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True)
    options: dict[str, Any] = {}
    if url in ("sqlite://", "sqlite:///:memory:"):
        options = {
            "poolclass": sa.pool.StaticPool,
            "connect_args": {"check_same_thread": False},
        }
    engine = sa.create_engine(url, **options)
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would be a deferred one
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={_LOCK_WAIT_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    quiet = connection.get_execution_options().get("sollecito_read_only")
    connection.exec_driver_sql("BEGIN" if quiet else "BEGIN IMMEDIATE")
