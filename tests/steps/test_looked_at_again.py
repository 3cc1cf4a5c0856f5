"""Money in question is looked at again where what it may have meant is paid otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import customers, holds, payments, proposals
from agent.model.money import Money
from agent.steps.act import invoicing, money, returning
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.settle import settle
from tests.desks import open_desk
from tests.steps import given
from tests.steps.collecting import a_list

DUE = date(2026, 9, 1)
STRANGERS = ("Beta", "Delta", "Epsilon", "Gamma", "Omega", "Sigma")


@pytest.fixture
def asked() -> Desk:
    """Give a desk with 100.00 of a stranger that Alfa's and Beta's invoice fit."""
    desk = open_desk()
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="bea@beta.test")
    given.money(desk, 10_000, "bonifico", "Qualcuno")
    settle(desk)
    assert whose(desk) == held(desk) == {"Alfa Srl", "Beta Srl"}
    return desk


def whose(desk: Desk, payment_no: int = 1) -> set[str]:
    """Give those of whom a payment may be."""
    with picture(desk) as tx:
        payment = payments.find(tx, payment_no)
        assert payment is not None
        found = proposals.candidates(tx, payment.id)
        return set(customers.names(tx, (one.customer_id for one in found)).values())


def held(desk: Desk) -> set[str]:
    """Give those who are not written to because of money in question."""
    with picture(desk) as tx:
        found = [one for one in holds.standing(tx) if one.reason == "payment"]
        return set(customers.names(tx, (one.customer_id for one in found)).values())


def comes(desk: Desk, cents: int, text: str, payer: str) -> None:
    """Let money come on another day, and settle as two rounds do."""
    given.pass_time(desk, days=1)
    given.money(desk, cents, text, payer)
    settle(desk)
    settle(desk)


@pytest.mark.parametrize("cents", [10_000, 4_000])
def test_who_pays_what_it_fitted_is_asked_about_no_more(
    asked: Desk, cents: int
) -> None:
    comes(asked, cents, "acconto fattura 2/2026", "Beta Srl")

    assert whose(asked) == held(asked) == {"Alfa Srl"}


def test_once_that_payment_is_taken_back_he_is_asked_about_again(asked: Desk) -> None:
    comes(asked, 10_000, "fattura 2/2026", "Beta Srl")

    money.undo(asked, "carla", 2)

    assert whose(asked) == {"Alfa Srl", "Beta Srl"}
    assert held(asked) == {"Alfa Srl", "Beta Srl"}


def test_who_paid_cash_is_asked_about_no_more_until_it_is_taken_back(
    asked: Desk,
) -> None:
    money.pay(asked, "carla", "2/2026", Money(10_000), date(2026, 9, 7), "cash")
    assert whose(asked) == held(asked) == {"Alfa Srl"}

    money.undo(asked, "carla", 2)

    assert whose(asked) == held(asked) == {"Alfa Srl", "Beta Srl"}


def test_what_is_given_up_is_asked_about_no_more_until_it_is_owed_again(
    asked: Desk,
) -> None:
    invoicing.write_off(asked, "carla", "2/2026", "too small")
    settle(asked)
    assert whose(asked) == held(asked) == {"Alfa Srl"}

    invoicing.undo_write_off(asked, "carla", "2/2026")
    settle(asked)

    assert whose(asked) == held(asked) == {"Alfa Srl", "Beta Srl"}


def test_what_is_cancelled_is_asked_about_no_more_until_it_is_restored(
    asked: Desk,
) -> None:
    invoicing.cancel(asked, "carla", "2/2026", "never sent")
    assert whose(asked) == held(asked) == {"Alfa Srl"}

    invoicing.restore(asked, "carla", "2/2026")

    assert whose(asked) == held(asked) == {"Alfa Srl", "Beta Srl"}


def test_the_last_who_owes_what_many_owed_is_held_for_it() -> None:
    desk = open_desk()
    for no, name in enumerate(STRANGERS, 1):
        given.invoice(desk, f"{no}/2026", DUE, name=f"{name} Srl")
    given.money(desk, 10_000, "bonifico", "Qualcuno")
    settle(desk)
    assert held(desk) == set()

    for no, name in enumerate(STRANGERS[1:], 2):
        comes(desk, 10_000, f"fattura {no}/2026", f"{name} Srl")

    assert whose(desk) == held(desk) == {"Beta Srl"}


def test_the_last_who_owes_what_was_left_of_many_is_held_for_it() -> None:
    desk = open_desk()
    for no, name in enumerate(STRANGERS, 1):
        given.invoice(desk, f"{no}/2026", DUE, name=f"{name} Srl")
        comes(desk, 4_000, f"acconto fattura {no}/2026", f"{name} Srl")
    comes(desk, 6_000, "bonifico", "Qualcuno")
    assert held(desk) == set()

    for no, name in enumerate(STRANGERS[1:], 2):
        comes(desk, 6_000, f"saldo fattura {no}/2026", f"{name} Srl")

    assert whose(desk, 7) == held(desk) == {"Beta Srl"}


def test_what_came_back_unpaid_is_asked_about_until_it_is_said_not_to_have() -> None:
    desk = open_desk()
    a_list(desk)
    given.invoice(desk, "9/2026", DUE, 20_000, name="Gamma Srl")
    given.money(desk, 20_000, "bonifico", "Qualcuno")
    settle(desk)
    assert held(desk) == {"Gamma Srl"}

    returning.enter(desk, "carla", "2/2026", desk.clock.today())
    assert whose(desk, 2) == held(desk) == {"Gamma Srl", "Beta Arredi Snc"}

    returning.take_back(desk, "carla", "2/2026")
    settle(desk)
    assert whose(desk, 2) == held(desk) == {"Gamma Srl"}
