"""Bulk: one statement for many rows, column by column.

SQLAlchemy prepares each row by itself, which costs more than writing it does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.compiler import SQLCompiler

_Held = Callable[[Any], Any]  # gives a value as the driver takes it


@dataclass(frozen=True, slots=True)
class _Made:
    """A statement as the driver takes it.

    Args:
        names: Of its parameters, in their places.
        holds: What makes a parameter fit, where it has to be made so.
        fixed: Parameters that the statement says itself.
    """

    words: str
    names: tuple[str, ...]
    holds: Mapping[str, _Held]
    fixed: Mapping[str, Any]
    is_by_place: bool


def write(
    connection: sa.Connection,
    statement: sa.Executable,
    rows: Sequence[Mapping[str, Any]],
    **shared: object,
) -> None:
    """Run a statement that is made once for many rows, all of the same keys.

    Args:
        shared: What is the same in every row.
    """
    if not rows:
        return
    made = _made(statement, connection.dialect, (*shared, *rows[0]))
    same = {**made.fixed, **shared}
    columns = {
        name: [_held(made, name, same[name])] * len(rows)
        if name in same
        else _column(made, name, rows)
        for name in made.names
    }
    told = zip(*(columns[name] for name in made.names), strict=True)
    said = list(told) if made.is_by_place else [_named(made, row) for row in told]
    connection.exec_driver_sql(made.words, said)


def _held(made: _Made, name: str, value: object) -> object:
    hold = made.holds.get(name)
    return hold(value) if hold else value


def _column(
    made: _Made, name: str, rows: Sequence[Mapping[str, Any]]
) -> Sequence[object]:
    hold = made.holds.get(name)
    values = [row[name] for row in rows]
    if hold is None:
        return values
    if all(value is values[0] for value in values):  # as a moment that all share
        return [hold(values[0])] * len(values)
    return list(map(hold, values))


def _named(made: _Made, row: Sequence[object]) -> dict[str, object]:
    return dict(zip(made.names, row, strict=True))


# One for each statement of the program and what it is told.
@lru_cache(maxsize=500)
def _made(statement: Any, dialect: sa.Dialect, keys: tuple[str, ...]) -> _Made:
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=list(keys))
    binds = {name: parameter for parameter, name in compiled.bind_names.items()}
    held = {name: _hold(parameter, dialect) for name, parameter in binds.items()}
    return _Made(
        compiled.string,
        tuple(compiled.positiontup or binds),
        {name: hold for name, hold in held.items() if hold},
        {name: said for name, said in compiled.params.items() if name not in keys},
        compiled.positional,
    )


def _hold(parameter: sa.BindParameter[Any], dialect: sa.Dialect) -> _Held | None:
    return parameter.type.dialect_impl(dialect).bind_processor(dialect)
