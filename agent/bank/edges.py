"""Edges: rows of a bank's table that state a balance or a total, not a movement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from agent.errors import Unreadable
from agent.forms.cells import Row
from agent.forms.columns import Columns
from agent.forms.words import fold

Edge = Literal["opening", "closing", "total"]

_WHEN = r"(?: (?:al|am|au|il|on|del|der|as of))?(?: \d{1,4}){0,3}(?: eur)?"
_LABELS: dict[Edge, re.Pattern[str]] = {
    "opening": re.compile(
        r"(?:saldo (?:contabile )?(?:iniziale|precedente|apertura|di apertura|inicial"
        r"|anterior)|opening balance|balance brought forward|anfangssaldo|saldovortrag"
        rf"|solde (?:initial|precedent)){_WHEN}"
    ),
    "closing": re.compile(
        r"(?:saldo (?:contabile |disponibile )?(?:finale|chiusura|di chiusura|attuale"
        r"|final)|saldo (?:contabile|disponibile|liquido)|closing balance"
        rf"|balance carried forward|endsaldo|kontostand|solde final){_WHEN}"
    ),
    "total": re.compile(r"(?:totale|totali|total|totals|summe|gesamt|suma)\b.*"),
}
# Every label begins with one of these: most rows are done with here.
_MAY_SAY = re.compile(
    r"[\W\d_]*(?:sald|opening|closing|balance|anfang|end|kontostand|solde|tot|sum|gesamt)",
    re.I,
)
_SHORTEST = len("suma")
_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST}}}")


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A row that states a balance or a total.

    Args:
        value: None where it cannot be read for certain.
        is_sure: It lacks what every movement of the table has.
    """

    kind: Edge
    row: Row
    value: Decimal | None
    is_sure: bool


def edge_of(columns: Columns, row: Row) -> EdgeRow | None:
    """Tell whether a row looks like a balance or a total.

    The words must be all the row says: "Saldo fattura 12" is a customer's
    remittance. A total has no date.
    """
    for cell in row.cells:
        if isinstance(cell, str) and len(cell) >= _SHORTEST and _MAY_SAY.match(cell):
            return _labelled(columns, row)
    return None


def _labelled(columns: Columns, row: Row) -> EdgeRow | None:
    labels = [fold(text) for text in row.texts if _WORD.search(text)]
    has_day = day_of(columns, row) is not None
    for kind, pattern in _LABELS.items():
        says_so = labels and all(pattern.fullmatch(label) for label in labels)
        if says_so and not (kind == "total" and has_day):
            lacks_value = columns.has("value") and columns.cell(row, "value") == ""
            is_sure = lacks_value or not has_day
            return EdgeRow(kind, row, _balance_of(columns, row), is_sure)
    return None


def _balance_of(columns: Columns, row: Row) -> Decimal | None:
    # BancoPosta writes "26.851,95|": such a cell is no amount and proves nothing.
    found = []
    for role, factor in (("balance", 1), ("amount", 1), ("credit", 1), ("debit", -1)):
        try:
            value = columns.amount(row, role) if columns.has(role) else None
        except Unreadable:
            return None
        if value is not None:
            found.append(factor * value)
    return found[0] if len(found) == 1 else None


def day_of(columns: Columns, row: Row) -> date | None:
    """Give the booking date of a row; None where it has none that can be read."""
    for role in ("booked", "date"):
        try:
            if on := columns.day(row, role) if columns.has(role) else None:
                return on
        except Unreadable:
            continue
    return None
