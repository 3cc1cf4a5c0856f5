"""Bring a ledger's schema up to date, after a backup; refuse a newer one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from agent.errors import ConfigError, TryLater
from agent.ledger.book import Ledger
from agent.ledger.engine import UPGRADE_LOCK, make_private, reading, writing

_KIND = 0xFF  # of SQLite's result codes the lowest byte; the others say more of it


def upgrade(ledger: Ledger, now: datetime, config: Config | None = None) -> str:
    """Upgrade the schema if it is older than this program.

    Args:
        now: Dates the backup's file name.
        config: Where the steps lie; None = those of this program.

    Returns:
        Path of the backup that was made first; empty where none was needed.

    Raises:
        ConfigError: The ledger is newer than this program, or cannot be opened.
        TryLater: Another process is writing, or there is no room for the backup.
    """
    config = config or shipped()
    script = ScriptDirectory.from_config(config)
    head = script.get_current_head()
    try:
        with reading(ledger.engine) as connection:
            found = _revision(connection)
    except sa.exc.DBAPIError as error:
        raise ConfigError(_unopened(ledger.engine, error.orig)) from error
    if found == head:
        return ""
    if found is not None and found not in _known(script):
        raise ConfigError(
            "this ledger was written by a newer Sollecito; upgrade the program, or "
            "restore the backup made before the upgrade"
        )
    try:
        with writing(ledger.engine) as connection:
            return _upgrade(connection, config, head, now)
    except sa.exc.OperationalError as error:
        if _is_closed_to_us(error.orig):
            raise ConfigError(_unopened(ledger.engine, error.orig)) from error
        raise TryLater(f"the ledger cannot be upgraded now: {error.orig}") from error
    except sa.exc.DBAPIError as error:
        raise ConfigError(f"the ledger cannot be upgraded: {error.orig}") from error


def _unopened(engine: sa.Engine, error: BaseException | None) -> str:
    """Tell which ledger cannot be opened and why; of a file, how it is mended."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or not path:
        return f"the ledger cannot be opened: {error}"
    said = f"the ledger {path} cannot be opened: {error}"
    if not _is_closed_to_us(error):
        return said
    return (
        f"{said}; whoever runs Sollecito, to look too, has to be able to write this "
        f"file and its folder {Path(path).resolve().parent}: run it as the user they "
        "belong to, or give them to this user (`chown`)"
    )


def _is_closed_to_us(error: BaseException | None) -> bool:
    """Tell whether it is the file or its folder that may not be written."""
    code = getattr(error, "sqlite_errorcode", None) or 0
    return code & _KIND in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)


def _upgrade(
    connection: sa.Connection, config: Config, head: str | None, now: datetime
) -> str:
    """Take the steps in one transaction, so that half an upgrade never stands."""
    if connection.dialect.name == "postgresql":
        lock = sa.text("SELECT pg_advisory_xact_lock(:kind)")
        connection.execute(lock, {"kind": UPGRADE_LOCK})
    found = _revision(connection)
    if found == head:
        return ""  # another process was quicker
    backup = _back_up(connection.engine, now) if found is not None else ""
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return backup


def _revision(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def shipped() -> Config:
    """Give alembic the steps that came with this program."""
    config = Config()
    config.set_main_option("script_location", "agent.ledger:migrations")
    return config


def _known(script: ScriptDirectory) -> set[str]:
    return {revision.revision for revision in script.walk_revisions()}


def _back_up(engine: sa.Engine, now: datetime) -> str:
    """Copy an SQLite ledger beside itself; PostgreSQL has its own backups."""
    path = engine.url.database
    if engine.dialect.name != "sqlite" or path in (None, "", ":memory:"):
        return ""
    target = Path(f"{path}.before-{now:%Y%m%d-%H%M%S}")
    make_private(target)
    try:
        with (
            closing(sqlite3.connect(path)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise TryLater(f"no backup could be made as {target}: {error}") from error
    return str(target)
