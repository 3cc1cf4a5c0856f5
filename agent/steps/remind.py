"""Remind: decide for each customer what comes next, and write the letters due."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent.channels.protocol import Approved
from agent.dunning.decide import decide
from agent.dunning.working_days import add_working_days
from agent.ledger import blobs, cases, events, invoices, outbox
from agent.ledger.book import Tx
from agent.ledger.calls import CallReason
from agent.letters.compose import compose
from agent.model.case import Call, Case, NextAction, Send
from agent.model.letter import Composed, Delivery, Facts, File
from agent.model.money import total
from agent.steps.calling import ask_call
from agent.steps.desk import Desk
from agent.steps.each import Fault, each, picture, transaction
from agent.steps.ease import mode, withdraw
from agent.steps.fate import let


@dataclass(frozen=True, slots=True)
class Reminded:
    """What was written and asked for.

    Args:
        faults: Customers for whom no letter could be written, and why.
    """

    letters: int = 0
    calls: int = 0
    faults: tuple[Fault, ...] = ()


def remind(desk: Desk) -> Reminded:
    """Write the letters and ask for the calls that are due today.

    While sending is off no letter is written: `preview` shows what would be.
    """
    if desk.rules.is_closed(desk.clock.today()):
        return Reminded()
    with picture(desk) as tx:
        due = [
            case.customer.id
            for case in cases.every(tx, desk.terms)
            if isinstance(next_action(desk, case), Send | Call)
        ]
    done: list[NextAction] = []

    def one(customer_id: str) -> None:
        with transaction(desk) as tx:
            action = _act(desk, tx, customer_id)
        if action is not None:
            done.append(action)

    faults = each(desk, due, one)
    return Reminded(
        letters=sum(isinstance(action, Send) for action in done),
        calls=sum(isinstance(action, Call) for action in done),
        faults=faults,
    )


def next_action(desk: Desk, case: Case) -> NextAction:
    """Decide what comes next with a customer, by his own procedure."""
    procedure = desk.rules.procedure_of(case.customer)
    return decide(case, procedure, desk.clock.today())


def _act(desk: Desk, tx: Tx, customer_id: str) -> NextAction | None:
    """Look again inside the transaction and do what is due; None if it passed."""
    (case,) = cases.some(tx, [customer_id], desk.terms)
    action = next_action(desk, case)
    match action:
        case Send() if mode(desk, tx) != "off":
            write_letter(desk, tx, case, action)
            return action
        case Call():
            return action if _ask(desk, tx, case, action) else None
        case _:
            return None


def _ask(desk: Desk, tx: Tx, case: Case, action: Call) -> bool:
    """Ask for the call a procedure wants, or that an unknown address makes needed."""
    customer = case.customer
    reason: CallReason = "stage" if customer.write_to else "no_address"
    today = desk.clock.today()
    return ask_call(tx, customer.id, reason, action.because, today, steps=action.steps)


def write_letter(desk: Desk, tx: Tx, case: Case, action: Send) -> Delivery:
    """Write one letter down: proposed, or on its way where sending is automatic."""
    customer = case.customer
    composed = compose(facts_of(desk, case, action, desk.clock.today()), desk.templates)
    draft = outbox.Draft(
        kind=action.stage.name,
        composed=composed,
        recipient=customer.write_to,
        because=action.because,
        customer_id=customer.id,
        language=customer.language,
        steps=action.steps,
        items=action.items,
    )
    delivery = outbox.write(tx, draft, desk.sending.message_id_domain)
    assert delivery is not None, "only the day's own mails can stand already"
    events.write(
        tx,
        "letter.proposed",
        f"letter:{delivery.letter_id}",
        action.because,
        f"customer:{customer.id}",
        *{f"invoice:{item.invoice_id}" for item in action.items},
        no=delivery.letter_no,
        stage=action.stage.name,
    )
    if mode(desk, tx) == "auto":
        approve(desk, tx, delivery, "sending is automatic")
    else:
        today = desk.clock.today()
        lapses = add_working_days(
            today, desk.sending.approval_days, desk.rules.is_closed
        )
        outbox.change(tx, delivery.id, expires_at=tx.now + (lapses - today))
    return delivery


def approve(desk: Desk, tx: Tx, delivery: Delivery, because: str) -> bool:
    """Let a proposed letter leave, after the time for a change of mind."""
    not_before = tx.now + timedelta(minutes=desk.sending.undo_minutes)
    moved = let(tx, delivery, Approved(), not_before=not_before, approved_by=tx.actor)
    if moved is None:
        return False
    events.write(
        tx,
        "letter.approved",
        f"letter:{delivery.letter_id}",
        because,
        f"customer:{delivery.customer_id}",
        no=delivery.letter_no,
    )
    return True


def facts_of(desk: Desk, case: Case, action: Send, today: date) -> Facts:
    """Gather all that the letter may say."""
    overdue = tuple(item for item in action.items if item.due_on < today)
    upcoming = tuple(
        item for item in action.items if item.due_on >= today and item.open.cents > 0
    )
    credits_ = tuple(item for item in action.items if item.open.cents < 0)
    asked = [item.open for item in (overdue or upcoming) if item.open.cents > 0]
    return Facts(
        firm=desk.sender,
        customer=case.customer,
        stage=action.stage,
        today=today,
        overdue=tuple(item for item in overdue if item.open.cents > 0),
        upcoming=upcoming,
        totals=total([*asked, *(item.open for item in credits_)]),
        credits=credits_,
        last_letter_on=case.letters_on[-1] if case.letters_on else None,
    )


def copies(tx: Tx, letter_id: str) -> tuple[File, ...]:
    """Give the invoice copies that go with a letter, where we have them."""
    listed = {
        item.invoice_id for item in invoices.items(tx, outbox.enclosed(tx, letter_id))
    }
    return tuple(
        File(row["name"], row["kind"], blobs.get(tx, row["sha256"]))
        for row in invoices.files(tx, listed)
    )


def with_copies(tx: Tx, letter_id: str) -> Composed:
    """Give a letter's words together with its attachments."""
    return replace(outbox.words(tx, letter_id), attachments=copies(tx, letter_id))


def lapse(desk: Desk) -> int:
    """Withdraw proposals that nobody answered in time; they are made anew if due."""
    with transaction(desk) as tx:
        return sum(
            withdraw(tx, delivery, "nobody approved it in time")
            for delivery in outbox.expired(tx)
        )
