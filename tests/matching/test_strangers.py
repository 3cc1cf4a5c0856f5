"""Whoever pays: what numbers, dates and names alone tell of a stranger's payment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.matching import explain
from agent.matching.facts import Payer
from agent.model.invoice import Basis, OpenItem
from agent.model.payment import Payment, Proposed, Settled
from tests.matching.builders import (
    PAYERS,
    decide,
    item,
    payment,
    proposed,
    settled,
)

OTHERS = (item("4000", 50_000, "blu"), item("77", 30_000, "blu"))


def from_a_stranger(text: str, cents: int) -> Payment:
    return payment(text, cents, payer="Ignoto Holding")


@pytest.mark.parametrize(
    "text",
    [
        "FT 1258",
        "RIF. 1258",
        "1258",
        "BONIFICO SEPA CRO 12345678901 1258 TRN A6214403839",
    ],
)
def test_a_long_number_and_its_sum_are_paid_whoever_pays(text: str) -> None:
    decision = decide(from_a_stranger(text, 50_000), item("1258", 50_000), *OTHERS)

    assert settled(decision) == {"rossi:1258:1": 50_000}


@pytest.mark.parametrize("text", ["VIA ROMA 1258", "PRATICHE 1258", "TESSERA N. 1258"])
def test_a_long_number_of_something_else_is_no_strangers_invoice(text: str) -> None:
    decision = decide(from_a_stranger(text, 50_000), item("1258", 50_000), *OTHERS)

    assert not isinstance(decision, Settled)


@pytest.mark.parametrize("other", ["1285", "1258/B", "2158"])
def test_a_number_like_it_of_who_owes_as_much_may_be_meant(other: str) -> None:
    items = [item("1258", 50_000), item(other, 50_000, "blu")]

    assert isinstance(decide(from_a_stranger("FT 1258", 50_000), *items), Proposed)


def test_what_the_document_says_is_withheld_is_no_chance_either() -> None:
    basis = Basis(taxable=100_000, vat=22_000)
    one = replace(item("1258/A", 122_000), basis=basis)

    decision = decide(from_a_stranger("RIF. 1258/A", 102_000), one)

    assert settled(decision) == {"rossi:1258/A:1": 102_000}


@pytest.mark.parametrize("cents", [49_000, 52_000])
def test_a_long_number_with_another_sum_is_asked_about(cents: int) -> None:
    decision = decide(from_a_stranger("FT 1258", cents), item("1258", 50_000))

    assert not isinstance(decision, Settled)


def test_several_numbers_of_one_customer_that_add_up_are_paid() -> None:
    items = [item("131", 50_000), item("442", 30_000), item("77", 50_000, "blu")]

    decision = decide(from_a_stranger("FT 131 E 442", 80_000), *items)

    assert settled(decision) == {"rossi:131:1": 50_000, "rossi:442:1": 30_000}


def test_numbers_of_two_customers_that_add_up_are_paid() -> None:
    items = [item("1312", 50_000), item("2777", 30_000, "blu")]

    decision = decide(from_a_stranger("FATTURE 1312 2777", 80_000), *items)

    assert settled(decision) == {"rossi:1312:1": 50_000, "blu:2777:1": 30_000}


@pytest.mark.parametrize(
    "rival",
    [item("1321", 50_000, "third"), item("1312", 90_000, "third", "2025-08-01")],
)
def test_one_of_two_numbers_that_may_mean_another_is_asked_about(
    rival: OpenItem,
) -> None:
    items = [item("1312", 50_000), item("2777", 30_000, "blu"), rival]

    decision = decide(from_a_stranger("FATTURE 1312 2777", 80_000), *items)

    assert isinstance(decision, Proposed)


def test_a_part_of_what_is_named_with_its_date_is_paid_whoever_pays() -> None:
    paid = from_a_stranger("ACCONTO FT 12 DEL 01/08/26", 20_000)

    assert settled(decide(paid, item("12", 50_000))) == {"rossi:12:1": 20_000}


@pytest.mark.parametrize("text", ["FT 12 DEL 01/08/26", "ACCONTO FT 12/2026"])
def test_a_part_that_is_not_called_so_or_not_dated_is_asked_about(text: str) -> None:
    decision = decide(from_a_stranger(text, 20_000), item("12", 50_000))

    assert isinstance(decision, Proposed)


@pytest.mark.parametrize(
    "text",
    [
        "VI ABBIAMO ACCREDITATO A SALDO FATT PER ROSSI IMPIANTI S.R.L.",
        "NOTPROVIDED per Rossi Impianti Srl",
    ],
)
def test_for_whom_he_pays_stands_behind_a_word_of_paying(text: str) -> None:
    decision = decide(from_a_stranger(text, 50_000), item("12", 50_000), *OTHERS)

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_of_two_of_the_same_words_he_is_meant_whose_name_stands_there() -> None:
    payers = {**PAYERS, "turned": Payer("turned", "Impianti Rossi S.r.l.")}
    items = [item("12", 50_000), item("77", 50_000, "turned")]
    paid = from_a_stranger("BONIFICO PER ROSSI IMPIANTI SRL", 50_000)

    assert settled(decide(paid, *items, payers=payers)) == {"rossi:12:1": 50_000}


def test_two_who_bear_the_name_he_pays_for_are_asked_about() -> None:
    payers = {**PAYERS, "twin": Payer("twin", "Rossi Impianti S.r.l.")}
    items = [item("12", 50_000), item("77", 50_000, "twin")]
    paid = from_a_stranger("BONIFICO PER ROSSI IMPIANTI SRL", 50_000)

    because, _ = proposed(decide(paid, *items, payers=payers))

    assert because in {explain.ONLY_AMOUNT, explain.ANOTHER_QUOTED}


@pytest.mark.parametrize("text", ["2026", "PAGAMENTO 2026", "BONIFICO SEPA 2026"])
def test_a_bare_year_of_a_stranger_is_no_number(text: str) -> None:
    decision = decide(from_a_stranger(text, 50_000), item("2026", 50_000))

    assert not isinstance(decision, Settled)


@pytest.mark.parametrize("text", ["500", "PAGAMENTO 500", "BONIFICO 500"])
def test_the_sum_itself_that_a_stranger_writes_is_no_number(text: str) -> None:
    decision = decide(from_a_stranger(text, 50_000), item("500", 50_000))

    assert not isinstance(decision, Settled)


@pytest.mark.parametrize(
    ("payer", "customer"),
    [
        ("LUCA ROSSI", "Lucia Rossi"),
        ("MARA ROSSI", "Maria Rossi"),
        ("DINA VERDI", "Diana Verdi"),
        ("ELSA NERI", "Elisa Neri"),
    ],
)
def test_another_first_name_is_no_slip_of_the_pen(payer: str, customer: str) -> None:
    payers = {"one": Payer("one", customer)}
    paid = payment("SALDO", 51_234, payer=payer)

    decision = decide(paid, item("12", 51_234, "one"), payers=payers)

    assert not isinstance(decision, Settled)
