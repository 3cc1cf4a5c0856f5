"""Short ways to put things into a ledger."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from agent.ledger import arrivals, customers, invoices, letter_book, outbox, recording
from agent.ledger.arrivals import Arrival
from agent.ledger.book import Tx
from agent.model.customer import Address, Customer
from agent.model.invoice import Instalment, Invoice, OpenItem
from agent.model.letter import Composed, Delivery
from agent.model.message import Position, RawMessage
from agent.model.money import Money
from agent.model.payment import BankLine
from agent.model.procedure import Stage

FIRM = "firm"
OTHER = "other"
NOW = datetime(2026, 9, 7, 8, 30, tzinfo=UTC)
TODAY = date(2026, 9, 7)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
FIRST = Stage("first", 3)
SECOND = Stage("second", 10)
_serial = itertools.count(1)


def a_customer(
    tx: Tx, name: str = "Alfa srl", *emails: str, vat_id: str = "", tax_code: str = ""
) -> Customer:
    blank = Customer(
        id="",
        no=0,
        name=name,
        vat_id=vat_id,
        tax_code=tax_code,
        addresses=tuple(Address(email) for email in emails),
    )
    return customers.add(tx, blank, name.upper())


def document(
    *cents: int,
    number: str = "",
    kind: str = "invoice",
    needs_review: bool = False,
    currency: str = "EUR",
    due_on: date | None = TODAY - 30 * DAY,
    method: str = "MP05",
) -> Invoice:
    amounts = cents or (10_000,)
    return Invoice(
        number=number or f"{next(_serial)}/2026",
        issued_on=TODAY - 60 * DAY,
        kind="credit_note" if kind == "credit_note" else "invoice",
        total=Money(sum(amounts), currency),
        instalments=tuple(
            Instalment(due_on, Money(each, currency), method) for each in amounts
        ),
        needs_review=needs_review,
        remarks=("no due date",) if needs_review else (),
    )


def an_invoice(tx: Tx, customer_id: str, invoice: Invoice | None = None) -> str:
    invoice = invoice or document()
    keys = (invoice.number, f"~{invoice.number}")
    return invoices.record(tx, invoice, customer_id, keys, "12.xml", "0" * 64)


def an_item(tx: Tx, customer_id: str, cents: int = 10_000) -> OpenItem:
    (item,) = invoices.items_of(tx, an_invoice(tx, customer_id, document(cents)))
    return item


def a_line(cents: int = 10_000, currency: str = "EUR", **said: str) -> BankLine:
    return BankLine(
        booked_on=TODAY,
        amount=Money(cents, currency),
        is_credit=True,
        counterparty=said.get("counterparty", "ALFA SRL"),
        iban=said.get("iban", ""),
        end_to_end_id=said.get("end_to_end_id", ""),
        bank_reference=said.get("bank_reference", ""),
        remittance=said.get("remittance", "saldo fattura"),
    )


def a_payment(tx: Tx, cents: int = 10_000, line: BankLine | None = None) -> str:
    mark = hashlib.sha256(str(next(_serial)).encode()).hexdigest()
    line = line or a_line(cents)
    return recording.record(tx, line, "IT00TEST", mark, "statement", "1" * 64)


def a_letter(
    tx: Tx,
    customer_id: str,
    *items: OpenItem,
    stage: Stage = FIRST,
    listed: Sequence[OpenItem] = (),
    recipient: str = "alfa@example.com",
) -> Delivery:
    delivery = letter_book.write(
        tx,
        letter_book.Draft(
            kind=stage.name,
            composed=Composed("Promemoria", "Gentile cliente", "<p>Gentile</p>"),
            recipient=recipient,
            because="3 days overdue",
            customer_id=customer_id,
            language="it",
            steps=tuple((item, stage) for item in items),
            items=(*items, *listed),
        ),
        "firm.test",
    )
    assert delivery is not None
    return delivery


def moved(tx: Tx, delivery: Delivery, state: str, **values: object) -> Delivery:
    outbox.move(tx, delivery, state, **values)  # type: ignore[arg-type]
    return outbox.get(tx, delivery.id)


def a_mail(
    uid: int = 1,
    raw: bytes = b"Subject: ok\r\n\r\nciao\r\n",
    *,
    mailbox: str = "office",
    folder: str = "INBOX",
    at: datetime = NOW,
) -> RawMessage:
    return RawMessage(Position(mailbox, folder, 7, uid), raw, at, len(raw))


def a_stored(tx: Tx, mail: RawMessage, message_id: str, role: str) -> str:
    """Keep one mail; give its id if it is new, else empty."""
    return arrivals.keep(tx, [Arrival(mail, message_id, role)])[0]
