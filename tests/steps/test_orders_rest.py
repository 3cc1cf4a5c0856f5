"""Rest: what the summary offers of what is left of a payment, and takes for an answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest

from agent.steps.desk import Desk
from agent.steps.look.review import review
from agent.steps.settle import settle
from tests.steps import given, owner

DUE = date(2026, 9, 1)
PAYER = "Alfa Srl"


@pytest.fixture
def desk() -> Desk:
    """Give an office where 30.00 is left of a payment of somebody who owes more."""
    desk = owner.open_office()
    given.invoice(desk, "1/2026", DUE, 10_000)
    given.invoice(desk, "2/2026", DUE, 12_000)
    given.money(desk, 13_000, "fattura 1/2026", PAYER)
    settle(desk)
    return desk


def test_only_what_works_is_offered(desk: Desk) -> None:
    told = owner.summary(desk)
    no = owner.number_of(told, PAYER)

    mine = [one for one in owner.offers(told) if one.startswith(f"{no} ")]

    assert mine == [f"{no} ok"]


def test_the_one_that_is_offered_works(desk: Desk) -> None:
    told = owner.summary(desk)
    no = owner.number_of(told, PAYER)

    owner.sends(desk, owner.offers(told)[f"{no} ok"])

    assert given.free_cents(desk) == [0]


@pytest.mark.parametrize(
    ("language", "word", "said"),
    [
        ("it", "no", "Per che cos’è il resto di questo incasso? Scrivi «ok»"),
        ("en", "no", "What is the rest of this payment for? Write “ok”"),
        ("en", "not his", "payment 1 is his: say what the rest of it is for"),
        ("it", "non è suo", "payment 1 is his: say what the rest of it is for"),
    ],
)
def test_what_is_answered_otherwise_is_told_the_way(
    desk: Desk, language: Literal["it", "en"], word: str, said: str
) -> None:
    desk = replace(desk, summary=replace(desk.summary, language=language))
    told = owner.summary(desk)
    no = owner.number_of(told, PAYER)

    answered = " ".join(owner.answer(desk, told, f"{no} {word}").split())

    assert said in answered
    assert "not his”" not in answered
    assert "«non è suo»" not in answered
    assert len(review(desk).payments) == 1
