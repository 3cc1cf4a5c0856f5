"""Files a firm drops in: open invoices as CSV, bank statements as CAMT.053."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.model.money import Money
from tests.camt import Entry, camt


@dataclass(frozen=True, slots=True)
class Owed:
    """One invoice of a customer."""

    number: str
    due_on: date
    name: str
    email: str
    cents: int = 122_000
    phone: str = "+39 02 1234567"


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that a statement says came in.

    Args:
        reference: The bank's own, by which the line is known when it comes again.
    """

    words: str
    name: str
    cents: int = 122_000
    reference: str = ""


def invoices_csv(owed: Iterable[Owed]) -> bytes:
    """Write invoices as a table of open items."""
    titles = "Numero;Data;Scadenza;Importo;Cliente;Email;Telefono"
    rows = [
        f"{one.number};{one.due_on - timedelta(days=30):%d/%m/%Y};{one.due_on:%d/%m/%Y};"
        f"{Money(one.cents).decimal};{one.name};{one.email};{one.phone}"
        for one in owed
    ]
    return "\r\n".join([titles, *rows, ""]).encode()


def statement(day: date, credits_: Sequence[Credit], name: str = "") -> bytes:
    """Write a day's statement of the firm's account."""
    name = name or f"EC-{day.isoformat()}"
    entries = [
        Entry(one.cents, one.words, one.name, reference=one.reference or f"{name}-{no}")
        for no, one in enumerate(credits_, 1)
    ]
    return camt(day, entries, name)
