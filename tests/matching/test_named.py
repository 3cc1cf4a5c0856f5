from __future__ import annotations

from dataclasses import replace

import pytest

from agent.matching import explain
from agent.model.payment import Proposed, Settled
from tests.matching.builders import (
    BLU,
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


@pytest.mark.parametrize(
    "text",
    [
        "SALDO FT 12/2026",
        "fattura n. 12 del 01/08/2026",
        "FT 2026/12",
        "FATT.12-26",
        "ft122026",
        "pagamento fatt. 0012",
        "/INV/12",
        "BONIFICO A VOSTRO FAVORE BON.DA ROSSI IMPIANTI SRL PER FT 12 CRO 12345678901",
        "RF12 0012 2026",
    ],
)
def test_a_number_in_any_shape_with_its_exact_amount_is_settled(text: str) -> None:
    decision = decide(payment(text, 50_000), item("12/2026", 50_000))

    assert settled(decision) == {"rossi:12/2026:1": 50_000}


def test_the_reasons_name_number_amount_and_payer() -> None:
    paid = payment("FT 12/2026", 50_000, iban=ROSSI_IBAN)
    payers = {"rossi": known(ROSSI, ROSSI_IBAN)}

    decision = decide(paid, item("12/2026", 50_000), payers=payers)

    assert isinstance(decision, Settled)
    assert decision.chosen.reasons == (
        "The text names 12/2026 with its year.",
        "The amount is exactly what is open.",
        "The account has paid for this customer before.",
        "The payer's name is the customer's.",
    )


def test_several_named_invoices_are_paid_at_once() -> None:
    items = [item("12", 50_000), item("13", 30_000), item("14", 1_000)]

    decision = decide(payment("FATT. 12 E 13", 80_000), *items)

    assert settled(decision) == {"rossi:12:1": 50_000, "rossi:13:1": 30_000}


def test_between_a_proforma_and_an_invoice_of_one_amount_a_person_chooses() -> None:
    asked = replace(item("3/2026", 50_000, issued="2026-07-01"), kind="proforma")
    paid = payment("grazie", 50_000, iban=ROSSI_IBAN)
    payers = {"rossi": known(ROSSI, ROSSI_IBAN)}

    decision = decide(paid, asked, item("12/2026", 50_000), payers=payers)

    assert isinstance(decision, Proposed)
    assert explain.MIXED in decision.candidates[0].reasons


def test_a_named_credit_note_is_taken_off() -> None:
    items = [item("12", 50_000), item("15", -8_000)]

    decision = decide(payment("FT 12 - NC 15", 42_000), *items)

    assert settled(decision) == {"rossi:12:1": 50_000, "rossi:15:1": -8_000}


def test_a_credit_note_announced_without_its_number_is_found_by_the_amount() -> None:
    items = [item("12", 50_000), item("15", -8_000), item("16", -3_000)]

    decision = decide(payment("FT 12 AL NETTO NC", 42_000), *items)

    assert settled(decision) == {"rossi:12:1": 50_000, "rossi:15:1": -8_000}


def test_an_instalment_is_found_by_number_and_amount() -> None:
    items = [item("12", 20_000, part=(n, 3)) for n in (1, 2, 3)]

    decision = decide(payment("RATA FT 12", 20_000), *items)

    assert settled(decision) == {"rossi:12:1": 20_000}


def test_two_instalments_paid_together_close_both() -> None:
    items = [item("12", 20_000, part=(n, 3)) for n in (1, 2, 3)]

    decision = decide(payment("FT 12", 40_000), *items)

    assert settled(decision) == {"rossi:12:1": 20_000, "rossi:12:2": 20_000}


def test_a_part_payment_of_a_named_invoice_is_booked_as_a_part() -> None:
    decision = decide(payment("ACCONTO FT 12", 20_000), item("12", 50_000))

    assert isinstance(decision, Settled)
    assert settled(decision) == {"rossi:12:1": 20_000}
    assert decision.chosen.allocations[0].kind == "part"


def test_less_than_is_open_of_a_named_invoice_is_a_part_payment() -> None:
    decision = decide(payment("FT 12", 20_000), item("12", 50_000))

    assert settled(decision) == {"rossi:12:1": 20_000}


def test_less_than_one_named_invoice_and_all_of_another_is_asked() -> None:
    items = [item("12", 50_000), item("13", 20_000)]

    because, _ = proposed(decide(payment("FT 12", 20_000), *items))

    assert because == "The text also names 12."


def test_less_than_two_named_invoices_is_asked() -> None:
    items = [item("12", 50_000), item("13", 20_000)]

    assert isinstance(decide(payment("FT 12 E 13", 60_000), *items), Proposed)


@pytest.mark.parametrize(
    ("cents", "excuse"),
    [
        (122_000 - 20_000, "as a withholding of 20 %"),
        (122_000 - 200, "as the stamp duty"),
        (122_000 - 1_250, "as a bank fee"),
        (122_000 - 7, "rounded"),
        (122_000 - 3_660, "as a discount"),
        (130_000, "paid too much"),
    ],
)
def test_a_difference_is_explained(cents: int, excuse: str) -> None:
    decision = decide(payment("FT 12/2026", cents), item("12", 122_000))

    assert isinstance(decision, Settled)
    assert any(excuse in reason for reason in decision.chosen.reasons)


def test_what_is_put_on_an_item_never_exceeds_what_is_open() -> None:
    decision = decide(payment("FT 12", 130_000), item("12", 122_000))

    assert settled(decision) == {"rossi:12:1": 122_000}


def test_an_order_number_names_the_invoices_of_the_order() -> None:
    one = replace(item("12", 50_000), references=("4500123456",))
    paid = payment("VS RIF 4500123456", 50_000, payer="Ignoto")

    assert settled(decide(paid, one, item("77", 50_000, "blu"))) == {
        "rossi:12:1": 50_000
    }


def test_a_customer_number_says_who_pays() -> None:
    coded = {"rossi": replace(ROSSI, codes=frozenset({"CL77"})), "blu": BLU}
    paid = payment("COD. CLIENTE CL77 SALDO", 50_000, payer="Ignoto")
    items = [item("12", 50_000), item("13", 50_000, "blu")]

    assert settled(decide(paid, *items, payers=coded)) == {"rossi:12:1": 50_000}


def test_a_number_with_two_digits_swapped_is_that_of_a_known_payer() -> None:
    items = [item("625", 50_000), item("640", 50_000)]

    decision = decide(payment("FT 652/2026", 50_000), *items)

    assert settled(decision) == {"rossi:625:1": 50_000}


def test_a_contract_number_may_be_the_invoices_all_the_same() -> None:
    items = [item("2026-0850", 50_000), item("2026-0588", 50_000, issued="2026-06-01")]

    decision = decide(payment("RIF. CONTRATTO 2026-0850", 50_000), *items)

    assert settled(decision) == {"rossi:2026-0850:1": 50_000}


def test_a_second_named_invoice_of_his_that_does_not_fit_is_a_doubt() -> None:
    items = [item("12", 50_000), item("13", 30_000)]

    because, parts = proposed(decide(payment("FT 12 E 13", 50_000), *items))

    assert (because, parts) == ("The text also names 13.", {"rossi:12:1": 50_000})


def test_a_named_invoice_paid_before_is_a_doubt_about_the_others() -> None:
    closed = item("13", 30_000, left=0)
    paid = payment("FT 12 E 13", 50_000)

    because, _ = proposed(decide(paid, item("12", 50_000), closed=(closed,)))

    assert because == "Invoice 13 is already paid: this may be a second payment."


def test_an_open_and_a_closed_invoice_of_one_number_and_amount_are_asked() -> None:
    closed = item("12/2025", 50_000, issued="2025-08-01", left=0)

    decision = decide(
        payment("FT 12", 50_000), item("12/2026", 50_000), closed=(closed,)
    )

    assert "already paid" in proposed(decision)[0]


def test_the_year_chooses_between_an_open_and_a_closed_invoice() -> None:
    closed = item("12/2025", 50_000, issued="2025-08-01", left=0)
    paid = payment("FT 12/2026", 50_000)

    decision = decide(paid, item("12/2026", 50_000), closed=(closed,))

    assert settled(decision) == {"rossi:12/2026:1": 50_000}


def test_another_series_is_another_number() -> None:
    because, _ = proposed(decide(payment("FT 12/B", 50_000), item("12/A", 50_000)))

    assert because == explain.ANOTHER_YEAR


def test_a_year_of_two_digits_without_separator_is_read_with_the_payer() -> None:
    decision = decide(payment("FT13926", 50_000), item("139/26", 50_000))

    assert settled(decision) == {"rossi:139/26:1": 50_000}


def test_a_bare_number_with_a_wrong_amount_from_a_stranger_holds_nobody() -> None:
    decision = decide(payment("PRATICHE 12", 7_700, payer="Ignoto"), item("12", 50_000))

    assert unknown(decision).is_ours


def test_an_exactly_paid_invoice_outweighs_a_word_of_interest() -> None:
    paid = payment("FT 12/2026 INTERESSI DI C/C", 50_000)

    assert isinstance(decide(paid, item("12", 50_000)), Proposed)


def test_the_last_instalment_is_known_by_its_odd_cent() -> None:
    items = [
        item("12", cents, part=(n, 3)) for n, cents in ((1, 200), (2, 200), (3, 201))
    ]

    assert settled(decide(payment("FT 12", 201), *items)) == {"rossi:12:3": 201}


def test_the_numbers_of_a_stranger_need_their_dates() -> None:
    items = [item("12", 50_000), item("13", 30_000)]
    bare = payment("FT 12 E 13", 80_000, payer="Ignoto")
    dated = payment("FT 12 DEL 01/08/26 FT 13 DEL 01/08/26", 80_000, payer="Ignoto")

    assert proposed(decide(bare, *items))[0] == explain.UNKNOWN_PAYER
    assert settled(decide(dated, *items)) == {
        "rossi:12:1": 50_000,
        "rossi:13:1": 30_000,
    }


def test_a_list_that_was_cut_is_asked_with_what_makes_up_the_sum() -> None:
    items = [item("12", 50_000), item("13", 31_000), item("14", 7_700)]

    because, parts = proposed(decide(payment("FT 12 E 13 E", 88_700), *items))

    assert parts == {"rossi:12:1": 50_000, "rossi:13:1": 31_000, "rossi:14:1": 7_700}
    assert because


def test_a_part_of_several_debts_says_whose_money_it_is_and_no_more() -> None:
    items = [item("12", 50_000), item("13", 31_000)]

    decision = decide(payment("SALDO", 20_000), *items)

    assert isinstance(decision, Proposed)
    assert [one.allocations for one in decision.candidates] == [()]
