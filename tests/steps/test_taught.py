"""What a settled payment teaches of an account, and when that is used alone."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import payers
from agent.steps.act import money
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.lists import invoice_rows
from agent.steps.settle import settle
from tests.steps import given

DUE = date(2026, 9, 1)
IBAN = "IT60X0542811101000000123456"


def _alfa_owes(desk: Desk, *numbers: str) -> None:
    for no, number in enumerate(numbers):
        given.invoice(desk, number, DUE, 10_000 + 100 * no)


def _beta_owes(desk: Desk, number: str, cents: int = 77_700) -> None:
    given.invoice(desk, number, DUE, cents, name="Beta Spa", email="b@beta.test")


def _open(desk: Desk) -> set[str]:
    rows = invoice_rows(desk, everything=True)
    return {row.number for row in rows if row.open.cents}


def _taught(desk: Desk, mark: str = f"iban:{IBAN}") -> list[int]:
    with picture(desk) as tx:
        return sorted(payers.known(tx, [mark]).get(mark, {}).values())


def _pays(desk: Desk, cents: int, words: str, payer: str = "") -> None:
    given.money(desk, cents, words, payer, IBAN)
    settle(desk)


def test_who_pays_for_another_customer_does_not_lend_him_his_account(
    desk: Desk,
) -> None:
    _alfa_owes(desk, "1/2026", "2/2026", "3/2026")
    _beta_owes(desk, "9/2026", 88_800)
    _pays(desk, 10_000, "saldo fattura 1/2026", "Beta Spa")
    _pays(desk, 10_100, "saldo fattura 2/2026", "Beta Spa")
    assert _open(desk) == {"3/2026", "9/2026"}

    _pays(desk, 10_200, "bonifico")

    assert "3/2026" in _open(desk)
    assert _taught(desk) == []


def test_undoing_what_taught_nothing_forgets_nothing(desk: Desk) -> None:
    _alfa_owes(desk, "1/2026", "2/2026")
    _beta_owes(desk, "9/2026")
    _pays(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    _pays(desk, 10_100, "saldo fattura 2/2026", "Beta Spa")
    assert _taught(desk) == [1]

    money.undo(desk, "carla", 2)

    assert _taught(desk) == [1]


def test_a_person_who_puts_one_customers_money_on_another_teaches_no_account(
    desk: Desk,
) -> None:
    _alfa_owes(desk, "1/2026")
    _beta_owes(desk, "9/2026")
    _pays(desk, 12_345, "bonifico", "Beta Spa")
    money.allocate(desk, "carla", 1, ["1/2026"])
    assert _taught(desk) == []
    money.undo(desk, "carla", 1)
    assert _taught(desk) == []


@pytest.mark.parametrize(
    "payer", ["PayPal (Europe) S.a.r.l.", "Prova Factoring Spa", "Banca di Prova Spa"]
)
def test_who_pays_for_everybody_teaches_nothing(desk: Desk, payer: str) -> None:
    _alfa_owes(desk, "1/2026", "2/2026", "3/2026")
    _beta_owes(desk, "9/2026", 10_200)
    _pays(desk, 10_000, "saldo fattura 1/2026", payer)
    _pays(desk, 10_100, "saldo fattura 2/2026", payer)

    _pays(desk, 10_200, "bonifico", payer)

    assert _open(desk) == {"3/2026", "9/2026"}
    assert _taught(desk) == []


def test_a_service_as_a_customer_is_known_by_his_name(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, name="Prova Factoring Spa", email="p@p.test")
    _pays(desk, 10_000, "bonifico", "Prova Factoring Spa")
    assert _open(desk) == set()


def test_an_account_is_used_alone_after_a_second_payment(desk: Desk) -> None:
    _alfa_owes(desk, "1/2026", "2/2026", "3/2026")
    _pays(desk, 10_000, "saldo fattura 1/2026", "Maria Neri")
    _pays(desk, 10_100, "bonifico")
    assert _open(desk) == {"2/2026", "3/2026"}
    money.accept(desk, "carla", 2)

    _pays(desk, 10_200, "bonifico")

    assert _open(desk) == set()


def test_one_correction_takes_a_teaching_back(desk: Desk) -> None:
    _alfa_owes(desk, "1/2026", "2/2026", "3/2026")
    _beta_owes(desk, "9/2026", 10_100)
    _pays(desk, 10_000, "saldo fattura 1/2026", "Maria Neri")
    _pays(desk, 10_100, "saldo fattura 2/2026", "Maria Neri")
    money.undo(desk, "carla", 2)
    money.allocate(desk, "carla", 2, ["9/2026"])

    _pays(desk, 10_200, "bonifico")

    assert "3/2026" in _open(desk)


def _beta_pays_for_alfa(desk: Desk, number: str, payer: str = "Beta Spa") -> bool:
    _pays(desk, 10_000, f"saldo fattura {number}", payer)
    return number not in _open(desk)


@pytest.mark.parametrize("form", ["{}/2026", "FT-00{}", "{}"])
def test_a_sister_who_paid_twice_by_number_needs_no_third_answer(
    desk: Desk, form: str
) -> None:
    numbers = [form.format(no) for no in (1001, 1002, 1003)]
    for number in numbers:
        given.invoice(desk, number, DUE, 10_000)
    _beta_owes(desk, form.format(1900), 10_000)
    assert not _beta_pays_for_alfa(desk, numbers[0])
    money.allocate(desk, "carla", 1, [numbers[0]])
    assert not _beta_pays_for_alfa(desk, numbers[1])
    money.allocate(desk, "carla", 2, [numbers[1]])
    assert _taught(desk, "for:BETA") == [2]

    assert _beta_pays_for_alfa(desk, numbers[2])


def test_a_correction_takes_a_sisters_teaching_back(desk: Desk) -> None:
    _alfa_owes(desk, "1/2026", "2/2026")
    _beta_owes(desk, "9/2026", 10_000)
    _beta_pays_for_alfa(desk, "1/2026")
    money.allocate(desk, "carla", 1, ["1/2026"])
    assert _taught(desk, "for:BETA") == [1]

    money.correct(desk, "carla", 1, "9/2026")

    assert _taught(desk, "for:BETA") == []


def test_a_sister_who_paid_for_another_still_pays_what_she_owes(desk: Desk) -> None:
    for number in ("1/2026", "2/2026", "3/2026"):
        given.invoice(desk, number, DUE, 10_000)
    _beta_owes(desk, "9/2026", 10_000)
    for no, number in enumerate(("1/2026", "2/2026"), 1):
        _beta_pays_for_alfa(desk, number)
        money.allocate(desk, "carla", no, [number])

    _pays(desk, 10_000, "bonifico", "Beta Spa")

    assert _open(desk) == {"3/2026"}


def test_a_service_that_paid_for_another_teaches_no_pair(desk: Desk) -> None:
    given.invoice(desk, "9/2026", DUE, name="Prova Factoring Spa", email="p@p.test")
    _alfa_owes(desk, "1/2026")
    _beta_pays_for_alfa(desk, "1/2026", "Prova Factoring Spa")
    money.allocate(desk, "carla", 1, ["1/2026"])

    assert _taught(desk, "for:FACTORING PROVA") == []
