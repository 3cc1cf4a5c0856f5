"""One sender at a time: whoever holds this lock may call claims of others dead."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from agent.errors import ConfigError, TryLater
from agent.ledger.book import Ledger
from agent.ledger.engine import SENDER_LOCK, make_private

_BUSY = (
    "another Sollecito is sending for this ledger; stop it first "
    "(systemctl stop sollecito), or let it do the work"
)


@contextmanager
def only_sender(ledger: Ledger, firm: str) -> Iterator[None]:
    """Be the only sender of a ledger; the system frees the lock when we die.

    Raises:
        ConfigError: The lock's file cannot be opened.
        TryLater: Another process is, or the ledger cannot be reached.
    """
    path = ledger.engine.url.database
    if ledger.engine.dialect.name == "postgresql":
        with _advisory(ledger, firm):
            yield
    elif path in (None, "", ":memory:"):
        yield
    else:
        with _locked(Path(f"{path}.sender")):
            yield


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    make_private(path)
    try:
        file = path.open("r+b")
    except OSError as error:
        raise ConfigError(f"{path} cannot be opened: {error.strerror}") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise TryLater(_BUSY) from error
        yield


@contextmanager
def _advisory(ledger: Ledger, firm: str) -> Iterator[None]:
    take = sa.text("SELECT pg_try_advisory_lock(:kind, hashtext(:firm))")
    try:
        connection = ledger.engine.connect()
    except sa.exc.OperationalError as error:
        raise TryLater(f"the ledger cannot be reached: {error.orig}") from error
    with connection:
        connection.detach()  # closing it, not a pool, is what gives the lock back
        if not connection.scalar(take, {"kind": SENDER_LOCK, "firm": firm}):
            raise TryLater(_BUSY)
        connection.commit()
        yield
