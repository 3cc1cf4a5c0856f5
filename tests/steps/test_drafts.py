from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from agent.ledger import blobs, invoice_files, invoices, letter_book, outbox
from agent.model.letter import Delivery
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import letters, money
from agent.steps.act.editing import edit
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from tests.desks import MONDAY, with_mode
from tests.steps import given

SOON = MONDAY.date() + timedelta(days=20)
PDF = b"%PDF-1.4 sample"
COPY = "Buongiorno, può mandarmi copia della fattura 1/2026? Grazie."


def waiting(desk: Desk) -> tuple[Delivery, ...]:
    with picture(desk) as tx:
        return outbox.in_state(tx, "proposed")


def kinds(desk: Desk) -> list[str]:
    return [letter.kind for letter in waiting(desk)]


def words(desk: Desk, letter: Delivery) -> str:
    with picture(desk) as tx:
        return letter_book.words(tx, letter.letter_id).text


def keep_copy(desk: Desk, number: str = "1/2026") -> None:
    with transaction(desk) as tx:
        (entry,) = (one for one in invoices.listed(tx) if one.number == number)
        digest = blobs.keep(tx, PDF, "invoice")
        invoice_files.attach(tx, entry.id, digest, "fattura.pdf", "application/pdf")


def writes(
    desk: Desk, text: str, sender: str = "anna@client.test", raw: bytes = b""
) -> None:
    mail = given.mail(sender, "Re: Fattura 1/2026", text, answers=raw)
    given.arrives(desk, mail)


def asks(desk: Desk, text: str) -> None:
    """Let the customer of one overdue invoice answer its first letter."""
    raw = given.one_letter(desk)
    keep_copy(desk)
    writes(desk, text, raw=raw)


def automatic(desk: Desk) -> Desk:
    return replace(desk, sending=replace(desk.sending, copies=True))


def attached(desk: Desk) -> list[tuple[str | None, bytes]]:
    _, raw = given.channel(desk).taken[-1]
    message = message_from_bytes(raw, policy=policy.default)
    return [
        (part.get_filename(), part.get_content()) for part in message.iter_attachments()
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (COPY, "copy_sent"),
        ("Mi può mandare un estratto conto aggiornato?", "account_statement"),
        ("Su quale conto dobbiamo pagare la fattura 1/2026?", "pay_details"),
        ("Quanto vi dobbiamo per la fattura 1/2026?", "question_answered"),
        ("Non me ne occupo più io di queste fatture.", "contact_asked"),
    ],
)
def test_what_a_mail_asks_for_is_put_up_to_be_approved(
    desk: Desk, text: str, kind: str
) -> None:
    asks(desk, text)

    assert kinds(desk) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Abbiamo un nuovo IBAN: mandateci copia della fattura 1/2026.",
        "Il nostro avvocato chiede copia della fattura 1/2026.",
        "Siamo in concordato preventivo, mandateci un estratto conto.",
    ],
)
def test_whoever_says_what_a_person_must_read_gets_no_such_letter(
    desk: Desk, text: str
) -> None:
    asks(desk, text)

    assert kinds(desk) == []


def test_an_approved_copy_leaves_with_the_file_that_was_kept(desk: Desk) -> None:
    asks(desk, COPY)
    (letter,) = waiting(desk)
    letters.approve(desk, "carla", letter.letter_no)
    given.send_all(desk)

    assert attached(desk) == [("fattura.pdf", PDF)]


def test_no_copy_is_spoken_of_that_we_have_not(desk: Desk) -> None:
    raw = given.one_letter(desk)
    writes(desk, COPY, raw=raw)

    assert kinds(desk) == []


def test_a_copy_leaves_by_itself_where_that_is_switched_on(desk: Desk) -> None:
    desk = automatic(desk)
    asks(desk, COPY)
    given.send_all(desk)

    assert given.recipients(desk) == ["anna@client.test"] * 2
    assert attached(desk) == [("fattura.pdf", PDF)]


def test_a_copy_that_leaves_by_itself_leaves_in_office_hours(desk: Desk) -> None:
    desk = automatic(desk)
    raw = given.one_letter(desk)
    keep_copy(desk)
    given.pass_time(desk, hours=11)
    writes(desk, COPY, raw=raw)
    given.send_all(desk)

    assert given.recipients(desk) == ["anna@client.test"]


def test_a_second_copy_waits_for_a_person(desk: Desk) -> None:
    desk = automatic(desk)
    asks(desk, COPY)
    given.send_all(desk)
    writes(desk, "Non la trovo: mi rimanda copia della fattura 1/2026?")

    assert kinds(desk) == ["copy_sent"]


def test_a_copy_goes_to_the_known_address_that_asked(desk: Desk) -> None:
    desk = automatic(desk)
    given.invoice(desk, "1/2026", SOON)
    edit(desk, "carla", "Alfa Srl", {}, add_email="bea@client.test")
    edit(desk, "carla", "Alfa Srl", {}, add_email="anna@client.test")
    keep_copy(desk)
    writes(desk, COPY, sender="bea@client.test")
    given.send_all(desk)

    assert given.recipients(desk) == ["bea@client.test"]


def test_a_stranger_who_asks_gets_nothing_by_itself(desk: Desk) -> None:
    desk = automatic(desk)
    raw = given.one_letter(desk)
    keep_copy(desk)
    writes(desk, COPY, sender="someone@else.test", raw=raw)

    (letter,) = waiting(desk)
    assert (letter.kind, letter.recipient) == ("copy_sent", "anna@client.test")


def test_a_copy_with_a_question_beside_it_waits_for_a_person(desk: Desk) -> None:
    desk = automatic(desk)
    asks(desk, f"{COPY} E quando passa il tecnico?")

    assert kinds(desk) == ["copy_sent"]


def test_no_copy_leaves_by_itself_while_sending_is_off(desk: Desk) -> None:
    desk = automatic(with_mode(desk, "off"))
    given.invoice(desk, "1/2026", SOON)
    keep_copy(desk)
    writes(desk, COPY)
    given.send_all(desk)

    assert (given.recipients(desk), kinds(desk)) == ([], [])


def test_an_account_lists_all_that_is_open_with_its_sum(desk: Desk) -> None:
    raw = given.one_letter(desk)
    given.invoice(desk, "2/2026", SOON, 5_000)
    writes(desk, "Mi può mandare un estratto conto aggiornato?", raw=raw)

    (letter,) = waiting(desk)
    said = words(desk, letter)
    assert "1/2026" in said
    assert "2/2026" in said
    assert "150,00\u00a0€" in said


def test_an_account_that_is_no_longer_whole_is_taken_back(desk: Desk) -> None:
    asks(desk, "Mi può mandare un estratto conto aggiornato?")
    given.invoice(desk, "2/2026", SOON, 5_000)
    rounds.run_round(desk)

    assert kinds(desk) == []


def test_the_account_to_pay_to_is_the_configured_one(desk: Desk) -> None:
    text = "Su quale conto paghiamo? Su IT61X0542811101000000123457?"
    asks(desk, "Su quale conto dobbiamo pagare la fattura 1/2026?")

    (letter,) = waiting(desk)
    assert "IT60 X054" in words(desk, letter).replace("\u00a0", " ")
    assert text[26:30] not in words(desk, letter)


def test_a_figure_that_changed_is_not_told(desk: Desk) -> None:
    asks(desk, "Quanto vi dobbiamo per la fattura 1/2026?")
    money.pay(desk, "carla", "1/2026", Money(4_000), MONDAY.date(), "cash")

    assert kinds(desk) == []


def test_which_of_two_invoices_a_question_means_is_not_guessed(desk: Desk) -> None:
    given.invoice(desk, "1/2026", SOON)
    given.invoice(desk, "2/2026", SOON)
    mail = given.mail("anna@client.test", "Pagamento", "Quanto vi dobbiamo?")
    given.arrives(desk, mail)

    assert kinds(desk) == []


def test_whoever_names_the_new_contact_is_not_asked_for_it(desk: Desk) -> None:
    asks(desk, "Non me ne occupo io: scrivete a conti@client.test, grazie.")

    assert kinds(desk) == []
