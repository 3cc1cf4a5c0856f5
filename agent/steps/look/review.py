"""Review: everything that waits for a person to decide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from agent.errors import Refused
from agent.ledger import (
    blobs,
    customers,
    exchange_notices,
    holds,
    invoices,
    letter_book,
    messages,
    outbox,
    payments,
    proposals,
    rests,
)
from agent.ledger.book import Tx
from agent.ledger.messages import Stored
from agent.model.letter import Composed, Delivery
from agent.model.payment import Candidate, Payment
from agent.steps import exchange
from agent.steps.act.named import the_letter, the_payment
from agent.steps.advances import LEFT_OVER, is_his_rest
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.holding import in_force
from agent.steps.in_question import in_question, is_asked, is_programs_no
from agent.steps.in_words import letter_in_words
from agent.steps.look.lists import InvoiceRow, PaymentRow, invoice_rows, payment_row


@dataclass(frozen=True, slots=True)
class Question:
    """A payment whose invoice a person must name.

    Args:
        choices: For each candidate the customer, "number: amount" parts, reasons.
        is_open: Somebody must still decide.
        may_be_denied: Of a candidate it can be said that he did not pay; not of a
            rest, whose payer is known.
        is_programs_no: The program itself decided that it pays no invoice.
    """

    payment: PaymentRow
    is_open: bool
    choices: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    may_be_denied: bool = True
    is_programs_no: bool = False


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter that waits for a person, with its words.

    Args:
        what: What it is, in words.
    """

    no: int
    customer_no: int
    customer: str
    recipient: str
    kind: str
    state: str
    because: str
    words: Composed
    what: str


@dataclass(frozen=True, slots=True)
class Review:
    """Everything that waits for a person's decision.

    Args:
        undelivered: Sentences on open invoices their customers may not have.
    """

    payments: tuple[Question, ...]
    letters: tuple[LetterRow, ...]
    uncertain: tuple[LetterRow, ...]
    invoices: tuple[InvoiceRow, ...]
    backlog: tuple[str, ...]
    undelivered: tuple[str, ...] = ()


def review(desk: Desk) -> Review:
    """Give everything that waits for a person's decision."""
    doubtful = tuple(row for row in invoice_rows(desk) if row.state == "review")
    with picture(desk) as tx:
        return Review(
            payments=tuple(_question(tx, payment) for payment in in_question(tx)),
            letters=_letter_rows(desk, tx, "proposed"),
            uncertain=_letter_rows(desk, tx, "uncertain"),
            invoices=doubtful,
            backlog=tuple(
                hold.because
                for hold in in_force(tx, desk.clock.today())
                if hold.reason == "backlog"
            ),
            undelivered=tuple(_undelivered(tx)),
        )


def _undelivered(tx: Tx) -> Iterator[str]:
    since = exchange_notices.undelivered(tx)
    for entry in invoices.listed(tx) if since else ():
        if entry.id in since:
            name = customers.get(tx, entry.customer_id).name
            yield f"{entry.number} of {name}: {exchange.UNDELIVERED}"


def question(desk: Desk, no: int) -> Question:
    """Give one payment and the candidates for it, decided or not.

    Raises:
        Refused: There is none.
    """
    with picture(desk) as tx:
        return _question(tx, the_payment(tx, no))


def owed_beside(desk: Desk, no: int) -> tuple[str, ...]:
    """Give the numbers of what whoever paid still owes while its rest is a question.

    Letters to him wait until a person says what the rest is for.
    """
    with picture(desk) as tx:
        payment = the_payment(tx, no)
        if not payment.free.cents or not is_asked(tx, payment):
            return ()
        done = payments.allocations(tx, payment=payment.id)
        items = invoices.open_items(tx, {one.customer_id for one in done})
        owed = [item for item in items if item.open.cents > 0]
        return tuple(dict.fromkeys(item.number for item in owed))


def _question(tx: Tx, payment: Payment) -> Question:
    row, is_open = payment_row(tx, payment), is_asked(tx, payment)
    if is_open and row.decision == rests.SETTLED:
        row = replace(row, because=LEFT_OVER)
    return Question(
        payment=row,
        is_open=is_open,
        choices=tuple(
            _choice(tx, candidate)
            for candidate in proposals.candidates(tx, payment.id)[: proposals.SHOWN]
        ),
        may_be_denied=not is_his_rest(tx, payment),
        is_programs_no=is_programs_no(tx, payment),
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
        return _letter_row(desk, tx, the_letter(tx, no))


@dataclass(frozen=True, slots=True)
class Notice:
    """What a mail server or a robot said of a letter.

    Args:
        kind: bounce, delay, delivered, read, auto_reply ...
        raw: All of it, as it came.
    """

    arrived_at: datetime
    sender: str
    subject: str
    kind: str
    because: str
    raw: str


def notices(desk: Desk, no: int) -> tuple[Notice, ...]:
    """Give the notices and receipts about a letter as they came, oldest first.

    Raises:
        Refused: There is no such letter, or nothing came about it.
    """
    with picture(desk) as tx:
        found = messages.about(tx, the_letter(tx, no))
        told = [_notice(desk, tx, each) for each in found]
    if not told:
        raise Refused(f"no notice about letter {no} came")
    return tuple(told)


def _notice(desk: Desk, tx: Tx, message: Stored) -> Notice:
    raw = blobs.get(tx, message.sha256).decode("utf-8", "replace")
    return Notice(
        arrived_at=message.arrived_at.astimezone(desk.clock.zone),
        sender=message.sender,
        subject=message.subject,
        kind=message.kind,
        because=message.because,
        raw="\n".join(raw.splitlines()),
    )


def _letter_rows(desk: Desk, tx: Tx, *states: str) -> tuple[LetterRow, ...]:
    return tuple(
        _letter_row(desk, tx, letter) for letter in outbox.in_state(tx, *states)
    )


def _letter_row(desk: Desk, tx: Tx, letter: Delivery) -> LetterRow:
    owner = customers.some(tx, [letter.customer_id]) if letter.customer_id else ()
    is_refused = letter.state == "withdrawn"
    said = holds.said_for(tx, letter.id, "hand") if is_refused else ""
    return LetterRow(
        no=letter.letter_no,
        customer_no=owner[0].no if owner else 0,
        customer=owner[0].name if owner else "",
        recipient=letter.recipient,
        kind=letter.kind,
        state=letter.state,
        because=f"{letter.because}: {said}" if said else letter.because,
        words=letter_book.words(tx, letter.letter_id),
        what=letter_in_words(desk, letter.kind),
    )
