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

from agent.errors import ConfigError
from agent.ledger.book import Ledger


def upgrade(ledger: Ledger, now: datetime) -> str:
    """Upgrade the schema if it is older than this program.

    Args:
        now: Dates the backup's file name.

    Returns:
        Path of the backup that was made first; empty where none was needed.

    Raises:
        ConfigError: The ledger is newer than this program, or cannot be opened.
    """
    config = _config()
    script = ScriptDirectory.from_config(config)
    try:
        with ledger.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_revision()
    except sa.exc.DBAPIError as error:
        raise ConfigError(f"the ledger cannot be opened: {error.orig}") from error
    if found == script.get_current_head():
        return ""
    if found is not None and found not in _known(script):
        raise ConfigError(
            "this ledger was written by a newer Sollecito; upgrade the program, or "
            "restore the backup made before the upgrade"
        )
    backup = _back_up(ledger, now) if found is not None else ""
    with ledger.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return backup


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "agent.ledger:migrations")
    return config


def _known(script: ScriptDirectory) -> set[str]:
    return {revision.revision for revision in script.walk_revisions()}


def _back_up(ledger: Ledger, now: datetime) -> str:
    """Copy an SQLite ledger beside itself; PostgreSQL has its own backups."""
    path = ledger.engine.url.database
    if ledger.engine.dialect.name != "sqlite" or path in (None, "", ":memory:"):
        return ""
    target = Path(f"{path}.before-{now:%Y%m%d-%H%M%S}")
    with (
        closing(sqlite3.connect(path)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
    target.chmod(0o600)
    return str(target)
