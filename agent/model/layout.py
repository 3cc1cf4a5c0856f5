"""Layouts: how the tables of one bank are read, as a person taught it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

DecimalMark = Literal[".", ","]


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
