from __future__ import annotations

import pytest

from agent.matching import explain
from agent.matching.facts import Payer
from agent.model.payment import Proposed
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
    unknown,
)


def test_number_year_and_amount_outweigh_the_account_of_another() -> None:
    paid = payment("FT 12/2026", 50_000, payer="", iban=BLU_IBAN)
    payers = {"rossi": ROSSI, "blu": known(BLU, BLU_IBAN)}

    decision = decide(paid, item("12", 50_000), payers=payers)

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_the_number_of_one_customer_from_the_account_of_another_is_asked() -> None:
    paid = payment("FT 12/2026", 50_000, payer="", iban=BLU_IBAN)
    payers = {"rossi": ROSSI, "blu": known(BLU, BLU_IBAN)}
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    because, parts = proposed(decide(paid, *items, payers=payers))

    assert because == "The text also names 12/2026."
    assert parts == {"blu:77:1": 50_000}


def test_the_number_of_one_customer_from_the_name_of_another_is_asked() -> None:
    paid = payment("FT 12/2026", 49_000, payer="Studio Blu di Anna Verdi")

    because, _ = proposed(decide(paid, item("12", 50_000)))

    assert because.endswith("that of another customer.")


def test_invoices_of_two_customers_are_paid_by_one_of_them() -> None:
    items = [item("12", 50_000), item("77", 30_000, "blu")]

    decision = decide(payment("FT 12 E 77", 80_000), *items)

    assert settled(decision) == {"rossi:12:1": 50_000, "blu:77:1": 30_000}


def test_bare_numbers_of_two_customers_from_a_stranger_are_asked() -> None:
    items = [item("12", 50_000), item("77", 30_000, "blu")]
    paid = payment("FT 12 E 77", 80_000, payer="Ignoto")

    assert proposed(decide(paid, *items))[0] == explain.TWO_CUSTOMERS


def test_a_known_payer_may_write_another_year() -> None:
    decision = decide(payment("FT 12/2025", 50_000), item("12", 50_000))

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_another_year_and_another_amount_are_asked() -> None:
    because, parts = proposed(decide(payment("FT 12/2025", 45_000), item("12", 50_000)))

    assert because == explain.ANOTHER_YEAR
    assert parts == {"rossi:12:1": 45_000}


def test_a_number_that_is_nowhere_open_forbids_to_go_by_the_amount() -> None:
    because, _ = proposed(decide(payment("FT 99/2026", 50_000), item("12", 50_000)))

    assert because == "The text also names 99/2026."


def test_another_month_than_the_named_one_is_asked() -> None:
    decision = decide(payment("CANONE MARZO 2026", 50_000), item("12", 50_000))

    assert proposed(decision)[0] == explain.ANOTHER_MONTH


def test_the_month_of_the_invoice_agrees() -> None:
    decision = decide(payment("CANONE AGOSTO 2026", 50_000), item("12", 50_000))

    assert settled(decision) == {"rossi:12:1": 50_000}


@pytest.mark.parametrize(
    "word", ["STORNO", "RESTITUZIONE", "CAPARRA", "PRO FORMA", "REFUND", "KAUTION"]
)
def test_words_of_refund_and_deposit_are_never_settled(word: str) -> None:
    decision = decide(payment(f"{word} FT 12/2026", 50_000), item("12", 50_000))

    assert isinstance(decision, Proposed)


def test_money_taken_back_from_a_known_customer_holds_him_without_an_invoice() -> None:
    because, parts = proposed(decide(payment("CAPARRA", 50_000), item("12", 60_000)))

    assert parts == {}
    assert because == "The text says CAPARRA: it may pay no invoice."


@pytest.mark.parametrize(
    "text",
    [
        "INTERESSI ATTIVI 3. TRIMESTRE",
        "RIMBORSO IRPEF 2025",
        "EROGAZIONE MUTUO 123456",
        "GIROCONTO TRA NOSTRI CONTI",
        "INDENNIZZO SINISTRO 77/26",
        "ZINSEN 3. QUARTAL",
        "REMBOURSEMENT TVA",
        "TRASPASO",
    ],
)
def test_money_that_pays_no_invoice_is_not_ours(text: str) -> None:
    decision = decide(payment(text, 50_000, payer="Banca"), item("12", 50_000))

    assert not unknown(decision).is_ours


def test_a_customer_named_like_a_purpose_still_pays_his_invoices() -> None:
    payers = {"rossi": Payer("rossi", "Giroconto Teatro S.r.l.")}
    paid = payment("ORD: GIROCONTO TEATRO SRL NOTE: FT 12", 50_000, payer="")

    decision = decide(paid, item("12", 50_000), payers=payers)

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_an_invoice_paid_before_makes_the_payment_a_second_one() -> None:
    closed = item("12", 50_000, left=0)
    paid = payment("FT 12/2026", 50_000)

    because, parts = proposed(decide(paid, item("13", 50_000), closed=(closed,)))

    assert because == "Invoice 12 is already paid: this may be a second payment."
    assert parts == {}


def test_an_invoice_issued_after_the_money_came_is_asked() -> None:
    late = item("12", 50_000, issued="2026-10-01")

    assert proposed(decide(payment("FT 12", 50_000), late))[0] == explain.NOT_YET_ISSUED


def test_a_number_of_a_stranger_with_a_common_amount_is_asked() -> None:
    paid = payment("FT 12", 50_000, payer="Ignoto")
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    assert proposed(decide(paid, *items))[0] == explain.UNKNOWN_PAYER


def test_a_credit_note_that_nobody_mentions_is_asked() -> None:
    items = [item("12", 50_000), item("13", 9_900), item("15", -8_000)]
    paid = payment("SALDO", 42_000, iban=ROSSI_IBAN)

    because, parts = proposed(
        decide(paid, *items, payers={"rossi": known(ROSSI, ROSSI_IBAN)})
    )

    assert because == explain.NOT_SAID_NETTED
    assert parts == {"rossi:12:1": 50_000, "rossi:15:1": -8_000}
