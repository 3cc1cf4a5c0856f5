"""A colleague's hand is seen: what he writes to a customer, what he passes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from time import process_time

from agent.ledger import holds, signs
from agent.steps import rounds
from agent.steps.desk import Desk
from agent.steps.each import picture
from tests.steps import given

DUE = date(2026, 9, 1)


def passed_on(text: str, subject: str = "I: pagamento") -> bytes:
    return given.mail("boss@firm.test", subject, text)


def attached(inner: bytes) -> bytes:
    message = EmailMessage()
    message["From"] = "boss@firm.test"
    message["To"] = "office@firm.test"
    message["Subject"] = "Fwd: pagamento"
    message["Message-ID"] = "<fwd-1@firm.test>"
    message.set_content("Vedi sotto.")
    message.add_attachment(
        inner, maintype="application", subtype="octet-stream", filename="mail.eml"
    )
    raw = message.as_bytes()
    return raw.replace(b"application/octet-stream", b"message/rfc822")


def test_a_colleague_writing_to_a_customer_is_left_alone_for_a_week(desk: Desk) -> None:
    given.one_letter(desk)
    mail = given.mail("boss@firm.test", "Cantiere", "Ciao!", to="anna@client.test")
    given.arrives(desk, mail, "Sent")
    assert given.standing_holds(desk) == [("colleague", date(2026, 9, 14))]


def test_a_mail_a_colleague_wrote_long_ago_holds_nothing(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    mail = given.mail("boss@firm.test", "Cantiere", "Ciao!", to="anna@client.test")
    given.mailbox(desk).deliver(mail, "Sent")
    given.pass_time(desk, days=14)
    rounds.run_round(desk)
    assert given.standing_holds(desk) == []


def test_what_lies_in_sent_is_ours_whatever_its_address(desk: Desk) -> None:
    given.one_letter(desk)
    mail = given.mail("alias@elsewhere.test", "Ciao", "Ciao!", to="anna@client.test")
    given.arrives(desk, mail, "Sent")
    assert [reason for reason, _ in given.standing_holds(desk)] == ["colleague"]


def test_a_robot_of_ours_that_answers_a_customer_is_no_hand(desk: Desk) -> None:
    given.one_letter(desk)
    mail = given.mail(
        "office@firm.test",
        "Fuori sede",
        "Siamo chiusi.",
        to="anna@client.test",
        Auto_Submitted="auto-replied",
    )
    given.arrives(desk, mail, "Sent")
    assert given.standing_holds(desk) == []


def test_a_customers_mail_passed_on_as_text_holds_him(desk: Desk) -> None:
    given.one_letter(desk)
    text = (
        "Ti giro questa.\n\n-----Messaggio originale-----\n"
        "Da: Anna Prova <anna@client.test>\nInviato: lunedì 7 settembre 2026\n"
        "A: boss@firm.test\nOggetto: pagamento\n\nAbbiamo pagato ieri.\n"
    )
    given.arrives(desk, passed_on(text))
    assert given.standing_holds(desk) == [("claim", date(2026, 9, 14))]


def test_a_customers_mail_quoted_by_a_colleague_holds_him(desk: Desk) -> None:
    given.one_letter(desk)
    text = (
        "Che gli diciamo?\n\nIl giorno lun 7 set 2026 Anna <anna@client.test> ha "
        "scritto:\n> La fattura è sbagliata, la contestiamo.\n"
    )
    given.arrives(desk, passed_on(text, "Re: pagamento"))
    assert [reason for reason, _ in given.standing_holds(desk)] == ["dispute"]


def test_a_customers_mail_passed_on_as_a_file_holds_him(desk: Desk) -> None:
    raw = given.one_letter(desk)
    inner = given.mail("anna@client.test", "Re: Fattura", "Le rispondo.", answers=raw)
    given.arrives(desk, attached(inner))
    assert len(given.standing_holds(desk)) == 1
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        since, his = tx.now.replace(year=2025), customer.write_to
        assert len(signs.moments_since(tx, customer.id, since, his)) == 1


def test_a_strangers_answer_passed_on_is_tied_by_our_letter(desk: Desk) -> None:
    raw = given.one_letter(desk)
    inner = given.mail("mario@private.test", "Re:", "Chiamami domani.", answers=raw)
    given.arrives(desk, attached(inner))
    assert len(given.standing_holds(desk)) == 1


def test_our_own_letter_passed_on_among_us_holds_nobody(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.arrives(desk, attached(raw))
    assert given.standing_holds(desk) == []


def test_a_mail_among_ourselves_changes_nothing(desk: Desk) -> None:
    given.one_letter(desk)
    text = "Domani scrivo ad anna@client.test per la fattura 1/2026."
    given.arrives(desk, passed_on(text, "Promemoria"))
    assert given.standing_holds(desk) == []


def test_a_line_without_end_costs_no_more_than_its_length(desk: Desk) -> None:
    given.one_letter(desk)
    began = process_time()
    given.arrives(desk, passed_on("Da: " + "a" * 100_000 + "\n" * 100_000))
    assert process_time() - began < 10  # an unbounded search took a minute
    assert given.standing_holds(desk) == []


def test_the_hold_names_the_colleague_whose_mailbox_it_was_sent_from(
    desk: Desk,
) -> None:
    given.one_letter(desk)
    owners = replace(desk, intake=replace(desk.intake, owners={"office": "Anna"}))
    mail = given.mail("boss@firm.test", "Cantiere", "Ciao!", to="anna@client.test")
    given.arrives(owners, mail, "Sent")
    with picture(desk) as tx:
        (hold,) = holds.standing(tx)
    assert hold.because == "Anna wrote to this customer"
    assert "Anna" not in "".join(event.because for event in given.history(desk))


def test_whose_mail_lies_in_an_inbox_is_not_told_by_the_mailbox(desk: Desk) -> None:
    given.one_letter(desk)
    owners = replace(desk, intake=replace(desk.intake, owners={"office": "Anna"}))
    mail = given.mail("boss@firm.test", "Cantiere", "Ciao!", to="anna@client.test")
    given.arrives(owners, mail)
    with picture(desk) as tx:
        (hold,) = holds.standing(tx)
    assert hold.because == "a colleague wrote to this customer"
