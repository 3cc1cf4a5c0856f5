"""Tables: the customers' list, and invoices of the program before, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from agent.demo.firm import SampleCustomer, SampleInvoice
from agent.model.money import Money

_TONE = {"formal": "lei", "familiar": "tu"}


def write_customers(customers: Sequence[SampleCustomer]) -> bytes:
    """Write whom to reach and how, as a person keeps it."""
    titles = (
        *("Cliente", "Partita IVA", "Email", "Telefono", "Indirizzo", "CAP"),
        *("Comune", "Paese", "Lingua", "Tono", "Gruppo"),
    )
    rows = (
        (
            *(one.name, one.vat_id, one.email, one.phone, one.street, one.postcode),
            *(one.city, one.country, one.language, _TONE[one.register], one.group),
        )
        for one in customers
    )
    return _csv(titles, rows)


def write_open_items(invoices: Sequence[SampleInvoice]) -> bytes:
    """Write invoices as a spreadsheet of open items."""
    titles = (
        *("Numero", "Data", "Cliente", "Partita IVA", "Scadenza"),
        *("Totale", "Da pagare"),
    )
    rows = (
        (
            one.number,
            f"{one.issued_on:%d/%m/%Y}",
            one.customer.name,
            one.customer.vat_id,
            f"{one.due_on:%d/%m/%Y}",
            _amount(one.total),
            _amount(one.due),
        )
        for one in invoices
    )
    return _csv(titles, rows)


def _csv(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerow(titles)
    table.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _amount(money: Money) -> str:
    """Write an amount as Italians do: 1.234,50."""
    return f"{money.decimal:,}".translate(str.maketrans(",.", ".,"))
