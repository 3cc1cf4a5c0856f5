"""Statements made once: making one costs four times what running it does.

Measured on SQLite: 145 microseconds to look up a row by its id, 40 of them to run it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from json.encoder import encode_basestring_ascii
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import Insert as InsertPostgres
from sqlalchemy.dialects.sqlite import Insert as InsertLite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction

from agent.ledger.columns import Words


def given(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Say that a column holds the value given under its name when it is run."""
    return column == sa.bindparam(column.name, type_=column.type)


class _Several(sa.TypeDecorator[Iterable[str | int]]):
    """Many values as one parameter: a list in SQL is limited (SQLite: 32,766)."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, of: sa.types.TypeEngine[Any]) -> None:
        super().__init__()
        self.of = of
        self._words = of if isinstance(of, Words) else Words()

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Take an array where the database has them, else JSON."""
        if dialect.name == "postgresql":
            return dialect.type_descriptor(sa.ARRAY(self.of))
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(
        self, value: Iterable[str | int] | None, dialect: sa.Dialect
    ) -> list[str | int] | str:
        """Make the values fit to be looked up, each once."""
        wanted: list[Any] = list(set(value or ()))
        are_words = isinstance(self.of, (Words, sa.String))
        if are_words and not self._words.hold_all(wanted):
            wanted = list(map(self._words.held, wanted))
        if dialect.name == "postgresql":
            return wanted
        # `json.dumps` makes an encoder anew each time.
        said = map(encode_basestring_ascii if are_words else str, wanted)
        return f"[{','.join(said)}]"


class _Among(GenericFunction[bool]):
    """Whether a column holds one of several values, given as one parameter."""

    type = sa.Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> _Among:  # noqa: ARG002
        """Stand as it is: SQLite finds no index behind the usual `= 1`."""
        return self


@compiles(_Among)
def _in_json(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(each, **how) for each in element.clauses)
    return f"({column} IN (SELECT value FROM json_each({values})))"  # noqa: S608 - SQLAlchemy wrote both


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: SQLCompiler, **how: Any) -> str:
    column, values = (compiler.process(each, **how) for each in element.clauses)
    return f"({column} = ANY ({values}))"


def among(
    column: sa.ColumnElement[Any], values: Iterable[str | int]
) -> sa.ColumnElement[bool]:
    """Say that a column holds one of these values, however many they are."""
    return _Among(column, sa.literal(list(values), _Several(column.type)))


def given_any(
    column: sa.Column[Any], *, in_lower_case: bool = False
) -> sa.ColumnElement[bool]:
    """Say that a column holds one of the values given under its name."""
    held = sa.func.lower(column) if in_lower_case else column
    return _Among(held, sa.bindparam(column.name, type_=_Several(column.type)))


_VALUE = "given.value"
# After every word that begins alike, in any collation.
_BEYOND = f"{_VALUE} || 'ZZZZZZZZ'"


def is_given(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Say that a column is a value that `sharing` is asked with."""
    return column == sa.literal_column(_VALUE, column.type)


def begins(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Say that a column begins with a value that `sharing` is asked with."""
    return sa.and_(
        column >= sa.literal_column(_VALUE, column.type),
        column <= sa.literal_column(_BEYOND, column.type),
    )


def sharing(
    dialect: str,
    column: sa.Column[Any],
    wanted: sa.ColumnElement[str],
    *where: sa.ColumnElement[bool],
) -> sa.Select[tuple[Any, str]]:
    """Ask whose rows have each of the values given, looking at a few of each.

    A value shared by a hundred thousand rows costs no more than one of a few.

    Args:
        column: Whose values are given, under its name.
        wanted: Ids, of each value's rows; without commas.
        where: `is_given` or `begins`, and what else is true of the rows.

    Returns:
        Asked with the values and `enough`; gives the value and so many ids at most,
        with commas between; no ids = null.
    """
    said = sa.bindparam(column.name, type_=_Several(column.type))
    values = (
        sa.func.unnest(said).table_valued("value").render_derived(name="given")
        if dialect == "postgresql"
        else sa.func.json_each(said).table_valued("value", name="given")
    )
    enough = sa.bindparam("enough", type_=sa.Integer())
    some = sa.select(wanted.label("id")).where(*where).limit(enough).subquery("some")
    joined = sa.func.string_agg if dialect == "postgresql" else sa.func.group_concat
    ids = sa.select(joined(some.c.id, sa.literal_column("','"), type_=sa.Text()))
    return sa.select(values.c.value, ids.scalar_subquery())


def is_one_of(column: sa.Column[Any], *values: str) -> sa.ColumnElement[bool]:
    """Say that a column holds one of these few, in a statement that is made once.

    SQLAlchemy writes `IN (...)` anew each time it runs, which takes twice as long.
    """
    return sa.or_(*(column == value for value in values))


@cache
def insert(table: sa.Table) -> sa.Insert:
    """Add rows, each given as a dictionary."""
    return table.insert()


@cache
def insert_unless_there(table: sa.Table, dialect: str) -> sa.Insert:
    """Add a row unless one with the same key stands already."""
    return inserting(table, dialect).on_conflict_do_nothing()


@cache
def put(table: sa.Table, dialect: str, columns: tuple[str, ...]) -> sa.Insert:
    """Add a row, or let the one with the same key hold these columns' values."""
    fresh = inserting(table, dialect)
    key = table.primary_key.columns
    return fresh.on_conflict_do_update(
        index_elements=list(key),
        set_={name: fresh.excluded[name] for name in columns if name not in key},
        where=table.c.firm == fresh.excluded.firm,
    )


def inserting(table: sa.Table, dialect: str) -> InsertLite | InsertPostgres:
    """Begin a statement that says what to do where a row stands already."""
    return InsertPostgres(table) if dialect == "postgresql" else InsertLite(table)


@cache
def highest_no(table: sa.Table) -> sa.Select[tuple[int]]:
    """Ask for the highest number for people."""
    return sa.select(sa.func.max(table.c.no)).where(given(table.c.firm))


@cache
def update_by_id(table: sa.Table) -> sa.Update:
    """Set the columns given of the row `of_id` of `of_firm`."""
    return table.update().where(
        table.c.firm == sa.bindparam("of_firm", type_=table.c.firm.type),
        table.c.id == sa.bindparam("of_id", type_=table.c.id.type),
    )
