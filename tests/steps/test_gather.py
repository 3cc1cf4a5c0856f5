"""What matching is given of those who owe just the sum that came."""

from __future__ import annotations

from datetime import date

import pytest

from agent.ledger import payments
from agent.steps.act import invoicing
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.gather import gather
from agent.steps.settle import settle
from tests.desks import open_desk
from tests.steps import given

DUE = date(2026, 9, 1)
STRANGERS = ("Beta", "Delta", "Epsilon", "Gamma", "Omega", "Sigma")


@pytest.fixture
def desk() -> Desk:
    """Let Alfa, six strangers and one of a like name owe the same."""
    desk = open_desk()
    given.invoice(desk, "1/2026", DUE)
    for no, name in enumerate(STRANGERS, 2):
        given.invoice(desk, f"{no}/2026", DUE, name=name)
    given.invoice(desk, "8/2026", DUE, name="Alfa Nord Srl")
    return desk


def given_to_matching(desk: Desk) -> set[str]:
    given.money(desk, 10_000, "saldo", "Alfa Srl")
    with picture(desk) as tx:
        found = gather(tx, payments.with_decision(tx, "new"))
    return {item.number for item in found.items}


def test_of_an_amount_that_strangers_share_one_too_many_is_given(desk: Desk) -> None:
    assert given_to_matching(desk) == {
        "1/2026",
        *(f"{no}/2026" for no in (2, 3, 4, 5, 8)),
    }


def test_a_cancelled_invoice_is_no_example(desk: Desk) -> None:
    invoicing.cancel(desk, "carla", "3/2026", "never sent")
    assert given_to_matching(desk) == {
        "1/2026",
        *(f"{no}/2026" for no in (2, 4, 5, 6, 7, 8)),
    }


def test_a_number_that_a_stranger_may_have_meant_is_given_however_many_owe_as_much(
    desk: Desk,
) -> None:
    given.invoice(desk, "1258", DUE, name="Zeta Srl")
    given.invoice(desk, "1285", DUE, name="Zorro Srl")

    given.money(desk, 10_000, "FT 1258", "Ignoto Holding")

    assert settle(desk).settled == 0


def test_so_is_one_that_somebody_of_a_name_a_little_like_anothers_may_have_meant(
    desk: Desk,
) -> None:
    given.invoice(desk, "1258", DUE, name="Zeta Srl")
    given.invoice(desk, "1285", DUE, name="Zorro Srl")
    given.invoice(desk, "77", DUE, 5_000, name="Ignoto Immobiliare Srl")

    given.money(desk, 10_000, "FT 1258", "Ignoto Holding")

    assert settle(desk).settled == 0


@pytest.mark.parametrize(
    ("words", "are_given"),
    [
        ("saldo rif 40", {"40/2026", "42/2026"}),
        ("fattura 40/2025", {"40/2026", "42/2026"}),
        ("fatture 40 e 41", {"40/2026", "41/2026", "42/2026", "43/2026"}),
        ("fattura 40/2026", {"40/2026", "41/2026", "42/2026", "43/2026"}),
    ],
)
def test_of_a_stranger_whose_number_one_who_is_known_writes_bare_that_one_is_given(
    words: str, are_given: set[str]
) -> None:
    desk = open_desk()
    given.invoice(desk, "1/2026", DUE)
    for no, cents in ((40, 5_000), (41, 6_000), (43, 7_000)):
        given.invoice(desk, f"{no}/2026", DUE, cents, name="Zeta Srl")
    given.invoice(desk, "42/2026", DUE, 1_000, name="Zeta Srl", kind="credit_note")
    given.money(desk, 4_000, words, "Alfa Srl")
    with picture(desk) as tx:
        found = gather(tx, payments.with_decision(tx, "new"))
    assert {item.number for item in found.items} == {"1/2026", *are_given}


@pytest.mark.parametrize("words", ["41", "41/2026"])
def test_of_a_number_that_very_many_have_his_own_is_not_overlooked(words: str) -> None:
    desk = open_desk()
    for no in range(51):
        given.invoice(desk, "41/2026", DUE, 20_000 + no, name=f"Ditta{no} Spa")
    given.invoice(desk, "41/2026", DUE, 9_000)
    given.invoice(desk, "12/2026", DUE)

    given.money(desk, 10_000, f"FT 12/2026 E FT {words}", "Alfa Srl")

    assert settle(desk).proposed == 1
