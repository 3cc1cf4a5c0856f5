"""Open the ledger and begin transactions."""

from __future__ import annotations

import itertools
import secrets
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from agent.errors import TryLater
from agent.ledger import history, prepared, tables
from agent.ledger.engine import WRITER_LOCK, reading, writing
from agent.ledger.history import History
from agent.ledger.ids import moment_of, sortable_id
from agent.ledger.statements import (
    among,
    highest_no,
    insert,
    insert_unless_there,
    put,
    update_by_id,
)
from agent.ledger.unwritten import Unwritten

Row = prepared.Row

AGENT = "agent"  # who acts where no person does


@dataclass(frozen=True, slots=True)
class Tx:
    """One transaction of one firm, at one moment.

    Args:
        now: The moment that everything in it is dated by, aware, UTC.
        actor: Who acts: "agent" or a person's name.
        new_id: Makes ids that sort in the order they were made.
        is_picture: It is for looking alone.
        history: Lines of the log, to be written at the end.
        unwritten: Changes of rows, to be written before they are read.
        known: What was read and only this transaction can change, by its name.
    """

    connection: sa.Connection
    firm: str
    now: datetime
    actor: str
    new_id: Callable[[], str]
    is_picture: bool = False
    history: History = field(default_factory=History)
    unwritten: Unwritten = field(default_factory=Unwritten)
    known: dict[str, Any] = field(default_factory=dict)

    def run(
        self, statement: sa.Executable, said: Mapping[str, Any] | None = None
    ) -> int:
        """Make a change, after those it could miss; give the number of rows it touched.

        Args:
            said: What a statement that is made once is run with; None = it was made
                for this time, and its tables are not looked for.
        """
        self._may_change()
        self._make_way(statement, said)
        if said:
            return prepared.change(self.connection, statement, said)
        return self.connection.execute(statement).rowcount

    def _may_change(self) -> None:
        assert not self.is_picture, "a picture cannot be written to"

    def _make_way(
        self, statement: sa.Executable, said: Mapping[str, Any] | None
    ) -> None:
        if not (said and self.unwritten.is_apart_from(statement)):
            self.write()

    def run_all(
        self,
        statement: sa.Executable,
        rows: Sequence[Mapping[str, Any]],
        **shared: object,
    ) -> None:
        """Run a statement that is made once for many rows, after such changes.

        Args:
            shared: What is the same in every row.
        """
        self._may_change()
        if not self.unwritten.is_apart_from(statement):
            self.write()
        prepared.change_all(self.connection, statement, rows, **shared)

    def later(self, statement: sa.Executable, row: object, **said: object) -> None:
        """Run a statement that is made once before anybody could miss its effect.

        Args:
            statement: One whose rows no other row refers to yet.
            row: Names the row it changes, for this statement.
        """
        self._may_change()
        if not self.unwritten.takes(statement, row, said):
            self.write()
        self.unwritten.add(statement, row, said)

    def write(self) -> None:
        """Make the changes that were put off."""
        self.unwritten.write(self.connection)

    def rows(self, statement: sa.Executable, **said: object) -> Sequence[Row]:
        """Give all rows by the names of their columns.

        Args:
            said: What a statement that is made once is asked with.
        """
        return self._ask(statement, said)

    def tuples(self, statement: sa.Executable, **said: object) -> Any:
        """Give all rows as plain tuples: of many rows names would cost the most."""
        return self._ask(statement, said).rows

    def row(self, statement: sa.Executable, **said: object) -> Row | None:
        """Give the first row, or None."""
        return next(iter(self._ask(statement, said)), None)

    def value(self, statement: sa.Executable, **said: object) -> Any:
        """Give the first column of the first row, or None."""
        found = self._ask(statement, said)
        return found.rows[0][0] if found.rows else None

    def stream(self, statement: sa.Select[Any], at_once: int = 1000) -> Iterator[Row]:
        """Give very many rows by the names of their columns, so many in memory."""
        self.write()
        found = self.connection.execute(statement).mappings()
        yield from (dict(row) for row in found.yield_per(at_once))

    def _ask(
        self, statement: sa.Executable, said: Mapping[str, object]
    ) -> prepared.Found:
        self._make_way(statement, said)
        if said:
            return prepared.ask(self.connection, statement, said)
        found = self.connection.execute(statement)
        return prepared.Found(tuple(found.keys()), found.all())

    def insert(self, table: sa.Table, **values: object) -> None:
        """Add a row of this firm."""
        self.run(insert(table), {"firm": self.firm, **values})

    def insert_all(self, table: sa.Table, rows: Sequence[dict[str, object]]) -> None:
        """Add many rows of this firm."""
        self.run_all(insert(table), rows, firm=self.firm)

    def add(self, table: sa.Table, **values: object) -> bool:
        """Add a row unless one with the same key stands already.

        Returns:
            True if it was added.
        """
        statement = insert_unless_there(table, self.connection.dialect.name)
        return self.run(statement, {"firm": self.firm, **values}) > 0

    def put(self, table: sa.Table, **values: object) -> None:
        """Add a row, or let the one with the same key hold these values."""
        said = {"firm": self.firm, **values}
        self.run(put(table, self.connection.dialect.name, tuple(said)), said)

    def add_later(self, table: sa.Table, row: str, **values: object) -> None:
        """Add a row, named so, to which no other refers, before it can be missed.

        One with the same key may stand already.
        """
        statement = insert_unless_there(table, self.connection.dialect.name)
        self.later(statement, row, firm=self.firm, **values)

    def add_all(self, table: sa.Table, rows: Sequence[dict[str, object]]) -> None:
        """Add many rows, each unless one with the same key stands already."""
        statement = insert_unless_there(table, self.connection.dialect.name)
        self.run_all(statement, rows, firm=self.firm)

    def among(
        self, column: sa.ColumnElement[Any], values: Iterable[str | int]
    ) -> sa.ColumnElement[bool]:
        """Say that a column holds one of these values, however many they are."""
        return among(column, values)

    def update(self, table: sa.Table, *where: Any, **values: object) -> int:
        """Change rows of this firm; give their number."""
        return self.run(
            table.update().where(table.c.firm == self.firm, *where).values(**values)
        )

    def change(self, table: sa.Table, row: str, **values: object) -> None:
        """Change plain values of the row with this id, before it is read again."""
        self.later(update_by_id(table), row, **self._said(row, values))

    def change_all(
        self, table: sa.Table, rows: Sequence[tuple[str, Mapping[str, object]]]
    ) -> None:
        """Change the same columns of many rows, each named by its id."""
        said = [{"of_id": row, **values} for row, values in rows]
        self.run_all(update_by_id(table), said, of_firm=self.firm)

    def _said(self, row: str, values: Mapping[str, object]) -> dict[str, object]:
        return {"of_firm": self.firm, "of_id": row, **values}

    def delete(self, table: sa.Table, *where: Any) -> int:
        """Remove rows of this firm; give their number."""
        return self.run(table.delete().where(table.c.firm == self.firm, *where))

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
            writing(self.engine) as connection,
        ):
            if connection.dialect.name == "postgresql":
                # One writer a firm, as on SQLite: the chain of events is one line.
                connection.execute(
                    sa.text("SELECT pg_advisory_xact_lock(:kind, hashtext(:firm))"),
                    {"kind": WRITER_LOCK, "firm": firm},
                )
            tx = self._tx(connection, firm, now, actor)
            yield tx
            tx.write()
            history.write(connection, firm, tx.history)

    @contextmanager
    def look(self, firm: str, now: datetime) -> Iterator[Tx]:
        """Begin a reading transaction: one consistent picture, nothing written.

        Raises:
            TryLater: The ledger cannot be reached.
        """
        with (
            _or_later("the ledger cannot be read now"),
            reading(self.engine) as connection,
        ):
            yield self._tx(connection, firm, now, AGENT, is_picture=True)

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
        self,
        connection: sa.Connection,
        firm: str,
        now: datetime,
        actor: str,
        *,
        is_picture: bool = False,
    ) -> Tx:
        # A batch shares one moment: its order is kept by a number before the chance.
        numbers, moment = itertools.count(), moment_of(now)

        def new_id() -> str:
            place = min(next(numbers), 0xFFFF).to_bytes(2, "big")
            return sortable_id(moment, place + self._entropy(8))

        return Tx(connection, firm, now.astimezone(UTC), actor, new_id, is_picture)


@contextmanager
def _or_later(what: str) -> Iterator[None]:
    try:
        yield
    except sa.exc.OperationalError as error:
        raise TryLater(f"{what}: {error.orig}") from error
    except sa.exc.TimeoutError as error:
        raise TryLater(f"{what}: too many are at it") from error
