"""Payments: money that arrived, and what it was put against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from agent.model.money import Money

LineStatus = Literal["booked", "pending", "info"]


@dataclass(frozen=True, slots=True)
class BankLine:
    """One movement of a statement.

    Args:
        booked_on: When the bank wrote it.
        value_on: From when the money counts; None if not said.
        amount: Always positive; `is_credit` tells the direction.
        counterparty: The other side's name; empty if not said.
        iban: The other side's account, no blanks; empty if not said.
        end_to_end_id: Payer's own reference; empty for none ("NOTPROVIDED").
        remittance: All free text and structured references, as written.
        bank_reference: The bank's own unique reference; empty if none.
        status: Only "booked" is money.
        is_reversal: Takes back an earlier line.
    """

    booked_on: date
    amount: Money
    is_credit: bool
    value_on: date | None = None
    counterparty: str = ""
    iban: str = ""
    end_to_end_id: str = ""
    remittance: str = ""
    bank_reference: str = ""
    status: LineStatus = "booked"
    is_reversal: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement file says of one account.

    Args:
        account: Our IBAN or account number as written, no blanks; empty if the
            file does not say.
        through: Last day the file covers; None if it cannot be told.
        opening, closing: Booked balances, where the file has them.
        doubts: Sentences, each naming the place; not empty = hold the file for
            a person.
    """

    account: str
    lines: tuple[BankLine, ...]
    since: date | None = None
    through: date | None = None
    opening: Money | None = None
    closing: Money | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """The days and balances of a statement.

    Args:
        opening, closing: Both, or none where the file has not both.
    """

    since: date
    through: date
    opening: Money | None = None
    closing: Money | None = None


PaymentState = Literal["announced", "booked", "undone"]


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in, as the ledger holds it.

    Args:
        free: What of it is not allocated yet.
        source: Where it came from: "statement", "interim" (a report before it), "notice", "hand".
        how: Of an entry by hand: cash, cheque, set-off or advance; "returned" = a
            collection that came back unpaid, its amount negative.
        customer_id: Whose it is, as the person who entered it says.
        decision: How matching or a person left it: "new", "settled", "proposed",
            "unknown", "not_ours", "by_hand", "undone", "announced", "confirmed".
        because: Why it was left so, in a sentence; empty = nobody decided yet.
    """

    id: str
    no: int
    booked_on: date
    amount: Money
    free: Money
    payer: str = ""
    iban: str = ""
    remittance: str = ""
    end_to_end_id: str = ""
    account: str = ""
    state: PaymentState = "booked"
    source: str = "statement"
    how: str = ""
    customer_id: str = ""
    decision: str = "new"
    because: str = ""


AllocationKind = Literal[
    "exact",
    "part",
    "credit_note",
    "residue",
    "hand",
    "collected",  # credited by our bank, which may take it back
    "returned",  # and did: negative
]


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a payment put against one open item.

    Args:
        item_id: The open item (instalment).
        amount: Positive; negative takes up a credit note.
    """

    item_id: str
    amount: Money
    kind: AllocationKind = "exact"


@dataclass(frozen=True, slots=True)
class Residue:
    """What is left open of an item and is not asked for: a fee, a withholding.

    Args:
        amount: Positive.
        because: A few words for people.
    """

    item_id: str
    amount: Money
    because: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible reading of a payment, with its reasons.

    Args:
        confidence: 0 to 1: how often such a reading is right.
        reasons: Sentences a book-keeper accepts.
        residues: Closed together with it, and open again if it is taken back.
    """

    customer_id: str
    allocations: tuple[Allocation, ...]
    confidence: float
    reasons: tuple[str, ...]
    residues: tuple[Residue, ...] = ()


@dataclass(frozen=True, slots=True)
class Settled:
    """Sure: apply it."""

    payment_id: str
    chosen: Candidate


@dataclass(frozen=True, slots=True)
class Proposed:
    """Unsure: a person decides; the candidates' reminders wait meanwhile."""

    payment_id: str
    candidates: tuple[Candidate, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing in the ledger fits, or the money pays no invoice.

    Args:
        is_ours: False where the text says that no invoice is paid (interest,
            tax refund, loan, own transfer).
    """

    payment_id: str
    because: str
    is_ours: bool = True


Decision = Settled | Proposed | Unknown
