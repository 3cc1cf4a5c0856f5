"""One sender at a time: whoever holds this lock may call claims of others dead."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from agent.errors import TryLater
from agent.ledger.book import Ledger

_BUSY = (
    "another Sollecito is sending for this ledger; stop it first "
    "(systemctl stop sollecito), or let it do the work"
)


@contextmanager
def only_sender(ledger: Ledger, firm: str) -> Iterator[None]:
    """Be the only sender of a ledger; the system frees the lock when we die.

    Raises:
        TryLater: Another process is.
    """
    path = ledger.engine.url.database
    if ledger.engine.dialect.name == "postgresql":
        with _advisory(ledger, firm):
            yield
    elif path in (None, "", ":memory:"):
        yield
    else:
        with Path(f"{path}.sender").open("w", encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise TryLater(_BUSY) from error
            yield


@contextmanager
def _advisory(ledger: Ledger, firm: str) -> Iterator[None]:
    key = {"key": f"sender:{firm}"}
    with ledger.engine.connect() as connection:
        take = sa.text("SELECT pg_try_advisory_lock(hashtext(:key))")
        if not connection.execute(take, key).scalar():
            raise TryLater(_BUSY)
        connection.commit()
        try:
            yield
        finally:
            connection.execute(
                sa.text("SELECT pg_advisory_unlock(hashtext(:key))"), key
            )
