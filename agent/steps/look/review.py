"""Review: everything that waits for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass

from agent.ledger import customers, holds, invoices, outbox, payments
from agent.ledger.book import Tx
from agent.model.letter import Composed, Delivery
from agent.model.payment import Candidate, Payment
from agent.steps.act.named import the_letter
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.ease import QUESTIONS
from agent.steps.look.lists import InvoiceRow, PaymentRow, invoice_rows, payment_row


@dataclass(frozen=True, slots=True)
class Question:
    """A payment whose invoice a person must name.

    Args:
        choices: For each candidate the customer, "number: amount" parts, reasons.
    """

    payment: PaymentRow
    choices: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that waits for a person, with its words."""

    no: int
    customer: str
    recipient: str
    kind: str
    state: str
    because: str
    words: Composed


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that waits for a person's decision."""

    payments: tuple[Question, ...]
    letters: tuple[LetterRow, ...]
    uncertain: tuple[LetterRow, ...]
    invoices: tuple[InvoiceRow, ...]
    backlog: tuple[str, ...]


def review(desk: Desk) -> Review:
    """Give everything that waits for a person's decision."""
    doubtful = tuple(row for row in invoice_rows(desk) if row.state == "review")
    with picture(desk) as tx:
        asked = payments.with_decision(tx, *QUESTIONS)
        return Review(
            payments=tuple(_question(tx, payment) for payment in asked),
            letters=_letter_rows(tx, "proposed"),
            uncertain=_letter_rows(tx, "uncertain"),
            invoices=doubtful,
            backlog=tuple(
                hold.because for hold in holds.standing(tx) if hold.reason == "backlog"
            ),
        )


def _question(tx: Tx, payment: Payment) -> Question:
    return Question(
        payment=payment_row(tx, payment),
        choices=tuple(
            _choice(tx, candidate) for candidate in payments.candidates(tx, payment.id)
        ),
    )


def _choice(
    tx: Tx, candidate: Candidate
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    numbers = {
        item.id: item.number
        for item in invoices.items(tx, [part.item_id for part in candidate.allocations])
    }
    parts = tuple(
        f"{numbers.get(part.item_id, '?')}: {part.amount}"
        for part in candidate.allocations
    )
    return customers.get(tx, candidate.customer_id).name, parts, candidate.reasons


def letter(desk: Desk, no: int) -> LetterRow:
    """Give one letter with its words.

    Raises:
        Refused: There is none.
    """
    with picture(desk) as tx:
        return _letter_row(tx, the_letter(tx, no))


def _letter_rows(tx: Tx, *states: str) -> tuple[LetterRow, ...]:
    return tuple(_letter_row(tx, letter) for letter in outbox.in_state(tx, *states))


def _letter_row(tx: Tx, letter: Delivery) -> LetterRow:
    return LetterRow(
        no=letter.letter_no,
        customer=_name(tx, letter),
        recipient=letter.recipient,
        kind=letter.kind,
        state=letter.state,
        because=letter.because,
        words=outbox.words(tx, letter.letter_id),
    )


def _name(tx: Tx, letter: Delivery) -> str:
    return customers.get(tx, letter.customer_id).name if letter.customer_id else ""
