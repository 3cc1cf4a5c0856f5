"""European e-invoices: what UBL and CII have in common (EN 16931).

Source: EN 16931-1; UNTDID 1001 (document types) and 4461 (payment means).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agent.errors import Unreadable
from agent.forms.amount import number
from agent.forms.day import day
from agent.forms.xml import Node
from agent.invoices.proforma import proformas_named
from agent.model.invoice import Basis, DocumentKind, Instalment, Invoice, Party
from agent.model.money import Money

NOBODY = Node("", 0, {}, (), "")
_CREDIT_NOTES = frozenset(
    ("81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532")
)
_PROFORMA = "325"
# As FatturaPA's ModalitaPagamento, by which the ledger knows what we collect.
_METHODS = {
    "10": "MP01",
    "20": "MP02",
    "30": "MP05",
    "31": "MP05",
    "42": "MP05",
    "48": "MP08",
    "49": "MP19",
    "54": "MP08",
    "55": "MP08",
    "58": "MP05",
    "59": "MP19",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a document says, as written; empty = not said.

    Args:
        due: What is to be transferred: what was prepaid is taken off already.
        terms: Payments it asks for one by one; none of them if it does not.
        due_on: All due dates it names, in its order.
        method: Payment means, UNTDID 4461.
        taxable, vat: Totals without tax, and of the tax (BT-109, BT-110).
        references: The buyer's order, and what he is asked to write (BT-13, BT-83).
        related: Numbers of earlier documents it refers to.
        words: Its notes and the descriptions of its lines.
    """

    number: str
    type_code: str
    issued_on: str
    currency: str
    total: str
    due: str
    prepaid: str = ""
    is_credit_note: bool = False
    terms: tuple[tuple[str, str], ...] = ()
    due_on: tuple[str, ...] = ()
    method: str = ""
    seller: Party = Party()
    buyer: Party = Party()
    ibans: tuple[str, ...] = ()
    taxable: str = ""
    vat: str = ""
    references: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def to_invoice(told: Told) -> Invoice:
    """Make the invoice a document describes.

    Raises:
        Unreadable: It has no number, no day or no amount.
    """
    if not told.number:
        raise Unreadable("the document has no number")
    is_credit = told.is_credit_note or told.type_code in _CREDIT_NOTES
    kind: DocumentKind = "credit_note" if is_credit else "invoice"
    if told.type_code == _PROFORMA:
        kind = "proforma"
    total, due, remarks = _amounts(told)
    stated, doubts = _stated(told, due)
    if not any(item.due_on for item in stated):
        remarks = (*remarks, "it states no due date")
    sign = -1 if is_credit and total.cents > 0 else 1
    return Invoice(
        number=told.number,
        issued_on=xml_day(told.issued_on),
        kind=kind,
        total=Money(sign * total.cents, total.currency),
        instalments=tuple(
            Instalment(i.due_on, Money(sign * i.amount.cents, total.currency), i.method)
            for i in stated
        ),
        seller=told.seller,
        buyer=told.buyer,
        ibans=accounts(told.ibans),
        remarks=(*remarks, *doubts),
        needs_review=bool(doubts),
        basis=Basis() if is_credit else _basis(told, total.currency),
        references=tuple(dict.fromkeys(filter(None, told.references))),
        proformas=proformas_named(told.words) if kind == "invoice" else (),
        related=tuple(filter(None, told.related)),
    )


def _basis(told: Told, currency: str) -> Basis:
    taxable, vat = _money(told.taxable, currency), _money(told.vat, currency)
    if taxable is None:
        return Basis()
    return Basis(taxable.cents, vat.cents if vat is not None else 0)


def xml_day(written: str) -> date:
    """Read a day of XML: "2026-03-01", "2026-03-01+01:00", "20260301"."""
    return day(written[: len("2026-03-01")])


def accounts(written: Iterable[str]) -> tuple[str, ...]:
    """Give the accounts to pay to without blanks, each once; most are IBANs."""
    bare = (re.sub(r"\s", "", text).upper() for text in written)
    return tuple(dict.fromkeys(filter(None, bare)))


def plain_vat_id(written: str) -> str:
    """Give a VAT id without blanks and points, in capitals."""
    return re.sub(r"[\s.]", "", written).upper()


def _amounts(told: Told) -> tuple[Money, Money, tuple[str, ...]]:
    """Give total and amount due; each is derived where only the other is said."""
    currency = told.currency.upper() or "EUR"
    total = _money(told.total, currency)
    due = _money(told.due, currency)
    prepaid = _money(told.prepaid, currency) or Money(0, currency)
    if due is not None and total is not None:
        return total, due, ()
    if total is not None:
        words = f"the amount to transfer is derived: total {total}"
        words += f" less prepaid {prepaid}" if prepaid.cents else ""
        return total, total - prepaid, (words,)
    if due is None:
        raise Unreadable("the document states no amount at all")
    return due + prepaid, due, ("its total is derived from what is to be paid",)


def _money(written: str, currency: str) -> Money | None:
    if not written:
        return None
    found = number(written)
    # Programs write sums of lines with four digits; zeros beyond cents say nothing.
    return Money.of(found.normalize() if found else Decimal(0), currency)


def _stated(told: Told, due: Money) -> tuple[tuple[Instalment, ...], tuple[str, ...]]:
    """Take the instalments where they add up, else one payment of all."""
    method = _METHODS.get(told.method, "")
    parts = tuple(_term(term, due.currency, method) for term in told.terms)
    if parts and sum(part.amount.cents for part in parts) == due.cents:
        return parts, ()
    days = sorted({xml_day(written) for written in told.due_on if written})
    doubts: tuple[str, ...] = ()
    if len(days) > 1:
        doubts = ("it names several due dates, and not how much is due on each",)
    return (Instalment(days[-1] if days else None, due, method),), doubts


def _term(term: tuple[str, str], currency: str, method: str) -> Instalment:
    due_on, written = term
    amount = _money(written, currency)
    assert amount is not None, "a term without an amount is none"
    return Instalment(xml_day(due_on) if due_on else None, amount, method)
