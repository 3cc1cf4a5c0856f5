"""The owner answers the summary from his phone, over real servers."""

from __future__ import annotations

from agent.steps import rounds
from tests.e2e.config import BOSS, OFFICE
from tests.e2e.conftest import OpenHouse
from tests.e2e.house import House
from tests.e2e.mails import mail
from tests.steps.owner import number_of, text_of

ANNA = "anna@client.test"
APPROVE = {"mode": "approve", "undo_minutes": 0}


def asked(house: House) -> tuple[bytes, int]:
    """Let the summary ask for a letter's approval; give it, and the letter's number."""
    house.is_owed_by(ANNA)
    house.round()
    rounds.write_summary(house.desk)
    house.round()
    told = house.pair.wait_for(BOSS, lambda raw: b"Primo sollecito" in raw)
    return told, number_of(told, "Primo sollecito")


def answer(house: House, to: bytes, subject: str, words: str) -> None:
    """Let the owner answer a mail of ours, and have that read."""
    house.pair.send(BOSS, OFFICE, mail(BOSS, subject, words, answers=to))
    house.pair.wait_for(OFFICE, lambda raw: subject.encode() in raw)
    house.round(minutes=1)


def said(house: House, words: str) -> bytes:
    """Wait until the owner has a mail of ours with these words."""
    return house.pair.wait_for(BOSS, lambda raw: words in text_of(raw))


def test_an_order_that_the_server_vouches_for_is_obeyed_and_confirmed(
    open_house: OpenHouse,
) -> None:
    house = open_house({"sending": APPROVE})
    told, no = asked(house)

    answer(house, told, "Re: Sollecito", f"{no} ok\n\nInviato da iPhone\n")

    assert f"«{no} ok»" in text_of(said(house, "annulla 1"))
    house.round(minutes=1)
    assert house.wait_for_letter(ANNA)


def test_where_no_server_is_trusted_a_yes_is_asked_for_first(
    open_house: OpenHouse,
) -> None:
    house = open_house(
        {"sending": APPROVE, "mailbox.office": {"trusted_authserv_ids": []}}
    )
    told, no = asked(house)
    answer(house, told, "Re: Sollecito", f"{no} ok\n")
    question = said(house, "rispondi «sì»")
    assert house.letter().state == "proposed"

    answer(house, question, "Re: sei tu", "Sì\n")

    assert said(house, "annulla 1")
    house.round(minutes=1)
    assert house.wait_for_letter(ANNA)
