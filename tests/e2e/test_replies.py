"""What people and programs answer: a person's word holds, a robot's never does."""

from __future__ import annotations

import pytest

from tests.e2e.config import BANK, BOSS, OFFICE
from tests.e2e.conftest import OpenHouse
from tests.e2e.files import Credit, statement
from tests.e2e.house import MONDAY, House
from tests.e2e.mails import mail, with_statement

ANNA = "anna@client.test"
BRUNO = "bruno@client.test"


@pytest.fixture
def asked(house: House) -> House:
    """A firm that has reminded anna."""
    house.is_owed_by(ANNA)
    house.round()
    house.wait_for_letter(ANNA)
    house.wait_for_copy()
    house.round(minutes=1)
    return house


def letter(house: House) -> bytes:
    """Give the letter as anna has it."""
    return house.pair.messages(ANNA)[0]


def test_an_answer_in_the_thread_holds_at_once(asked: House) -> None:
    words = "Buongiorno, ne parliamo domani.\n"
    answer = mail(ANNA, "Re: Promemoria", words, answers=letter(asked))
    asked.pair.send(ANNA, OFFICE, answer)
    asked.pair.wait_for(OFFICE, lambda raw: b"ne parliamo" in raw)
    asked.round(minutes=1)
    assert asked.is_held("Alfa")
    assert "ne parliamo domani" in asked.summary()


def test_an_answer_to_the_letters_own_address_holds_at_once(asked: House) -> None:
    """Sent by an assistant from an address nobody knows, without any thread."""
    to = f"incassi+{asked.letter().token}@firm.test"
    assistant = "segreteria@altro.test"
    answer = mail(assistant, "Per conto di Alfa", "Ne parliamo domani.\n", to=to)
    asked.pair.send(assistant, to, answer)
    asked.pair.wait_for(OFFICE, lambda raw: b"Per conto" in raw)
    asked.round(minutes=1)
    assert asked.is_held("Alfa")


def test_a_new_mail_that_names_the_invoice_holds_at_once(asked: House) -> None:
    new = mail(ANNA, "La vostra fattura 7/2025", "Possiamo sentirci?\n")
    asked.pair.deliver(OFFICE, new, sender=ANNA)
    asked.round(minutes=1)
    assert asked.is_held("Alfa")


def test_an_answer_stops_the_letter_that_was_about_to_leave(
    open_house: OpenHouse,
) -> None:
    house = open_house({"sending": {"undo_minutes": 10}})
    house.is_owed_by(ANNA)
    house.round()
    new = mail(ANNA, "Fattura 7/2025", "La fattura e' gia' stata pagata.\n")
    house.pair.deliver(OFFICE, new, sender=ANNA)
    assert house.round(minutes=10).sent == 0
    assert house.letter().state == "withdrawn"


@pytest.mark.parametrize(
    ("words", "is_parked"),
    [
        ("Sono fuori ufficio fino al 22 settembre.\n", True),
        ("Abbiamo ricevuto il suo messaggio, risponderemo.\n", False),
    ],
)
def test_an_automatic_answer_is_a_sign_of_life_and_waits_for_a_return_alone(
    asked: House, words: str, *, is_parked: bool
) -> None:
    to = f"incassi+{asked.letter().token}@firm.test"
    robot = {"Auto_Submitted": "auto-replied", "Precedence": "bulk"}
    away = mail(ANNA, "Fuori sede", words, to=to, answers=letter(asked), **robot)
    asked.pair.send("", to, away)
    asked.pair.wait_for(OFFICE, lambda raw: b"Fuori sede" in raw)
    asked.round(minutes=1)
    assert asked.happened("message.robot")
    assert asked.is_held("Alfa") is is_parked
    assert not asked.happened("reply.held")
    assert len(asked.received(ANNA)) == 1


def test_a_vacation_notice_is_not_even_sent_to_a_letter_of_ours(house: House) -> None:
    """Dovecot's Sieve answers people; our letters say that they are none."""
    house.is_owed_by("away@client.test")
    house.round()
    house.wait_for_letter("away@client.test")
    house.pair.wait_for_report(OFFICE, "away@client.test", "delivered")
    house.round(minutes=1)
    assert house.happened("message.robot") == []


def test_a_read_receipt_says_that_the_letter_was_read(open_house: OpenHouse) -> None:
    house = open_house({"smtp": {"receipts": True}})
    house.is_owed_by(ANNA)
    house.round()
    house.pair.mdn(ANNA, house.wait_for_letter(ANNA))
    house.pair.wait_for(OFFICE, lambda raw: b"disposition-notification" in raw)
    house.round(minutes=1)
    assert house.letter().state == "read"
    assert not house.is_held("Alfa")


def test_what_a_colleague_sent_by_hand_keeps_us_quiet(house: House) -> None:
    by_hand = mail(OFFICE, "Una domanda", "Gentile Anna, come stai?\n", to=ANNA)
    house.is_owed_by(ANNA)
    with house.pair.imap(OFFICE) as client:
        client.create("Sent")
        client.append("Sent", "", "", by_hand)
    assert house.round().sent == 0
    assert house.is_held("Alfa")
    assert house.received(ANNA) == []


def test_a_colleagues_mail_seen_in_copy_keeps_us_quiet(house: House) -> None:
    house.is_owed_by(ANNA)
    by_hand = mail(BOSS, "Una domanda", "Cara Anna, ciao.\n", to=ANNA, Cc=OFFICE)
    house.pair.submit(BOSS, [ANNA, OFFICE], by_hand)
    house.pair.wait_for(OFFICE, lambda raw: b"Cara Anna" in raw)
    assert house.round().sent == 0
    assert house.is_held("Alfa")


@pytest.mark.parametrize(
    "to", ["incassi+aaaaaaaaaaaaaaaaaaaaaaaaaa@firm.test", OFFICE], ids=["token", "id"]
)
def test_a_forged_bounce_changes_nothing(asked: House, to: str) -> None:
    text = f"550 5.1.1 <{ANNA}> unknown\n\nMessage-ID: <abc@firm.test>\nTo: {ANNA}\n"
    forged = mail("MAILER-DAEMON@evil.test", "Undelivered Mail", text, to=to)
    asked.pair.send("", to, forged)
    asked.pair.wait_for(OFFICE, lambda raw: b"evil.test" in raw)
    asked.round(minutes=1)
    assert asked.happened("letter.bounced") == []
    assert asked.calls() == ()
    assert asked.letter().state in ("sent", "delivered")


def test_an_answer_to_a_letter_of_another_firm_holds_nobody(asked: House) -> None:
    other = mail("chi@altro.test", "x", "x\n")
    foreign = mail("chi@altro.test", "Re: x", "Va bene.\n", answers=other)
    asked.pair.deliver(OFFICE, foreign, sender="chi@altro.test")
    asked.round(minutes=1)
    assert asked.holds() == []


def test_two_agents_that_face_each_other_stop_after_one_mail(
    open_house: OpenHouse,
) -> None:
    house = open_house()
    mirror = open_house(
        {
            "mailbox.office": {"user": BRUNO},
            "smtp": {"user": BRUNO, "from": BRUNO},
            "summary": {"to": []},
            "firm": {"name": "Bruno Snc", "vat_id": "IT07643520567"},
        }
    )
    house.is_owed_by(BRUNO)
    mirror.is_owed_by(OFFICE)
    house.round()
    mirror.round()
    house.wait_for_letter(BRUNO)
    house.pair.wait_for(OFFICE, lambda raw: b"From: Bruno Snc" in raw)
    for _ in range(4):
        house.round(minutes=20)
        mirror.round(minutes=20)
    letters = [one for one in house.received(BRUNO) if OFFICE in str(one["From"])]
    answers = [one for one in house.received(OFFICE) if BRUNO in str(one["From"])]
    assert len(letters) == 1
    assert len(answers) == 1
    assert house.holds() == mirror.holds() == []


def test_a_statement_that_the_bank_mails_stops_the_letter(
    open_house: OpenHouse,
) -> None:
    house = open_house({"sending": {"undo_minutes": 10}})
    house.is_owed_by(ANNA)
    house.round()
    paid = statement(MONDAY.date(), [Credit("saldo fattura 7/2025", "Alfa 7 Srl")])
    house.pair.send(BANK, OFFICE, with_statement(BANK, paid))
    house.pair.wait_for(OFFICE, lambda raw: b"Estratto conto" in raw)
    assert house.round(minutes=10).sent == 0
    assert house.letter().state == "withdrawn"
    assert house.status().owed == ()


def test_a_statement_in_the_banks_name_that_is_forged_books_nothing(
    open_house: OpenHouse,
) -> None:
    house = open_house({"sending": {"undo_minutes": 10}})
    house.is_owed_by(ANNA)
    house.round()
    paid = statement(MONDAY.date(), [Credit("saldo fattura 7/2025", "Alfa 7 Srl")])
    house.pair.send("forged@evil.test", OFFICE, with_statement(BANK, paid))
    house.pair.wait_for(OFFICE, lambda raw: b"Estratto conto" in raw)
    house.round(minutes=10)
    assert house.status().owed != ()
    assert house.status().in_quarantine == 1
