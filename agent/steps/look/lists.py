"""Lists: invoices, customers, payments, the log and the quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agent.dunning.collection import name
from agent.ledger import (
    cases,
    customers,
    disputes,
    events,
    invoices,
    payments,
    quarantine,
    twins,
)
from agent.ledger.book import Tx
from agent.ledger.payments import Booked
from agent.ledger.quarantine import SetAside
from agent.model.case import Case
from agent.model.event import Event
from agent.model.money import Money, total
from agent.model.payment import Payment
from agent.steps.act.named import the_customer, the_invoice, the_subject
from agent.steps.advances import owner_of
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.coming import coming
from agent.steps.look.why import history


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One invoice in a list.

    Args:
        collection: How we collect what is open, or that it came back unpaid; empty
            where letters ask for it.
    """

    number: str
    kind: str
    customer_no: int
    customer: str
    issued_on: date
    due_on: date | None
    total: Money
    open: Money
    days_overdue: int
    state: str
    remarks: str
    collection: str = ""


def invoice_rows(
    desk: Desk, *, everything: bool = False, customer: str = ""
) -> tuple[InvoiceRow, ...]:
    """List invoices with something open or in doubt, or all; newest first."""
    today = desk.clock.today()
    with picture(desk) as tx:
        owner = the_customer(tx, customer).id if customer else ""
        found = invoices.listed(tx, only_open=not everything, customer=owner)
        known = {each.id: each for each in customers.every(tx)}
        ours = _collections(desk, tx, {entry.customer_id for entry in found})
    return tuple(
        InvoiceRow(
            number=entry.number,
            kind=entry.kind,
            customer_no=known[entry.customer_id].no,
            customer=known[entry.customer_id].name,
            issued_on=entry.issued_on,
            due_on=entry.due_on,
            total=entry.total,
            open=entry.open,
            days_overdue=max(0, (today - entry.due_on).days)
            if entry.due_on and entry.open.cents > 0
            else 0,
            state=entry.state,
            remarks=entry.remarks,
            collection=ours.get(entry.id, ""),
        )
        for entry in found
    )


def _collections(desk: Desk, tx: Tx, customer_ids: set[str]) -> dict[str, str]:
    """Say of which invoices we collect what is open; came back goes before that."""
    found: dict[str, str] = {}
    for item in invoices.open_items(tx, customer_ids):
        if item.returned_on is not None:
            found[item.invoice_id] = "came back"
        elif item.is_collected(desk.rules.self_collected):
            found.setdefault(item.invoice_id, name(item.method))
    return found


@dataclass(frozen=True, slots=True)
class CustomerLine:
    """One customer in a list, and what comes next with him."""

    no: int
    name: str
    email: str
    phone: str
    language: str
    register: str
    procedure: str
    owed: tuple[Money, ...]
    overdue: tuple[Money, ...]
    next: str


def customer_rows(desk: Desk, words: str = "") -> tuple[CustomerLine, ...]:
    """List customers, all or those that words fit, by number."""
    with picture(desk) as tx:
        found = customers.find(tx, words) if words else customers.every(tx)
        ids = [each.id for each in found]
        return tuple(_line(desk, tx, case) for case in cases.some(tx, ids, desk.terms))


def _line(desk: Desk, tx: Tx, case: Case) -> CustomerLine:
    customer, today = case.customer, desk.clock.today()
    items = [standing.item for standing in case.standings]
    return CustomerLine(
        no=customer.no,
        name=customer.name,
        email=customer.write_to,
        phone=customer.phone,
        language=customer.language,
        register=customer.register,
        procedure=desk.rules.procedure_of(customer).name,
        owed=total([item.open for item in items]),
        overdue=total([i.open for i in items if i.days_overdue(today) > 0]),
        next=coming(desk, tx, case) if items else "",
    )


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """One payment in a list, and what it was put against.

    Args:
        source: "statement", "interim" (a report before it), "notice" or "hand".
        payer: As the bank names him; empty for an entry by hand.
        customer: Whose it is, as far as that is decided.
        how: Of an entry by hand: cash, cheque, set-off or advance.
        decision: settled, by_hand, proposed, unknown, not_ours, undone, reversed
            (taken back) or new (not settled yet).
    """

    no: int
    booked_on: date
    amount: Money
    free: Money
    source: str
    payer: str
    customer: str
    how: str
    remittance: str
    decision: str
    because: str
    invoices: tuple[str, ...]


def payment_rows(desk: Desk, limit: int = 50) -> tuple[PaymentRow, ...]:
    """List the last payments, newest first."""
    with picture(desk) as tx:
        return tuple(payment_row(tx, each) for each in payments.latest(tx, limit))


def payment_row(tx: Tx, payment: Payment) -> PaymentRow:
    """Give one payment and what it was put against."""
    parts = payments.allocations(tx, payment=payment.id)
    numbers = twins.numbers(tx, [part.item_id for part in parts])
    return PaymentRow(
        no=payment.no,
        booked_on=payment.booked_on,
        amount=payment.amount,
        free=payment.free,
        source=payment.source,
        payer=payment.payer,
        customer=_owner(tx, payment, parts),
        how=payment.how,
        remittance=payment.remittance,
        decision=payment.decision,
        because=payment.because,
        invoices=tuple(f"{numbers[part.item_id]}: {part.amount}" for part in parts),
    )


def _owner(tx: Tx, payment: Payment, parts: Sequence[Booked]) -> str:
    if parts:
        return customers.get(tx, parts[0].customer_id).name
    owner = owner_of(tx, payment)
    return owner.name if owner else ""


def log(desk: Desk, limit: int, about: str = "") -> tuple[Event, ...]:
    """Give the last lines of the log, newest first, or those about one thing."""
    with picture(desk) as tx:
        if not about:
            return events.latest(tx, limit)
        return tuple(reversed(history(tx, the_subject(tx, about))))[:limit]


def verify(desk: Desk) -> str:
    """Check that nobody changed the log; empty if it holds."""
    with picture(desk) as tx:
        return events.verify(tx)


def set_aside(desk: Desk) -> tuple[SetAside, ...]:
    """List what lies in quarantine, oldest first."""
    with picture(desk) as tx:
        return quarantine.listed(tx)


def contested_part(desk: Desk, invoice: str) -> Money | None:
    """Give the part of an invoice that is contested; None where it is all, or none."""
    with picture(desk) as tx:
        entry = the_invoice(tx, invoice)
        parts = [one.part for one in disputes.listed(tx, invoice=entry.id) if one.part]
    return Money(sum(parts), entry.open.currency) if parts else None
