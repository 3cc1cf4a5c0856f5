"""Statements that come by mail are read, if the bank sent them; else a person looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import pytest

from agent.errors import Refused
from agent.ledger import messages
from agent.ledger import quarantine as kept
from agent.steps import bank_mail as step
from agent.steps import rounds
from agent.steps.act import quarantine
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.lists import invoice_rows, set_aside
from tests.desks import open_desk
from tests.steps import given

BANK = "statements@bank.test"
DAY = date(2026, 9, 7)
PROVEN = "mx.firm.test; dmarc=pass header.from=bank.test"


@pytest.fixture
def desk() -> Desk:
    desk = given.live(open_desk())
    trusted = {"office": frozenset({"mx.firm.test"})}
    intake = replace(desk.intake, bank_senders=frozenset({BANK}), trusted=trusted)
    return replace(desk, intake=intake)


def bank_mail(
    data: bytes, name: str = "estratto.csv", verdict: str = PROVEN, sender: str = BANK
) -> bytes:
    message = EmailMessage()
    if verdict:
        message["Authentication-Results"] = verdict
    message["From"] = sender
    message["To"] = "office@firm.test"
    message["Subject"] = "Il suo estratto conto"
    message["Message-ID"] = f"<{name}@bank.test>"
    message.set_content("In allegato il suo estratto conto.")
    message.add_attachment(data, maintype="text", subtype="csv", filename=name)
    return message.as_bytes()


def payment(cents: int = 10_000) -> bytes:
    return given.statement(DAY, cents, "saldo fattura 1/2026")


def open_cents(desk: Desk) -> list[int]:
    return [row.open.cents for row in invoice_rows(desk, everything=True)]


def owing(desk: Desk) -> None:
    given.invoice(desk, "1/2026", date(2026, 9, 1))


def test_a_statement_from_the_bank_is_booked_the_same_round(desk: Desk) -> None:
    owing(desk)
    given.arrives(desk, bank_mail(payment()))
    assert open_cents(desk) == [0]
    assert set_aside(desk) == ()


def test_a_swift_statement_from_the_bank_is_booked(desk: Desk) -> None:
    owing(desk)
    swift = (
        b":20:A\n:25:99999999/1\n:28C:1\n:60F:C260901EUR0,00\n"
        b":61:2609020902C100,00NTRFNONREF//B-1\n:86:saldo fattura 1/2026\n"
        b":62F:C260902EUR100,00\n"
    )
    given.arrives(desk, bank_mail(swift, "UMSATZ.STA"))
    assert open_cents(desk) == [0]


def test_a_forged_statement_is_a_question_and_books_nothing(desk: Desk) -> None:
    owing(desk)
    forged = bank_mail(payment(), verdict="mx.firm.test; dmarc=fail")
    given.arrives(desk, forged)
    assert open_cents(desk) == [10_000]
    assert [(item.kind, item.name) for item in set_aside(desk)] == [
        ("bank_mail", "estratto.csv")
    ]
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_a_person_may_vouch_for_a_bank_mail(desk: Desk) -> None:
    owing(desk)
    given.arrives(desk, bank_mail(payment(), verdict=""))
    assert "did not prove" in quarantine.retry(desk, "carla", 1)[0]
    assert quarantine.retry(desk, "carla", 1, despite_doubts=True) == ()
    assert open_cents(desk) == [0]
    assert set_aside(desk) == ()


def test_without_a_trusted_server_a_person_must_vouch(desk: Desk) -> None:
    owing(desk)
    plain = replace(desk, intake=replace(desk.intake, trusted={}))
    given.arrives(plain, bank_mail(payment(), verdict=""))
    assert open_cents(desk) == [10_000]
    assert "trusted_authserv_ids" in quarantine.retry(plain, "carla", 1)[0]
    assert quarantine.retry(plain, "carla", 1, despite_doubts=True) == ()
    assert open_cents(desk) == [0]


def test_what_others_attach_is_no_statement(desk: Desk) -> None:
    owing(desk)
    given.arrives(desk, bank_mail(payment(), sender="anna@client.test"))
    assert open_cents(desk) == [10_000]
    assert set_aside(desk) == ()


def test_the_same_statement_twice_is_one_payment(desk: Desk) -> None:
    owing(desk)
    given.arrives(desk, bank_mail(payment()))
    given.arrives(desk, bank_mail(payment(), "copia.csv"))
    assert given.free_cents(desk) == [0]


def test_a_bank_mail_that_brings_no_statement_is_left_alone(desk: Desk) -> None:
    given.arrives(desk, bank_mail(b"%PDF-1.4", "contratto.pdf"))
    assert set_aside(desk) == ()
    with picture(desk) as tx:
        assert messages.count(tx) == {"read": 1}


def test_what_is_no_statement_is_never_taken_for_an_invoice(desk: Desk) -> None:
    items = (
        b"Numero;Data;Scadenza;Cliente;Totale\n9/2026;01/08/2026;01/09/2026;X;1,00\n"
    )
    given.arrives(desk, bank_mail(items))
    assert invoice_rows(desk) == ()
    assert "it is no statement that we read" in set_aside(desk)[0].error


def test_a_notice_that_names_an_invoice_holds_its_customer_for_a_week(
    desk: Desk,
) -> None:
    owing(desk)
    text = "Le e' stato accreditato un bonifico: fattura 1/2026."
    proven = given.mail(BANK, "Accredito", text, Authentication_Results=PROVEN)
    given.arrives(desk, proven)
    assert given.standing_holds(desk) == [("claim", date(2026, 9, 14))]


def test_a_notice_nobody_vouches_for_holds_one_day(desk: Desk) -> None:
    owing(desk)
    given.arrives(desk, given.mail(BANK, "Accredito", "Bonifico: fattura 1/2026."))
    assert given.standing_holds(desk) == [("claim", date(2026, 9, 8))]


def test_a_file_kept_nowhere_cannot_be_read_again(desk: Desk) -> None:
    with transaction(desk) as tx:
        kept.set_aside(tx, "unknown", "a-film.mov", "", "too big")
    with pytest.raises(Refused, match="was not kept"):
        quarantine.retry(desk, "carla", 1)


def test_a_mail_the_server_does_not_give_is_read_in_the_mailbox(desk: Desk) -> None:
    with transaction(desk) as tx:
        kept.set_aside(tx, "unfetched", "office/INBOX/9", "", "no bytes")
    with pytest.raises(Refused, match="lies in the mailbox alone"):
        quarantine.retry(desk, "carla", 1)
    with pytest.raises(Refused, match="no item 7"):
        quarantine.drop(desk, "carla", 7, "none")


def test_a_crash_after_the_files_takes_them_once(desk: Desk) -> None:
    owing(desk)
    given.mailbox(desk).deliver(bank_mail(payment()))
    rounds.take_mail(desk, given.mailbox(desk))
    with picture(desk) as tx:
        (stored,) = messages.new(tx, 1)
    step.take_files(desk, stored)  # and the program dies before it is marked as read
    rounds.run_round(desk)
    assert given.free_cents(desk) == [0]
