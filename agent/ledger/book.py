"""Open the ledger and begin transactions."""

from __future__ import annotations

import itertools
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from agent.errors import ConfigError, TryLater
from agent.ledger import history, tables
from agent.ledger.history import History
from agent.ledger.ids import sortable_id
from agent.ledger.statements import (
    among,
    highest_no,
    insert,
    insert_unless_there,
    update_by_id,
)

Row = sa.RowMapping
_READ_ONLY: dict[str, dict[str, Any]] = {
    "sqlite": {"sollecito_read_only": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


AGENT = "agent"  # who acts where no person does


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction of one firm, at one moment.

    Args:
        now: The moment that everything in it is dated by, aware, UTC.
        actor: Who acts: "agent" or a person's name.
        new_id: Makes ids that sort in the order they were made.
        history: Lines of the log, to be written at the end.
    """

    connection: sa.Connection
    firm: str
    now: datetime
    actor: str
    new_id: Callable[[], str]
    history: History = field(default_factory=History)

    def rows(self, statement: sa.Executable, **said: object) -> Sequence[Row]:
        """Give all rows.

        Args:
            said: What a statement that is made once is asked with.
        """
        return self.connection.execute(statement, said or None).mappings().all()

    def row(self, statement: sa.Executable, **said: object) -> Row | None:
        """Give the first row, or None."""
        return self.connection.execute(statement, said or None).mappings().first()

    def value(self, statement: sa.Executable, **said: object) -> Any:
        """Give the first column of the first row, or None."""
        return self.connection.execute(statement, said or None).scalar()

    def insert(self, table: sa.Table, **values: object) -> None:
        """Add a row of this firm."""
        self.connection.execute(insert(table), {"firm": self.firm, **values})

    def insert_all(self, table: sa.Table, rows: Sequence[dict[str, object]]) -> None:
        """Add many rows of this firm."""
        if rows:
            self.connection.execute(
                insert(table), [{"firm": self.firm, **row} for row in rows]
            )

    def add(self, table: sa.Table, **values: object) -> bool:
        """Add a row unless one with the same key stands already.

        Returns:
            True if it was added.
        """
        statement = insert_unless_there(table, self.connection.dialect.name)
        done = self.connection.execute(statement, {"firm": self.firm, **values})
        return done.rowcount > 0

    def add_all(self, table: sa.Table, rows: Sequence[dict[str, object]]) -> None:
        """Add many rows, each unless one with the same key stands already."""
        if rows:
            statement = insert_unless_there(table, self.connection.dialect.name)
            said = [{"firm": self.firm, **row} for row in rows]
            self.connection.execute(statement, said)

    def among(
        self, column: sa.ColumnElement[Any], values: Iterable[str | int]
    ) -> sa.ColumnElement[bool]:
        """Say that a column holds one of these values, however many they are."""
        return among(column, values)

    def update(self, table: sa.Table, *where: Any, **values: object) -> int:
        """Change rows of this firm; give their number."""
        done = self.connection.execute(
            table.update().where(table.c.firm == self.firm, *where).values(**values)
        )
        return done.rowcount

    def change(self, table: sa.Table, row: str, **values: object) -> None:
        """Change plain values of the row with this id."""
        self.connection.execute(update_by_id(table), self._said(row, values))

    def change_all(
        self, table: sa.Table, rows: Sequence[tuple[str, Mapping[str, object]]]
    ) -> None:
        """Change the same columns of many rows, each named by its id."""
        if rows:
            said = [self._said(*each) for each in rows]
            self.connection.execute(update_by_id(table), said)

    def _said(self, row: str, values: Mapping[str, object]) -> dict[str, object]:
        return {"of_firm": self.firm, "of_id": row, **values}

    def delete(self, table: sa.Table, *where: Any) -> int:
        """Remove rows of this firm; give their number."""
        done = self.connection.execute(
            table.delete().where(table.c.firm == self.firm, *where)
        )
        return done.rowcount

    def next_no(self, table: sa.Table) -> int:
        """Give the next short number for people."""
        return int(self.value(highest_no(table), firm=self.firm) or 0) + 1


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
        # SQLite lets a waiting writer sleep up to a tenth of a second between two
        # looks: threads of one process take turns here, and are woken at once.
        self._turn = threading.RLock()

    @contextmanager
    def begin(self, firm: str, now: datetime, actor: str = AGENT) -> Iterator[Tx]:
        """Begin a writing transaction: committed at the end, or all undone.

        Raises:
            TryLater: Another process held the ledger too long, or the disk is full.
        """
        with (
            _or_later("the ledger cannot be written now"),
            self._turn,
            self.engine.begin() as connection,
        ):
            if connection.dialect.name == "postgresql":
                # One writer a firm, as on SQLite: the chain of events is one line.
                connection.execute(
                    sa.text("SELECT pg_advisory_xact_lock(:kind, hashtext(:firm))"),
                    {"kind": WRITER_LOCK, "firm": firm},
                )
            tx = self._tx(connection, firm, now, actor)
            yield tx
            history.write(connection, firm, tx.history)

    @contextmanager
    def look(self, firm: str, now: datetime) -> Iterator[Tx]:
        """Begin a reading transaction: one consistent picture, nothing written.

        Raises:
            TryLater: The ledger cannot be reached.
        """
        with (
            _or_later("the ledger cannot be read now"),
            self.engine.connect() as connection,
        ):
            quiet = read_only(connection)
            yield self._tx(quiet, firm, now, "agent")
            quiet.rollback()

    def ensure_firm(self, firm: str, now: datetime) -> None:
        """Make the firm's first row, with the secret its letters are signed by."""
        known = sa.select(tables.firms.c.firm).where(tables.firms.c.firm == firm)
        with self.look(firm, now) as tx:
            if tx.row(known) is not None:
                return
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
        # A batch shares one moment: its order is kept by a number before the chance.
        numbers = itertools.count()

        def new_id() -> str:
            place = min(next(numbers), 0xFFFF).to_bytes(2, "big")
            return sortable_id(now, place + self._entropy(8))

        return Tx(connection, firm, now.astimezone(UTC), actor, new_id)


# Kinds of PostgreSQL advisory locks, so that one never waits for the other.
WRITER_LOCK, SENDER_LOCK, UPGRADE_LOCK = 7001, 7002, 7003


@contextmanager
def _or_later(what: str) -> Iterator[None]:
    try:
        yield
    except sa.exc.OperationalError as error:
        raise TryLater(f"{what}: {error.orig}") from error
    except sa.exc.TimeoutError as error:
        raise TryLater(f"{what}: too many are at it") from error


def read_only(connection: sa.Connection) -> sa.Connection:
    """Let the connection's next transaction see one picture and write nothing."""
    return connection.execution_options(**_READ_ONLY[connection.dialect.name])


def open_engine(url: str, *, lock_wait_seconds: float = 30) -> sa.Engine:
    """Open a database; a new file is the owner's alone to read.

    Args:
        url: "sqlite:///path", "sqlite://" (in memory, for tests) or
            "postgresql+psycopg://...".
        lock_wait_seconds: How long to wait for another writer.

    Raises:
        ConfigError: The file cannot be made.
    """
    wait_ms = int(lock_wait_seconds * 1000)
    if not url.startswith("sqlite"):
        engine = sa.create_engine(url, pool_pre_ping=True, hide_parameters=True)
        sa.event.listen(engine, "connect", _preparer(f"SET lock_timeout = {wait_ms}"))
        return engine
    path = sa.make_url(url).database
    if path in (None, "", ":memory:"):
        engine = sa.create_engine(
            url,
            poolclass=sa.pool.StaticPool,
            connect_args={"check_same_thread": False},
            hide_parameters=True,
        )
    else:
        make_private(Path(path))
        engine = sa.create_engine(url, hide_parameters=True)
    pragmas = (
        f"busy_timeout={wait_ms}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    )
    sa.event.listen(
        engine, "connect", _preparer(*(f"PRAGMA {each}" for each in pragmas))
    )
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_private(path: Path) -> None:
    """Make a file that only its owner may read, unless it is there.

    Raises:
        ConfigError: It cannot be made.
    """
    try:
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise ConfigError(f"{path} cannot be made: {error.strerror}") from error


def _preparer(*statements: str) -> Callable[[Any, object], None]:
    """Make a listener that prepares each new connection of the driver."""

    def prepare(connection: Any, _record: object) -> None:
        if isinstance(connection, sqlite3.Connection):
            # The driver's own BEGIN would be a deferred one.
            connection.isolation_level = None
        for statement in statements:
            connection.execute(statement)
        connection.commit()

    return prepare


def _begin_sqlite(connection: sa.Connection) -> None:
    quiet = bool(connection.get_execution_options().get("sollecito_read_only"))
    if connection.info.get("is_quiet") is not quiet:
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if quiet else 'OFF'}")
        connection.info["is_quiet"] = quiet
    connection.exec_driver_sql("BEGIN" if quiet else "BEGIN IMMEDIATE")
