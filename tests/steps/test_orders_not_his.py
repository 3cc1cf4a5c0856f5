"""Not his: the owner says by mail of somebody asked about that he did not pay."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.steps import rounds
from agent.steps.act import money
from agent.steps.desk import Desk
from agent.steps.look.review import review
from agent.steps.settle import settle
from tests.steps import given, owner

DUE = date(2026, 9, 1)
PAYER = "Carla Verdi"


@pytest.fixture
def desk() -> Desk:
    return owner.open_office()


@pytest.fixture
def of_one(desk: Desk) -> bytes:
    """The summary that asks about one customer whether some money is his."""
    given.invoice(desk, "1/2026", DUE)
    return asked(desk)


@pytest.fixture
def of_two(desk: Desk) -> bytes:
    """The summary that asks of which of two customers some money is."""
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="bea@client.test")
    return asked(desk)


def asked(desk: Desk) -> bytes:
    given.money(desk, 10_000, "saldo", PAYER)
    settle(desk)
    return owner.summary(desk)


def says(desk: Desk, told: bytes, words: str) -> str:
    return owner.answer(desk, told, f"{owner.number_of(told, PAYER)} {words}")


def candidates(desk: Desk) -> list[str]:
    return [owner for one in review(desk).payments for owner, *_ in one.choices]


def undo(desk: Desk, words: str = "annulla 1") -> str:
    return owner.answer(desk, owner.mails(desk)[-1], words)


def test_who_did_not_pay_is_asked_about_and_waits_no_more(
    desk: Desk, of_one: bytes
) -> None:
    assert given.standing_holds(desk) == [("payment", None)]

    said = says(desk, of_one, "non è suo")

    assert "l’incasso di 100,00\xa0€ non è di Alfa Srl." in said
    assert candidates(desk) == []
    assert given.standing_holds(desk) == []


def test_the_order_is_taken_back(desk: Desk, of_one: bytes) -> None:
    says(desk, of_one, "no, non è suo")

    assert "Annullato" in undo(desk)
    assert candidates(desk) == ["Alfa Srl"]
    rounds.run_round(desk)
    assert given.standing_holds(desk) == [("payment", None)]


def test_one_tap_says_it(desk: Desk, of_one: bytes) -> None:
    tap = owner.offers(of_one)["1 non è suo"]
    assert "non è di Alfa Srl" in owner.sends(desk, tap)


def test_the_answer_in_english_is_undone_in_english(desk: Desk) -> None:
    desk = replace(desk, summary=replace(desk.summary, language="en"))
    given.invoice(desk, "1/2026", DUE)
    told = asked(desk)

    said = owner.sends(desk, owner.offers(told)["1 not his"])

    assert "the payment of €100.00 is not of Alfa Srl." in said
    assert "Undone" in undo(desk, "undo 1")
    assert candidates(desk) == ["Alfa Srl"]


def test_of_two_it_is_asked_which_is_meant(desk: Desk, of_two: bytes) -> None:
    before = candidates(desk)

    assert "Chi non ha pagato?" in says(desk, of_two, "non è suo")
    assert candidates(desk) == before


def test_of_two_one_may_be_named(desk: Desk, of_two: bytes) -> None:
    assert "non è di Beta Srl" in says(desk, of_two, "non è di Beta")
    assert candidates(desk) == ["Alfa Srl"]


def test_both_may_be_named_in_one_mail(desk: Desk, of_two: bytes) -> None:
    no = owner.number_of(of_two, PAYER)
    owner.answer(desk, of_two, f"{no} non è di Beta\n{no} non è di Alfa")
    assert candidates(desk) == []


def test_who_was_not_asked_about_is_not_denied(desk: Desk, of_two: bytes) -> None:
    given.invoice(desk, "3/2026", DUE, 7_700, name="Gamma Srl", email="g@client.test")
    before = candidates(desk)

    assert "Chi non ha pagato?" in says(desk, of_two, "non è di Gamma")
    assert candidates(desk) == before


def test_of_what_was_answered_meanwhile_nothing_is_done(
    desk: Desk, of_one: bytes
) -> None:
    money.accept(desk, "carla", 1)
    assert "non si può fare" in says(desk, of_one, "non è suo")


def test_it_is_not_taken_back_over_a_later_answer(desk: Desk, of_two: bytes) -> None:
    says(desk, of_two, "non è di Beta")
    money.accept(desk, "carla", 1)

    assert "was decided about since" in undo(desk)
    assert review(desk).payments == ()


def test_of_a_line_that_is_no_payment_it_cannot_be_said(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    told = owner.summary(desk)

    no = owner.number_of(told, "Primo")
    assert "non si può fare" in owner.answer(desk, told, f"{no} non è suo")
