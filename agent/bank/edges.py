"""Edges: rows of a bank's table that state a balance or a total, not a movement."""

from __future__ import annotations

import re
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


def edge_of(columns: Columns, row: Row) -> Edge | None:
    """Tell whether a row looks like a balance or a total.

    The words must be all the row says: "Saldo fattura 12" is a customer's
    remittance. A total has no date.
    """
    labels = [fold(text) for text in row.texts if re.search(r"[^\W\d_]{4}", text)]
    for edge, pattern in _LABELS.items():
        says_so = labels and all(pattern.fullmatch(label) for label in labels)
        if says_so and not (edge == "total" and day_of(columns, row)):
            return edge
    return None


def is_surely_edge(columns: Columns, row: Row) -> bool:
    """Tell whether a balance row lacks what every movement of the table has."""
    role = "value" if columns.has("value") else ""
    return day_of(columns, row) is None or bool(role and columns.cell(row, role) == "")


def balance_of(columns: Columns, row: Row) -> Decimal | None:
    """Give the balance a row states; None where it cannot be read for certain.

    BancoPosta writes "26.851,95|": such a cell is no amount and proves nothing.
    """
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
