"""Whose money came: a person takes his answer back, or says who did not pay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from agent.errors import Refused
from agent.ledger import payments, proposals
from agent.steps import rounds
from agent.steps.act import money, whose
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.review import review
from agent.steps.settle import settle
from tests.steps import given

DUE = date(2026, 9, 1)


@pytest.fixture
def asked(desk: Desk) -> Desk:
    """A desk that asks whose of two customers some money is."""
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="bea@client.test")
    given.invoice(desk, "3/2026", DUE, 7_700, name="Gamma Srl", email="g@client.test")
    given.money(desk, 10_000, "saldo", "Carla Verdi")
    settle(desk)
    return desk


def choices(desk: Desk) -> list[tuple[str, tuple[str, ...]]]:
    (question,) = review(desk).payments
    return [(customer, parts) for customer, parts, _ in question.choices]


def held(desk: Desk) -> list[str]:
    rounds.run_round(desk)
    given.send_all(desk)
    return sorted({"anna@client.test", "bea@client.test"} - set(given.recipients(desk)))


def test_whom_only_a_person_had_named_is_asked_about_no_more(asked: Desk) -> None:
    before, holds = choices(asked), given.standing_holds(asked)
    money.allocate(asked, "carla", 1, ["3/2026"])
    money.undo(asked, "carla", 1)

    assert choices(asked) == before
    assert given.standing_holds(asked) == holds


def test_a_candidate_that_he_chose_and_took_back_stands_behind_the_others(
    asked: Desk,
) -> None:
    first, second = choices(asked)
    money.accept(asked, "carla", 1)
    money.undo(asked, "carla", 1)

    assert choices(asked) == [second, first]


def test_who_did_not_pay_is_written_to_and_asked_about_no_more(asked: Desk) -> None:
    assert whose.not_his(asked, "carla", 1, 1) == "Alfa Srl"

    assert [customer for customer, _ in choices(asked)] == ["Beta Srl"]
    assert held(asked) == ["bea@client.test"]


def test_not_his_is_taken_back(asked: Desk) -> None:
    before = choices(asked)
    whose.not_his(asked, "carla", 1, 1)
    money.undo(asked, "carla", 1)

    assert choices(asked) == before
    assert held(asked) == ["anna@client.test", "bea@client.test"]
    with pytest.raises(Refused):
        money.undo(asked, "carla", 1)


def test_who_did_not_pay_is_not_asked_about_when_others_are_answered(
    asked: Desk,
) -> None:
    whose.not_his(asked, "carla", 1, 1)
    given.invoice(asked, "4/2026", DUE)
    settle(asked)

    assert [customer for customer, _ in choices(asked)] == ["Beta Srl"]


def test_who_paid_what_a_person_took_back_may_be_said_not_to_have(
    asked: Desk,
) -> None:
    money.allocate(asked, "carla", 1, ["1/2026"])
    money.undo(asked, "carla", 1)
    whose.not_his(asked, "carla", 1, 2)

    assert [customer for customer, _ in choices(asked)] == ["Beta Srl"]
    assert held(asked) == ["bea@client.test"]


@pytest.mark.parametrize(("rank", "said"), [(0, "there are 2"), (3, "there are 2")])
def test_only_a_candidate_can_be_denied(asked: Desk, rank: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        whose.not_his(asked, "carla", 1, rank)


def test_of_what_is_decided_nobody_is_denied(asked: Desk) -> None:
    money.allocate(asked, "carla", 1, ["1/2026"])
    with pytest.raises(Refused, match="nothing is asked"):
        whose.not_his(asked, "carla", 1, 1)


def denied(desk: Desk) -> None:
    whose.not_his(desk, "carla", 1, 1)


def allocated_and_undone(desk: Desk) -> None:
    money.allocate(desk, "carla", 1, ["1/2026"])
    money.undo(desk, "carla", 1)


@pytest.mark.parametrize("answer", [denied, allocated_and_undone])
def test_who_is_billed_after_an_answer_and_named_by_the_money_is_not_reminded(
    desk: Desk, answer: Callable[[Desk], None]
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo FT 9/2026", "Gamma Meccanica Srl")
    settle(desk)
    answer(desk)

    given.invoice(desk, "9/2026", DUE, name="Gamma Meccanica", email="g@client.test")
    rounds.run_round(desk)
    given.send_all(desk)

    assert choices(desk)[0] == ("Gamma Meccanica", ("9/2026: 100.00 EUR",))
    assert "g@client.test" not in given.recipients(desk)


def test_who_cannot_be_asked_about_what_was_taken_back_is_asked_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo FT 9/2026", "Gamma Meccanica Srl")
    settle(desk)
    denied(desk)
    given.invoice(desk, "9/2026", DUE, name="Gamma Meccanica", email="g@client.test")
    given.money(desk, 4_200, "saldo", "Nobody")
    with monkeypatch.context() as broken:
        broken.delattr("agent.steps.asking.ask_others")
        settle(desk)

    settle(desk)

    with picture(desk) as tx:
        payment = payments.find(tx, 1)
        assert payment is not None
        found = proposals.candidates(tx, payment.id)
    gamma = given.the_customer(desk, "Gamma Meccanica")
    assert [one.customer_id for one in found][:1] == [gamma.id]


def test_a_denial_taken_back_books_nothing_that_a_person_took_back(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 10_000, "saldo FT 1/2026", "Alfa Srl")
    settle(desk)
    money.undo(desk, "carla", 1)
    whose.not_his(desk, "carla", 1, 1)

    money.undo(desk, "carla", 1)

    assert choices(desk) == [("Alfa Srl", ("1/2026: 100.00 EUR",))]
