"""What is said to a database: each statement as it leaves, whoever runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from agent.ledger import prepared

Ear = Callable[[str, Any], None]


class _Cursor:
    """A driver's cursor of which is told what it runs."""

    def __init__(self, cursor: Any, ear: Ear) -> None:
        self._cursor = cursor
        self._ear = ear

    def execute(self, words: str, said: Any = ()) -> Any:
        self._ear(words, said)
        return self._cursor.execute(words, said)

    def executemany(self, words: str, said: Any) -> Any:
        self._ear(words, said)
        return self._cursor.executemany(words, said)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


@contextmanager
def told(ear: Ear) -> Iterator[None]:
    """Let an ear hear every statement with its values before it is run."""
    plain = prepared.driver_cursor

    def listen(_c: object, _cursor: object, words: str, said: Any, *_: object) -> None:
        ear(words, said)

    sa.event.listen(sa.Engine, "before_cursor_execute", listen)
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(
                prepared, "driver_cursor", lambda one: _Cursor(plain(one), ear)
            )
            yield
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", listen)


@contextmanager
def heard() -> Iterator[list[str]]:
    """Gather every statement."""
    found: list[str] = []
    with told(lambda words, _said: found.append(words)):
        yield found
