"""The database: opened, and asked in transactions that write or only read.

No listener hangs on the engine's events: with one of them SQLAlchemy looks for
all of them at each statement, which costs a third more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from agent.errors import ConfigError
from agent.ledger import prepared

# Kinds of PostgreSQL advisory locks, so that one never waits for the other.
WRITER_LOCK, SENDER_LOCK, UPGRADE_LOCK = 7001, 7002, 7003
_READ_ONLY = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Begin a transaction that writes: committed at the end, or all undone."""
    with engine.begin() as connection:
        _begin_sqlite(connection, "BEGIN IMMEDIATE")
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Begin a transaction that sees one picture and leaves nothing written.

    Not by SQLite's `query_only`: after each switch it prepares every statement anew.
    """
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(**_READ_ONLY)
        _begin_sqlite(connection, "BEGIN")
        yield connection  # given back it is rolled back, whoever began


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
        "cache_size=-8000",  # KiB; a batch of mails does not fit into the usual 2000
    )
    sa.event.listen(
        engine, "connect", _preparer(*(f"PRAGMA {each}" for each in pragmas))
    )
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
        folder = path.parent
        cure = "" if folder.is_dir() else f"; `mkdir -p {folder}` makes its folder"
        raise ConfigError(f"{path} cannot be made: {error.strerror}{cure}") from error


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


def _begin_sqlite(connection: sa.Connection, words: str) -> None:
    if connection.dialect.name == "sqlite":
        prepared.say(connection, words)
