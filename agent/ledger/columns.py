"""Column kinds shared by all tables."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class Moment(sa.TypeDecorator[datetime]):
    """Store an aware moment as UTC, and give it back aware."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime | None:
        """Turn an aware moment into naive UTC."""
        if value is None:
            return None
        assert value.tzinfo is not None, "a moment without a zone"
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime | None,
        dialect: sa.Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> datetime | None:
        """Put the zone back."""
        return None if value is None else value.replace(tzinfo=UTC)


class Words(sa.TypeDecorator[str]):
    """Store text of any origin; what no database takes is left out.

    Args:
        most: Characters kept where the column stands in an index; None = all.
    """

    impl = sa.Text
    cache_ok = True

    def __init__(self, most: int | None = None) -> None:
        super().__init__()
        self.most = most

    def bind_processor(
        self,
        dialect: sa.Dialect,  # noqa: ARG002 - the signature is SQLAlchemy's
    ) -> Callable[[str | None], str | None]:
        """Give what makes text fit to be stored and to be looked up."""
        return self._held

    def hold_all(self, values: Collection[str]) -> bool:
        """Tell whether the column holds all of these just as they are."""
        is_short = not self.most or max(map(len, values), default=0) <= self.most
        return is_short and _fits("".join(values))

    def _held(self, value: str | None) -> str | None:
        return None if value is None else self.held(value)

    def held(self, value: str) -> str:
        """Give text as the column holds it."""
        # Most texts are held as they are: this is asked of every value of every row.
        if _fits(value) and not (self.most and len(value) > self.most):
            return value
        return fitting(value)[: self.most]


def fitting(value: str) -> str:
    """Drop what no database takes: NUL (PostgreSQL), half a surrogate pair."""
    if _fits(value):
        return value
    return value.replace("\x00", "").encode("utf-8", "ignore").decode()


def _fits(value: str) -> bool:
    return value.isascii() and "\x00" not in value


# PostgreSQL indexes at most 2,704 bytes a row: 500 characters of four bytes fit.
KEY = Words(500)

# Of a table that is hardly more than its key SQLite then keeps one tree, not two.
ALL_KEY: dict[str, Any] = {"sqlite_with_rowid": False}


def firm() -> sa.Column[str]:
    """Make the first column of every table and of every key."""
    return sa.Column("firm", KEY, primary_key=True)


def ident() -> sa.Column[str]:
    """Make the row's own id."""
    return sa.Column("id", sa.String(26), primary_key=True)


def ref(name: str, *, optional: bool = False) -> sa.Column[str]:
    """Make a column that holds another row's id."""
    return sa.Column(name, sa.String(26), nullable=optional)


def text(name: str, default: str | None = "") -> sa.Column[str]:
    """Make a text column; empty means not known."""
    return sa.Column(name, Words, nullable=False, server_default=default)


def key(name: str, *, primary: bool = False) -> sa.Column[str]:
    """Make a text column that stands in an index; empty means not known."""
    if primary:
        return sa.Column(name, KEY, primary_key=True)
    return sa.Column(name, KEY, nullable=False, server_default="")


def cents(name: str) -> sa.Column[int]:
    """Make a column of minor units."""
    return sa.Column(name, sa.BigInteger, nullable=False)


def number(name: str, default: int = 0) -> sa.Column[int]:
    """Make a counter."""
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(default))


def flag(name: str, *, default: bool = False) -> sa.Column[bool]:
    """Make a yes-or-no column."""
    return sa.Column(
        name,
        sa.Boolean,
        nullable=False,
        server_default=sa.true() if default else sa.false(),
    )


def moment(name: str, *, optional: bool = True) -> sa.Column[datetime]:
    """Make a column for an aware moment."""
    return sa.Column(name, Moment, nullable=optional)
