"""What steps' tests begin with: invoices, money and mails in a few words."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from email.message import EmailMessage

from agent.bank.fingerprint import fingerprints
from agent.ledger import customers, due, events, holds, payments, signs
from agent.matching.names import payer_key
from agent.model.customer import Customer
from agent.model.event import Event
from agent.model.invoice import Instalment, Invoice, Party
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import import_invoices, read_bank, rounds
from agent.steps.act import letters
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from tests.fakes import FakeChannel, FakeMailbox
from tests.steps.notices import message_id as message_id  # noqa: PLC0414 - known as given.message_id
from tests.steps.notices import notice


def invoice(
    desk: Desk,
    number: str,
    due_on: date,
    cents: int = 10_000,
    *,
    name: str = "Alfa Srl",
    email: str = "anna@client.test",
    kind: str = "invoice",
    issued_on: date | None = None,
) -> None:
    """Record an invoice of a customer, who is recorded with the first one."""
    amount = Money(-cents if kind == "credit_note" else cents)
    document = Invoice(
        number=number,
        issued_on=issued_on or due_on - timedelta(days=30),
        kind="credit_note" if kind == "credit_note" else "invoice",
        total=amount,
        instalments=(Instalment(due_on, amount),),
        buyer=Party(name=name, email=email),
    )
    with transaction(desk) as tx:
        import_invoices.record(desk, tx, document, f"{number}.xml", "")


def in_two(desk: Desk, number: str, *due: date) -> None:
    """Record an invoice of 100.00 in two equal instalments."""
    document = Invoice(
        number=number,
        issued_on=due[0] - timedelta(days=30),
        kind="invoice",
        total=Money(10_000),
        instalments=tuple(Instalment(day, Money(5_000)) for day in due),
        buyer=Party(name="Alfa Srl", email="anna@client.test"),
    )
    with transaction(desk) as tx:
        import_invoices.record(desk, tx, document, f"{number}.xml", "")


def money(
    desk: Desk,
    cents: int,
    text: str = "",
    payer: str = "",
    iban: str = "",
    booked_on: date | None = None,
) -> None:
    """Let a credit stand on today's statement."""
    line = BankLine(
        booked_on or desk.clock.today(),
        Money(cents),
        is_credit=True,
        counterparty=payer,
        iban=iban,
        remittance=text,
    )
    statement = Statement("IT00TEST", (line,), through=desk.clock.today())
    assert fingerprints(statement)
    with transaction(desk) as tx:
        read_bank.record(desk, tx, statement, "statement.xml", "")


def statement(day: date, cents: int, text: str) -> bytes:
    """Write a bank's table with one credit."""
    amount = f"{cents // 100},{cents % 100:02d}"
    return (
        f"Data;Descrizione;Entrate;Uscite\n{day:%d/%m/%Y};{text};{amount};\n".encode()
    )


def live(desk: Desk) -> Desk:
    """Switch sending on."""
    letters.go_live(desk, "carla")
    return desk


def pass_time(desk: Desk, **by: float) -> None:
    """Move the clock on."""
    clock = desk.clock
    clock.advance(timedelta(**by))  # type: ignore[attr-defined]


def send_all(desk: Desk) -> rounds.Round:
    """Let the undo window pass and do a round."""
    pass_time(desk, minutes=desk.sending.undo_minutes + 1)
    return rounds.run_round(desk)


def sign_of_life(desk: Desk, name: str = "Alfa Srl") -> None:
    """Let a delivery report come for a customer's last letter."""
    pass_time(desk, minutes=1)
    customer = the_customer(desk, name)
    with transaction(desk) as tx:
        signs.add(tx, customer.id, "delivered", tx.now)


def channel(desk: Desk) -> FakeChannel:
    """Give the way out."""
    assert isinstance(desk.channel, FakeChannel)
    return desk.channel


def mailbox(desk: Desk) -> FakeMailbox:
    """Give the firm's mailbox."""
    (source,) = desk.sources
    assert isinstance(source, FakeMailbox)
    return source


def arrives(desk: Desk, raw: bytes, folder: str = "INBOX") -> None:
    """Let a mail arrive and do a round."""
    mailbox(desk).deliver(raw, folder)
    rounds.run_round(desk)


def one_letter(desk: Desk, due_on: date = date(2026, 9, 1)) -> bytes:
    """Let the first letter about 1/2026 leave; give its bytes."""
    invoice(desk, "1/2026", due_on)
    rounds.run_round(desk)
    send_all(desk)
    ((_, raw),) = channel(desk).taken
    return raw


def standing_holds(desk: Desk) -> list[tuple[str, date | None]]:
    """Give reason and last day of each hold that covers today."""
    with picture(desk) as tx:
        found = holds.standing(tx)
    return [
        (each.reason, each.until) for each in found if each.covers(desk.clock.today())
    ]


def still(desk: Desk) -> dict[str, str]:
    """Give what stands still, and why."""
    with picture(desk) as tx:
        return {each.what: each.because for each in due.standings(tx) if each.since}


def recipients(desk: Desk) -> list[str]:
    """Give to whom letters left, in order."""
    return [envelope.recipient for envelope, _ in channel(desk).taken]


def the_customer(desk: Desk, name: str = "Alfa Srl") -> Customer:
    """Give a customer by name."""
    with picture(desk) as tx:
        (found,) = [
            each
            for each in customers.every(tx)
            if payer_key(each.name) == payer_key(name)
        ]
    return found


def history(desk: Desk) -> list[Event]:
    """Give the log, oldest first."""
    with picture(desk) as tx:
        return list(reversed(events.latest(tx, 1000)))


def happened(desk: Desk) -> list[str]:
    """Give what happened, oldest first."""
    return [event.what for event in history(desk)]


def free_cents(desk: Desk) -> list[int]:
    """Give what is free of each payment, oldest first."""
    with picture(desk) as tx:
        return [each.free.cents for each in reversed(payments.latest(tx, 100))]


def mail(
    sender: str, subject: str, text: str, *, answers: bytes = b"", **headers: str
) -> bytes:
    """Write a mail to the firm.

    Args:
        answers: The raw letter of ours that it answers.
        headers: Further ones; underscores are hyphens.
    """
    message = EmailMessage()
    message["From"] = sender
    message["To"] = headers.pop("to", "office@firm.test")
    message["Subject"] = subject
    mark = hashlib.sha256(f"{sender}|{subject}|{text}".encode()).hexdigest()[:20]
    message["Message-ID"] = f"<{mark}@client.test>"
    if answers:
        about = message_id(answers)
        message["In-Reply-To"] = about
        message["References"] = about
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def bounce_of(raw: bytes, recipient: str = "anna@client.test") -> bytes:
    """Write the failure notice of the customer's server about a letter."""
    return notice(about=raw, recipient=recipient, mark="dsn-1")
