"""Durable: what commits cost in processor time, told apart from the rest.

That is the disk's and the file system's time, spent once a transaction however much
is in it.
"""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa


class Commits:
    """The commits of the databases that are watched.

    Args:
        seconds: Of the processor, all of them together.
    """

    def __init__(self) -> None:
        self.seconds = 0.0

    def watch(self, engine: sa.Engine) -> None:
        """Time the commits of a database from now on."""
        commit = engine.dialect.do_commit

        def timed(connection: Any) -> None:
            began = time.process_time()
            commit(connection)
            self.seconds += time.process_time() - began

        engine.dialect.do_commit = timed  # type: ignore[method-assign]
