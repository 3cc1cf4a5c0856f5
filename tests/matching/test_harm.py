"""Ordinary and hostile payments that must not be booked without a person."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.model.invoice import OpenItem
from agent.model.payment import Payment, Proposed, Settled
from tests.matching.builders import (
    BLU,
    BLU_IBAN,
    PAYERS,
    ROSSI,
    ROSSI_IBAN,
    decide,
    item,
    known,
    payment,
    proposed,
    settled,
)

BLU_KNOWN = {"rossi": ROSSI, "blu": known(BLU, BLU_IBAN)}
CODED = {**BLU_KNOWN, "rossi": replace(ROSSI, codes=frozenset({"4711"}))}
BLU_NAME = "Studio Blu di Anna Verdi"


def from_blu(text: str, cents: int) -> Payment:
    return payment(text, cents, payer=BLU_NAME, iban=BLU_IBAN)


def is_booked(paid: Payment, *items: OpenItem, **said: object) -> bool:
    return isinstance(decide(paid, *items, **said), Settled)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "ONORARI PRATICA ROSSI IMPIANTI SRL",  # what it is about, not who pays
        "COD. CLIENTE 4711",  # his own number for us
        "canone 12 mesi",
        "RIF. 12",
    ],
)
def test_a_known_payer_does_not_pay_anothers_invoice_by_chance(text: str) -> None:
    items = [item("12", 50_000), item("90", 70_000, "blu")]

    assert not is_booked(from_blu(text, 50_000), *items, payers=CODED)


def test_a_name_in_the_words_of_a_namesake_is_not_the_payer() -> None:
    paid = payment("PRATICA ROSSI IMPIANTI SRL", 49_500, payer=BLU_NAME)

    assert not is_booked(paid, item("12", 50_000), payers=PAYERS)


def test_a_name_in_the_words_tells_whom_of_a_group_its_account_pays_for() -> None:
    payers = {"rossi": known(ROSSI, BLU_IBAN), "blu": known(BLU, BLU_IBAN)}
    text = "SALDO PER CONTO DI ROSSI IMPIANTI SRL"
    paid = payment(text, 50_000, payer="Gruppo Verde", iban=BLU_IBAN)

    decision = decide(paid, item("12", 50_000), payers=payers)

    assert settled(decision) == {"rossi:12:1": 50_000}


@pytest.mark.parametrize("text", ["canone 12 mesi", "RATA N. 12", "VIA ROMA 12"])
def test_any_number_in_the_words_is_no_part_payment_of_an_invoice(text: str) -> None:
    paid = payment(text, 9_000, iban=ROSSI_IBAN)

    assert not is_booked(paid, item("12", 500_000), item("13", 70_000))


def test_less_than_the_only_debt_may_pay_what_is_not_here_yet() -> None:
    assert not is_booked(payment("bonifico", 45_000), item("12", 120_000))


@pytest.mark.parametrize("text", ["saldo fatture 7/2026", "acconto fattura 7/2026"])
def test_a_part_that_was_paid_before_may_be_sent_a_second_time(text: str) -> None:
    partly = item("7/2026", 10_959, left=8_444)

    assert not is_booked(payment(text, 2_515), partly)


def test_a_number_paid_before_is_not_that_of_another_customer() -> None:
    closed = (item("77/2026", 50_000, left=0),)
    items = [item("12/2026", 50_000), item("77/A/2026", 50_000, "blu")]
    paid = payment("FT 12/2026 E 77/2026", 100_000)

    assert not is_booked(paid, *items, closed=closed)


def test_a_paid_invoice_named_with_another_sum_is_asked_about() -> None:
    closed = (item("12/2026", 70_000, left=0),)
    paid = payment("FT 12/2026", 50_000, iban=ROSSI_IBAN)
    payers = {"rossi": known(ROSSI, ROSSI_IBAN)}

    assert not is_booked(paid, item("15/2026", 50_000), payers=payers, closed=closed)


def test_an_account_of_another_disputes_a_name() -> None:
    payers = {"rossi": ROSSI, "blu": known(BLU, BLU_IBAN, times=1)}
    paid = payment("saldo", 50_000, payer="Rossi Impianti", iban=BLU_IBAN)

    assert not is_booked(paid, item("12", 50_000), payers=payers)


def test_a_number_without_its_year_is_anothers_only_where_nobody_owes_the_same() -> (
    None
):
    items = [item("12", 50_000), item("31", 50_000, "third")]

    because, _ = proposed(decide(from_blu("FT 12", 50_000), *items))

    assert because == "The payer's name is that of another customer."


def test_a_bare_number_of_another_is_not_paid_with_a_fee_that_is_his_too() -> None:
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    assert not is_booked(payment("FT 12 E 77", 100_000), *items)


def test_whoever_else_it_may_pay_for_is_not_written_to_meanwhile() -> None:
    items = [item("12/2026", 50_000), item("77/2026", 30_000, "blu")]
    paid = payment("FT 12 E 77", 80_000, payer="Ignoto")

    decision = decide(paid, *items)

    assert isinstance(decision, Proposed)
    assert [one.customer_id for one in decision.candidates] == ["rossi", "blu"]
    assert decision.candidates[1].allocations == ()
