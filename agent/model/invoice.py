"""Invoices: what was issued, and what of it is open."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from agent.model.money import Money

# "proforma": asked for like an invoice, which takes its place once it is issued.
DocumentKind = Literal["invoice", "credit_note", "proforma"]


@dataclass(frozen=True, slots=True)
class Party:
    """Name who issued a document or who receives it, as the document says.

    Args:
        name: As written; empty where the document names none.
        vat_id: Country code and number, "IT01234567890"; empty if not said.
        tax_code: Italian codice fiscale, in capitals; empty if not said.
        email: Ordinary mail address; empty if not said.
        pec: Certified-mail address; never used for ordinary mail.
        country: ISO 3166-1 alpha-2.
        language: Two letters; empty if the file does not say.
    """

    name: str = ""
    vat_id: str = ""
    tax_code: str = ""
    email: str = ""
    pec: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = "IT"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Instalment:
    """State what is to be transferred by one due date.

    Args:
        due_on: Last day on which payment is on time; None if the document
            does not say.
        amount: To be transferred: net of withholding and of split VAT;
            negative on a credit note.
        method: FatturaPA ModalitaPagamento ("MP05" transfer, "MP12" RiBa, ...)
            or empty.
    """

    due_on: date | None
    amount: Money
    method: str = ""


@dataclass(frozen=True, slots=True)
class Basis:
    """State what a document's amount is made of, in cents; 0 = none, or not said.

    Args:
        taxable: What VAT and withholding are reckoned on, a pension fund's
            contribution included.
        vat: The tax on it, as far as it is to be transferred to us.
        withheld: What the buyer pays to the state as our income tax: taken off
            what is to be transferred.
    """

    taxable: int = 0
    vat: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class Invoice:
    """Hold one document as read from a file.

    Args:
        total: The document's total, tax included (before withholding).
        instalments: At least one; the sum is what is to be transferred.
        remarks: Sentences on what was derived or doubtful; empty = all stated.
        needs_review: True where a doubt makes it unfit to be dunned unseen.
        references: What else names it in a payment, as written: the buyer's order,
            CIG or CUP, a structured creditor reference (ISO 11649).
        proformas: Numbers of pro-formas that its words name, as written.
        related: Numbers of other documents that it refers to, whatever they are.
        other_ways: Payments it offers in place of the first instalment, as a card
            in place of a transfer: nobody owes them too.
        says_kind: It says itself what it is; a row of a table that does not is
            called an invoice, and may be a pro-forma that is known.
    """

    number: str
    issued_on: date
    kind: DocumentKind
    total: Money
    instalments: tuple[Instalment, ...]
    seller: Party = field(default_factory=Party)
    buyer: Party = field(default_factory=Party)
    ibans: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    needs_review: bool = False
    basis: Basis = Basis()
    references: tuple[str, ...] = ()
    proformas: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    other_ways: tuple[Instalment, ...] = ()
    says_kind: bool = True

    @property
    def amount_stated(self) -> Money:
        """Add up all payments that the document states, each way to pay too."""
        cents = sum(item.amount.cents for item in self.other_ways)
        return self.amount_due + Money(cents, self.total.currency)

    @property
    def amount_due(self) -> Money:
        """Add up what is to be transferred over all instalments."""
        cents = sum(item.amount.cents for item in self.instalments)
        return Money(cents, self.total.currency)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An instalment in the ledger with something left to pay.

    Args:
        id: The instalment's id in the ledger.
        amount: What was to be transferred.
        open: What is left: amount less allocations and write-offs; negative
            for a credit note not yet used.
        method: How it is paid, as FatturaPA's ModalitaPagamento: its own, else its
            customer's; empty if nobody says.
        returned_on: The bank collected it and gave it back unpaid on that day
            (insoluto); None if it did not.
        basis: Of the whole document.
        references: What else names it, without blanks and signs.
        proforma: Number of the pro-forma whose place its document took; empty if none.
        is_held: Its customer objects to it, or a person paused it; only where
            payments are put against it is that looked up.
        contested: The part he contests: letters and calls leave it out of `open`.
    """

    id: str
    invoice_id: str
    customer_id: str
    number: str
    issued_on: date
    due_on: date
    amount: Money
    open: Money
    instalment_no: int = 1
    instalments: int = 1
    method: str = ""
    returned_on: date | None = None
    basis: Basis = Basis()
    references: tuple[str, ...] = ()
    kind: DocumentKind = "invoice"
    proforma: str = ""
    is_held: bool = False
    contested: Money = Money(0)

    @property
    def is_proforma(self) -> bool:
        """Tell whether its document is a pro-forma: no invoice was issued yet."""
        return self.kind == "proforma"

    def is_collected(self, methods: Collection[str]) -> bool:
        """Tell whether we collect it ourselves: by one of these, and it did not fail."""
        is_debt = self.amount.cents > 0
        return is_debt and self.method in methods and self.returned_on is None

    def days_overdue(self, today: date) -> int:
        """Count the days since the due date; negative before it."""
        return (today - self.due_on).days
