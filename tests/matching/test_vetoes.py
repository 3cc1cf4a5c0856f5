"""What looks like an invoice's number, name or sum, and is none: a person is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.matching import explain
from agent.matching.facts import Payer
from agent.model.invoice import OpenItem
from agent.model.payment import Proposed, Settled
from tests.matching.builders import (
    BLU,
    BLU_IBAN,
    ROSSI,
    ROSSI_IBAN,
    decide,
    item,
    known,
    payment,
    proposed,
    settled,
)

BLU_NAME = "Studio Blu di Anna Verdi"
BLU_KNOWN = {"rossi": ROSSI, "blu": known(BLU, BLU_IBAN)}
ROSSI_KNOWN = {"rossi": known(ROSSI, ROSSI_IBAN), "blu": BLU}
EQUAL = (
    item("10", 50_000, issued="2026-06-01"),
    item("20", 50_000, issued="2026-07-01"),
    item("30", 50_000, issued="2026-08-01"),
)


def ordered(one: OpenItem, *references: str) -> OpenItem:
    return replace(one, references=references)


@pytest.mark.parametrize(
    "text",
    [
        "CANONE AGOSTO",
        "FATT. AGO",
        "CANONE AGOSTO E LUGLIO",
        "III TRIMESTRE",
        "ultima fattura",
    ],
)
def test_the_law_does_not_choose_where_the_payer_does(text: str) -> None:
    assert isinstance(decide(payment(text, 50_000), *EQUAL), Proposed)


@pytest.mark.parametrize(
    "text", ["saldo fattura del 01/08/2026", "FATT. SCADENZA 31/08/2026"]
)
def test_a_date_that_he_gives_chooses_before_the_law(text: str) -> None:
    assert settled(decide(payment(text, 50_000), *EQUAL)) == {"rossi:30:1": 50_000}


def test_two_months_that_he_names_are_not_the_two_oldest() -> None:
    paid = payment("CANONE LUGLIO E AGOSTO", 100_000)

    assert isinstance(decide(paid, *EQUAL), Proposed)


def test_a_month_that_he_names_is_paid_where_it_is_the_oldest() -> None:
    paid = payment("CANONE GIUGNO", 50_000)

    assert settled(decide(paid, *EQUAL)) == {"rossi:10:1": 50_000}


@pytest.mark.parametrize("text", ["FT 612/2026", "FT 621/2026"])
def test_another_digit_is_an_invoice_that_may_not_be_here_yet(text: str) -> None:
    decision = decide(payment(text, 50_000), item("611/2026", 50_000))

    assert isinstance(decision, Proposed)


def test_two_of_two_digits_swapped_are_another_number() -> None:
    assert isinstance(decide(payment("FT 21", 50_000), item("12", 50_000)), Proposed)


@pytest.mark.parametrize("cents", [50_000, 50_100])
def test_a_number_of_somebody_who_owes_the_same_is_no_slip(cents: int) -> None:
    items = [item("625/2026", 50_000), item("652/2026", cents, "blu")]

    assert isinstance(decide(payment("FT 652/2026", 50_000), *items), Proposed)


@pytest.mark.parametrize("text", ["FT 77/2026", "FT 77"])
def test_a_number_that_another_had_in_another_year_is_not_overlooked(text: str) -> None:
    items = [item("12", 50_000), item("77/2025", 90_000, "blu", issued="2025-05-01")]

    assert isinstance(decide(payment(text, 50_000), *items), Proposed)


def test_a_part_of_anothers_invoice_is_not_his_own_of_that_sum() -> None:
    items = [item("12", 50_000), item("77/2026", 90_000, "blu")]
    paid = payment("ACCONTO FT 77/2026", 50_000, iban=ROSSI_IBAN)

    assert isinstance(decide(paid, *items, payers=ROSSI_KNOWN), Proposed)


@pytest.mark.parametrize("text", ["RIF ORDINE 12/2026", "PRATICA 12/2026"])
@pytest.mark.parametrize("cents", [20_000, 70_000])
def test_an_orders_number_is_an_invoices_only_with_its_sum(
    text: str, cents: int
) -> None:
    decision = decide(payment(text, cents), item("12/2026", 50_000))

    assert not isinstance(decision, Settled)


def test_a_delivery_of_that_number_is_not_the_invoice() -> None:
    items = [item("12", 50_000), item("9", 50_000, issued="2026-06-01")]

    decision = decide(payment("SALDO DDT 12", 50_000), *items)

    assert settled(decision) == {"rossi:9:1": 50_000}


@pytest.mark.parametrize("text", ["CANONE 8/2026", "CANONE 08/2026", "8/26"])
def test_a_month_in_digits_is_no_invoice_of_another(text: str) -> None:
    paid = payment(text, 50_000, payer=BLU_NAME, iban=BLU_IBAN)
    one = item("8/2026", 50_000, issued="2026-01-10")

    assert not isinstance(decide(paid, one, payers=BLU_KNOWN), Settled)


@pytest.mark.parametrize("cents", [50_000, 130_000])
def test_a_month_in_digits_is_no_part_of_an_invoice_of_his(cents: int) -> None:
    one = item("8/2026", 120_000, issued="2026-01-10")

    assert isinstance(decide(payment("CANONE 8/2026", cents), one), Proposed)


def test_a_number_announced_is_no_month() -> None:
    decision = decide(payment("FT 8/2026", 50_000), item("8/2026", 120_000))

    assert settled(decision) == {"rossi:8/2026:1": 50_000}


@pytest.mark.parametrize(
    "text",
    ["SALDO 12 MESI", "SALDO 12% LAVORI", "FATTURA DEL 12", "SALDO 12 FT"],
)
def test_a_count_a_share_or_a_day_is_no_part_payment(text: str) -> None:
    decision = decide(payment(text, 9_000), item("12", 500_000), item("13", 70_000))

    assert isinstance(decision, Proposed)


def test_too_much_may_pay_what_a_list_cut_short_does_not_name() -> None:
    items = [item("12/2026", 50_000), item("13/2026", 30_000), item("14/2026", 20_000)]

    assert isinstance(decide(payment("FT 12/2026", 99_950), *items), Proposed)


@pytest.mark.parametrize("cents", [20_000, 70_000])
def test_an_order_has_other_invoices_than_those_here(cents: int) -> None:
    one = ordered(item("55/2026", 50_000), "ZA1234567B")

    assert isinstance(decide(payment("CIG ZA1234567B", cents), one), Proposed)


def test_a_number_that_is_nowhere_outweighs_an_order() -> None:
    one = ordered(item("55/2026", 50_000), "ZA1234567B")
    paid = payment("CIG ZA1234567B FT 99/2026", 50_000)

    assert isinstance(decide(paid, one), Proposed)


def test_an_order_numbered_like_anothers_invoice_does_not_hide_it() -> None:
    items = [
        ordered(item("55/2026", 50_000), "102026"),
        item("10/2026", 50_000, "blu"),
    ]

    assert isinstance(decide(payment("FT 10/2026", 50_000, payer=""), *items), Proposed)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("ACCONTO LAVORI ROSSI IMPIANTI SRL", 12_000),
        ("LAVORI PRESSO ROSSI IMPIANTI SRL", 48_500),
        ("LAVORI PRESSO ROSSI IMPIANTI SRL", 80_000),
        ("EX ROSSI IMPIANTI SRL", 30_000),
        ("CONSEGNA C/O ROSSI IMPIANTI SRL", 50_000),
    ],
)
def test_who_bears_another_name_may_speak_of_a_customer(text: str, cents: int) -> None:
    items = [item("40", 50_000), item("41", 30_000), item("42", 30_000)]
    paid = payment(text, cents, payer="Alfa Edile snc")

    assert isinstance(decide(paid, *items), Proposed)


@pytest.mark.parametrize("owed", [50_000, 90_000])
def test_a_known_payer_who_names_another_customer_may_pay_for_him(owed: int) -> None:
    items = [item("12", 50_000), item("77", owed, "blu")]
    paid = payment(f"PER CONTO DI {BLU_NAME}", 50_000, iban=ROSSI_IBAN)

    decision = decide(paid, *items, payers=ROSSI_KNOWN)

    assert isinstance(decision, Proposed)
    assert {one.customer_id for one in decision.candidates} == {"rossi", "blu"}
    assert explain.ANOTHER_QUOTED in decision.candidates[0].reasons


def test_a_town_is_no_customer_of_that_name() -> None:
    paid = payment("SEDE DI MILANO", 50_000, payer="Ignoto")
    payers = {"town": Payer("town", "Milano")}

    decision = decide(paid, item("12", 50_000, "town"), payers=payers)

    assert isinstance(decision, Proposed)


@pytest.mark.parametrize(
    ("sister", "is_sure"), [("Rossi Marmi Snc", False), ("Studio Blu", True)]
)
def test_an_account_and_a_name_confirmed_once_choose_what_no_sister_owes(
    sister: str, *, is_sure: bool
) -> None:
    once = replace(ROSSI, ibans={"IT00X9": 1}, aliases={"BIANCHI MARIO": 1})
    payers = {"rossi": once, "blu": replace(BLU, name=sister)}
    paid = payment("saldo", 50_000, payer="Mario Bianchi", iban="IT00X9")

    decision = decide(paid, *EQUAL, item("77", 50_000, "blu"), payers=payers)

    assert isinstance(decision, Settled) is is_sure


def test_what_he_calls_a_part_is_short_by_no_fee() -> None:
    decision = decide(payment("ACCONTO FT 12/2026", 48_000), item("12/2026", 50_000))

    assert isinstance(decision, Settled)
    assert not decision.chosen.residues
    assert decision.chosen.allocations[0].kind == "part"


@pytest.mark.parametrize(
    "text", ["FT 12/2026 MENO MERCE RESA", "IMPONIBILE FT 12/2026"]
)
def test_whoever_says_why_he_pays_less_does_not_pay_a_fee(text: str) -> None:
    decision = decide(payment(text, 48_000), item("12/2026", 50_000))

    assert isinstance(decision, Proposed)


@pytest.mark.parametrize("text", ["PRESTITO", "RISARCIMENTO DANNI", "DONAZIONE"])
def test_money_for_something_else_is_not_the_sum_he_owes(text: str) -> None:
    paid = payment(text, 50_000, iban=ROSSI_IBAN)

    assert isinstance(decide(paid, item("12", 50_000), payers=ROSSI_KNOWN), Proposed)


def test_a_name_learned_where_another_paid_is_still_that_of_the_other() -> None:
    learned = replace(ROSSI, aliases={"BLU STUDIO": 2})
    items = [item("12", 50_000), item("77", 90_000, "blu")]
    paid = payment("saldo", 50_000, payer="Studio Blu")

    decision = decide(paid, *items, payers={"rossi": learned, "blu": BLU})

    assert isinstance(decision, Proposed)
    assert {one.customer_id for one in decision.candidates} == {"rossi", "blu"}


@pytest.mark.parametrize("text", ["CANONE 12 MESI", "VIA ROMA 12"])
def test_any_number_of_a_stranger_names_no_invoice(text: str) -> None:
    paid = payment(text, 50_000, payer="Ignoto")

    assert not isinstance(decide(paid, item("12", 50_000)), Settled)


def test_a_creditor_reference_names_its_invoice_alone() -> None:
    one = ordered(item("55/2026", 50_000), "RF18539007547034")
    paid = payment("ACCONTO RF18539007547034", 20_000)

    assert settled(decide(paid, one)) == {"rossi:55/2026:1": 20_000}


def test_of_a_number_and_a_month_of_one_sum_a_person_chooses() -> None:
    items = [
        item("8/2026", 50_000, issued="2026-01-10"),
        item("60/2026", 50_000, issued="2026-08-01"),
    ]

    assert isinstance(decide(payment("CANONE 8/2026", 50_000), *items), Proposed)


def test_whoever_the_words_name_is_not_written_to_meanwhile() -> None:
    debts = [item("77", 90_000, "blu"), item("78", 30_000, "blu")]
    paid = payment(f"PER CONTO DI {BLU_NAME}", 50_000, iban=ROSSI_IBAN)

    decision = decide(paid, item("12", 50_000), *debts, payers=ROSSI_KNOWN)

    assert isinstance(decision, Proposed)
    assert [one.customer_id for one in decision.candidates] == ["rossi", "blu"]


def test_a_transfer_is_not_for_what_the_bank_fetches() -> None:
    fetched = replace(item("12", 50_000), method="MP12")
    sent = replace(item("13", 50_000, issued="2026-08-09"), method="MP05")

    because, _ = proposed(decide(payment("SALDO", 50_000), fetched, sent))

    assert because == explain.COLLECTED


@pytest.mark.parametrize("text", ["ACCONTO NUOVO IMPIANTO", "ANZAHLUNG NEUE ANLAGE"])
def test_a_part_of_what_is_to_come_is_none_of_the_only_debt(text: str) -> None:
    assert isinstance(decide(payment(text, 30_000), item("12", 100_000)), Proposed)


def test_an_account_and_a_name_confirmed_once_need_a_sum_no_sister_owes() -> None:
    once = replace(ROSSI, ibans={"IT00X9": 1}, aliases={"BIANCHI MARIO": 1})
    paid = payment("saldo", 50_000, payer="Mario Bianchi", iban="IT00X9")
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    sister = replace(BLU, name="Rossi Marmi Snc")
    decision = decide(paid, *items, payers={"rossi": once, "blu": sister})

    assert isinstance(decision, Proposed)
