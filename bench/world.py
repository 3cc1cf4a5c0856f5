"""A firm's three days, made from a seed: who owes, who pays, who writes, and the truth."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Literal

from tests.e2e.config import OFFICE
from tests.e2e.files import Credit, Owed, invoices_csv, statement

FIRST_DAY = date(2025, 9, 8)  # a Monday without holidays near it
DAYS = 3
Effect = Literal["holds", "none"]


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail to the firm, and what it must bring about.

    Args:
        customer: Name of the customer whom it holds.
    """

    message_id: str
    raw: bytes
    effect: Effect = "none"
    customer: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A bank statement, dropped as a file."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class World:
    """All that goes in, in the order it goes, and what must come out.

    Args:
        debtors: Addresses of those who are to get one letter each.
        invoices: The table of all that is owed.
        paid: Numbers of the invoices that the statements pay in full.
        lines: How many different payments the statements hold.
    """

    debtors: tuple[str, ...]
    invoices: bytes
    mails: tuple[Mail, ...]
    papers: tuple[Paper, ...]
    paid: frozenset[str]
    lines: int


def make(seed: int, letters: int, mails: int) -> World:
    """Make a world.

    Args:
        letters: How many customers are to be reminded.
        mails: How many mails come in; a tenth as many payments do.
    """
    chance = random.Random(seed)
    debtors = [_debtor(no) for no in range(1, letters + 1)]
    writers = [_writer(no) for no in range(1, max(1, mails * 2 // 5) + 1)]
    payers = [_payer(no) for no in range(1, max(1, mails // 10) + 1)]
    written = [_mail(no, writers, chance) for no in range(1, mails + 1)]
    papers = _papers(payers, chance)
    owed = [*debtors, *writers, *payers]
    chance.shuffle(owed)
    return World(
        debtors=tuple(one.email for one in debtors),
        invoices=invoices_csv(owed),
        mails=tuple(written),
        papers=papers,
        paid=frozenset(one.number for one in payers),
        lines=len(payers),
    )


def _debtor(no: int) -> Owed:
    """Let the first letter, three days after the due date, come on one of three days."""
    due_on = FIRST_DAY + timedelta(days=no % DAYS - 3)
    return Owed(f"{no}/2025", due_on, f"Debitrice {no} Srl", f"ok-{no}@fault.test")


def _writer(no: int) -> Owed:
    due_on = FIRST_DAY + timedelta(days=20)
    number = f"{5000 + no}/2025"
    return Owed(number, due_on, f"Scrivente {no} Srl", f"scrive-{no}@client.test")


def _payer(no: int) -> Owed:
    due_on = FIRST_DAY + timedelta(days=20)
    name, cents = f"Pagante {no} Srl", 100_000 + 137 * no
    return Owed(f"{9000 + no}/2025", due_on, name, f"paga-{no}@client.test", cents)


def _mail(no: int, writers: Sequence[Owed], chance: random.Random) -> Mail:
    """Let two in five be a reply about money, each of another customer."""
    replies = no * 2 // 5
    if replies > (no - 1) * 2 // 5:
        return _reply(no, writers[replies - 1])
    return chance.choice((_away, _bounce_of_others, _newsletter))(
        no, chance.choice(writers)
    )


def _reply(no: int, writer: Owed) -> Mail:
    subject = f"Fattura {writer.number}"
    text = f"Buongiorno,\nper la fattura {writer.number} dobbiamo parlarne.\n"
    return Mail(_id(no), _raw(no, writer.email, subject, text), "holds", writer.name)


def _away(no: int, writer: Owed) -> Mail:
    text = f"Sono fuori ufficio. ({no})\n"
    raw = _raw(no, writer.email, "Fuori sede", text, Auto_Submitted="auto-replied")
    return Mail(_id(no), raw)


def _bounce_of_others(no: int, _writer: Owed) -> Mail:
    text = f"Mail {no} could not be delivered: 550 5.1.1 <chi@altrove.test> unknown\n"
    sender = "MAILER-DAEMON@altrove.test"
    return Mail(_id(no), _raw(no, sender, "Undelivered Mail", text, Return_Path="<>"))


def _newsletter(no: int, writer: Owed) -> Mail:
    text = f"Le novita' del mese. ({no})\n"
    headers = {"List_Id": "<novita.client.test>", "Precedence": "bulk"}
    return Mail(_id(no), _raw(no, writer.email, "Novita", text, **headers))


def _id(no: int) -> str:
    return f"chaos-{no}@client.test"


def _raw(no: int, sender: str, subject: str, text: str, **headers: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, OFFICE, subject
    mail["Date"] = "Mon, 08 Sep 2025 08:10:00 +0200"
    mail["Message-ID"] = f"<{_id(no)}>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def _papers(payers: Sequence[Owed], chance: random.Random) -> tuple[Paper, ...]:
    """Write statements of three lines; each repeats one of another, and comes twice."""
    lines = [
        Credit(f"saldo fattura {one.number}", one.name, one.cents, f"BANK-{one.number}")
        for one in payers
    ]
    papers = []
    for start in range(0, len(lines), 3):
        own = lines[start : start + 3]
        known = lines[: start or 1]
        told = list(dict.fromkeys([*own, chance.choice(known)]))
        for copy in (1, 2):
            name = f"estratto-{start // 3 + 1}-{copy}"
            papers.append(Paper(f"{name}.xml", statement(FIRST_DAY, told, name)))
    chance.shuffle(papers)
    return tuple(papers)
