"""Prepared: a statement made once, compiled once, and run by the driver itself.

SQLAlchemy prepares the parameters and the rows of each run anew: measured on SQLite,
that takes longer than the database does. What is asked for one time goes its way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.compiler import SQLCompiler

Row = Mapping[str, Any]
# Of each kind of database one: all databases of a kind are spoken to alike.
_SPOKEN: dict[str, sa.Dialect] = {}
_Fit = Callable[[Any], Any]  # gives a value as the driver takes it, or the program


@dataclass(slots=True)
class _Made:
    """A statement as the driver takes it.

    Args:
        names: Of its parameters, in their places.
        holds: What makes a parameter fit, where it has to be made so, by its place.
        fixed: Parameters that the statement says itself, made fit.
        kinds: Of the columns it gives.
        columns: Their names; known once it was run.
        gives: What makes a column fit, by its place; known then too.
    """

    words: str
    names: tuple[str, ...]
    holds: tuple[tuple[int, _Fit], ...]
    fixed: Mapping[str, Any]
    is_by_place: bool
    kinds: tuple[sa.types.TypeEngine[Any], ...]
    columns: tuple[str, ...] = ()
    gives: list[tuple[int, _Fit]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found(Sequence[Row]):
    """What a statement found: rows by the names of their columns.

    Each is put together as it is looked at: of very many that saves half the memory.

    Args:
        columns: Their names.
        rows: One tuple each.
    """

    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]

    def __len__(self) -> int:
        """Give their number."""
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        """Give each by the names of its columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __getitem__(self, place: Any) -> Any:
        """Give the one of a place, or those of a slice."""
        if isinstance(place, slice):
            return Found(self.columns, self.rows[place])
        return dict(zip(self.columns, self.rows[place], strict=True))


def ask(
    connection: sa.Connection, statement: sa.Executable, said: Mapping[str, Any]
) -> Found:
    """Run a question that is made once.

    Raises:
        sqlalchemy.exc.DBAPIError: The database refused.
    """
    made = _of_kind(statement, connection.dialect, tuple(said))
    with _Cursor(connection, made.words) as cursor:
        cursor.execute(made.words, _told(made, said))
        if not made.columns:
            _learn_columns(made, connection.dialect, cursor.description)
        rows = cursor.fetchall()
    return Found(made.columns, _given(made, rows) if rows and made.gives else rows)


def change(
    connection: sa.Connection, statement: sa.Executable, said: Mapping[str, Any]
) -> int:
    """Run a change that is made once; give the number of rows it touched.

    Raises:
        sqlalchemy.exc.DBAPIError: The database refused.
    """
    made = _of_kind(statement, connection.dialect, tuple(said))
    with _Cursor(connection, made.words) as cursor:
        cursor.execute(made.words, _told(made, said))
        return int(cursor.rowcount)


def change_all(
    connection: sa.Connection,
    statement: sa.Executable,
    rows: Sequence[Mapping[str, Any]],
    **shared: object,
) -> None:
    """Run a change that is made once for many rows, all of the same keys.

    Args:
        shared: What is the same in every row.

    Raises:
        sqlalchemy.exc.DBAPIError: The database refused.
    """
    if not rows:
        return
    made = _of_kind(statement, connection.dialect, (*shared, *rows[0]))
    same = {**made.fixed, **shared}
    columns: list[Sequence[object]] = [
        [same[name]] * len(rows) if name in same else [row[name] for row in rows]
        for name in made.names
    ]
    for place, hold in made.holds:
        columns[place] = _held(hold, columns[place])
    told = zip(*columns, strict=True)
    said = list(told) if made.is_by_place else [_named(made, row) for row in told]
    with _Cursor(connection, made.words) as cursor:
        cursor.executemany(made.words, said)


def say(connection: sa.Connection, words: str) -> None:
    """Run a command of the database's own, without parameters."""
    with _Cursor(connection, words) as cursor:
        cursor.execute(words)


def kept() -> int:
    """Give how many statements are kept as the driver takes them."""
    return _made.cache_info().currsize


def driver_cursor(connection: sa.Connection) -> Any:
    """Open a cursor of the driver in the transaction of a connection."""
    raw: Any = connection.connection.dbapi_connection
    return raw.cursor()


class _Cursor:
    """A cursor whose errors are SQLAlchemy's, without what a row holds."""

    __slots__ = ("_connection", "_cursor", "_words")

    def __init__(self, connection: sa.Connection, words: str):
        self._connection = connection
        self._words = words
        self._cursor: Any = None

    def __enter__(self) -> Any:
        # That fails too, where the connection is gone; so may closing it.
        try:
            self._cursor = driver_cursor(self._connection)
        except self._errors as error:
            raise self._told(error) from None
        return self._cursor

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        try:
            self._cursor.close()
        except self._errors as failed:
            error = error or failed
        if error is not None and isinstance(error, self._errors):
            raise self._told(error) from None

    @property
    def _errors(self) -> type[Exception]:
        errors: type[Exception] = self._connection.dialect.loaded_dbapi.Error
        return errors

    def _told(self, error: Exception) -> BaseException:
        # PostgreSQL's own words go on with all that stands in the row.
        plain = getattr(getattr(error, "diag", None), "message_primary", None)
        told = type(error)(plain) if plain else error
        return sa.exc.DBAPIError.instance(
            self._words,
            None,
            told,
            self._errors,
            hide_parameters=True,
            dialect=self._connection.dialect,
        )


def _told(
    made: _Made, said: Mapping[str, Any]
) -> tuple[object, ...] | dict[str, object]:
    values = {**made.fixed, **said} if made.fixed else said
    told = [values[name] for name in made.names]
    for place, hold in made.holds:
        told[place] = hold(told[place])
    return tuple(told) if made.is_by_place else _named(made, told)


def _given(made: _Made, rows: Sequence[tuple[Any, ...]]) -> Sequence[tuple[Any, ...]]:
    columns: list[Any] = list(zip(*rows, strict=True))
    for place, give in made.gives:
        columns[place] = map(give, columns[place])
    return list(zip(*columns, strict=True))


def _learn_columns(
    made: _Made, dialect: sa.Dialect, description: Sequence[Sequence[Any]]
) -> None:
    """Keep what the driver says of the columns: the same each time."""
    columns = zip(made.kinds, description, strict=True)
    gives = [
        kind.dialect_impl(dialect).result_processor(dialect, told[1])
        for kind, told in columns
    ]
    made.gives = [(place, give) for place, give in enumerate(gives) if give]
    made.columns = tuple(told[0] for told in description)


def _held(hold: _Fit, values: Sequence[object]) -> Sequence[object]:
    if all(value is values[0] for value in values):  # as a moment that all share
        return [hold(values[0])] * len(values)
    return list(map(hold, values))


def _named(made: _Made, row: Sequence[object]) -> dict[str, object]:
    return dict(zip(made.names, row, strict=True))


def _of_kind(statement: Any, dialect: sa.Dialect, keys: tuple[str, ...]) -> _Made:
    return _made(statement, _SPOKEN.setdefault(dialect.name, dialect), keys)


# One for each statement of the program, what it is told, and each kind of database.
@lru_cache(maxsize=4000)
def _made(statement: Any, dialect: sa.Dialect, keys: tuple[str, ...]) -> _Made:
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(keys))
    binds = {name: parameter for parameter, name in compiled.bind_names.items()}
    for name, parameter in binds.items():
        # Left to the driver, one would be null and the other a list.
        if parameter.required and name not in keys:
            raise sa.exc.InvalidRequestError(f"no value is given for {name}")
        if parameter.expanding:
            raise sa.exc.InvalidRequestError(f"{name}: several are `given_any`")
    names = tuple(compiled.positiontup or binds)
    holds = {name: _hold(parameter, dialect) for name, parameter in binds.items()}
    fixed = {name: said for name, said in compiled.params.items() if name not in keys}
    is_question = isinstance(statement, sa.SelectBase)
    return _Made(
        compiled.string,
        names,
        tuple(
            (place, hold)
            for place, name in enumerate(names)
            if name not in fixed and (hold := holds[name])
        ),
        {
            name: hold(said) if (hold := holds[name]) else said
            for name, said in fixed.items()
        },
        compiled.positional,
        tuple(column.type for column in statement.selected_columns)
        if is_question
        else (),
    )


def _hold(parameter: sa.BindParameter[Any], dialect: sa.Dialect) -> _Fit | None:
    return parameter.type.dialect_impl(dialect).bind_processor(dialect)
