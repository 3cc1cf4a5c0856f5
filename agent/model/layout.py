"""Layouts: how the tables of one bank are read, as a person taught it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from agent.model.payment import Statement

DecimalMark = Literal[".", ","]

# Which columns a person may name; the other roles only warn.
TEACHABLE = (
    *("booked", "date", "value", "amount", "credit", "debit", "sign", "balance"),
    *("currency", "party", "payer", "payee", "party_iban", "text", "reference"),
    *("end_to_end", "bank_id", "status", "account"),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What the columns under one row of titles hold.

    Args:
        mark: Fingerprint of the row of titles: by it later files are known.
        titles: As the file writes them.
        columns: For each role the numbers of its columns, from 0.
        is_day_first: None = every file's own dates tell.
        decimal_mark: Likewise for its amounts.
    """

    mark: str
    titles: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    is_day_first: bool | None = None
    decimal_mark: DecimalMark | None = None


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of a table.

    Args:
        columns: Role and title; or the column's number, from 1; or nothing.
        line: Of the row of titles; 0 = find it.
        is_day_first: None = the dates tell.
        decimal_mark: None = the amounts tell.
    """

    columns: tuple[tuple[str, str], ...] = ()
    line: int = 0
    is_day_first: bool | None = None
    decimal_mark: DecimalMark | None = None

    @property
    def are_there(self) -> bool:
        """Tell whether anything was said."""
        return self != Wishes()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Args:
        role: What it is taken for; empty for nothing.
        cells: The first filled ones, as written.
    """

    number: int
    title: str
    role: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A table, how it would be read, and what came of that.

    Args:
        is_known: This layout was taught before.
        is_order_open: Its dates can be read day first or month first.
        statements: None where nothing can be read.
        doubts: What would hold the file.
    """

    layout: Layout
    is_known: bool
    is_order_open: bool
    line: int
    columns: tuple[Column, ...]
    statements: tuple[Statement, ...]
    doubts: tuple[str, ...]
