from __future__ import annotations

from dataclasses import replace

import pytest

from agent.matching import explain
from agent.matching.assign import assign
from agent.matching.facts import Payer
from agent.model.money import Money
from agent.model.payment import Proposed, Settled
from tests.matching.builders import (
    BLU,
    BLU_IBAN,
    PAYERS,
    ROSSI,
    ROSSI_IBAN,
    TODAY,
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


def test_a_known_account_with_its_name_needs_no_number() -> None:
    paid = payment("SALDO", 50_000, iban=ROSSI_IBAN)
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    decision = decide(
        paid, *items, payers={"rossi": known(ROSSI, ROSSI_IBAN), "blu": BLU}
    )

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_an_account_taught_once_without_an_agreeing_name_is_asked() -> None:
    paid = payment("SALDO", 50_000, payer="Holding Uno", iban=ROSSI_IBAN)

    decision = decide(
        paid, item("12", 50_000), payers={"rossi": known(ROSSI, ROSSI_IBAN, 1)}
    )

    assert proposed(decision) == (explain.ONLY_AMOUNT, {"rossi:12:1": 50_000})


def test_a_name_alone_settles_an_amount_that_he_alone_owes() -> None:
    decision = decide(payment("SALDO", 50_000), item("12", 50_000), item("13", 7_000))

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_a_name_nearly_the_same_does_not_outweigh_a_stranger_who_owes_as_much() -> None:
    paid = payment("SALDO", 50_000, payer="Rossi Impinti")
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    assert proposed(decide(paid, *items))[0] == explain.COMMON_AMOUNT


def test_the_amount_alone_is_never_enough() -> None:
    decision = decide(payment("SALDO", 50_000, payer="Ignoto"), item("12", 50_000))

    assert proposed(decision) == (explain.ONLY_AMOUNT, {"rossi:12:1": 50_000})


def test_an_amount_that_many_strangers_owe_holds_nobody() -> None:
    items = [item(str(no), 50_000, f"c{no}") for no in range(1, 6)]

    decision = decide(payment("SALDO", 50_000, payer="Ignoto"), *items, payers={})

    assert unknown(decision).is_ours


def test_of_several_invoices_of_one_amount_the_law_takes_the_oldest_due() -> None:
    items = [item("13", 50_000, issued="2026-08-09"), item("12", 50_000)]

    decision = decide(payment("SALDO", 50_000), *items)

    assert settled(decision) == {"rossi:12:1": 50_000}
    assert isinstance(decision, Settled)
    assert any("art. 1193 c.c." in reason for reason in decision.chosen.reasons)


def test_what_came_back_unpaid_is_not_taken_for_the_oldest_due() -> None:
    back = replace(item("12", 50_000), returned_on=TODAY)
    other = item("13", 50_000, issued="2026-08-09")

    assert (
        proposed(decide(payment("SALDO", 50_000), back, other))[0] == explain.CAME_BACK
    )


def test_a_part_of_what_is_open_is_not_all_of_it() -> None:
    items = [item("12", 5_000), item("13", 6_000), item("14", 4_000)]

    because, _ = proposed(decide(payment("SALDO E/C", 11_000), *items))

    assert because == explain.NOT_THE_WHOLE


def test_the_whole_account_of_a_known_account_is_settled() -> None:
    items = [item("12", 50_000), item("13", 31_000), item("14", -1_000)]
    paid = payment("saldo estratto conto meno NC", 80_000, iban=ROSSI_IBAN)

    decision = decide(paid, *items, payers={"rossi": known(ROSSI, ROSSI_IBAN)})

    assert settled(decision) == {
        "rossi:12:1": 50_000,
        "rossi:13:1": 31_000,
        "rossi:14:1": -1_000,
    }


def test_of_sets_of_one_sum_the_oldest_are_taken() -> None:
    items = [item("12", 5_000), item("13", 6_000), item("14", 4_000), item("15", 7_000)]
    paid = payment("saldo", 11_000, iban=ROSSI_IBAN)

    decision = decide(paid, *items, payers={"rossi": known(ROSSI, ROSSI_IBAN)})

    assert settled(decision) == {"rossi:12:1": 5_000, "rossi:13:1": 6_000}


def test_two_sets_of_one_sum_are_a_question() -> None:
    items = [
        item("12", 6_000),
        item("13", 5_000),
        item("14", 9_000),
        item("15", 10_000),
    ]
    paid = payment("saldo", 15_000, iban=ROSSI_IBAN)

    because, _ = proposed(
        decide(paid, *items, payers={"rossi": known(ROSSI, ROSSI_IBAN)})
    )

    assert because == "2 sets of open items have this sum."


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


def test_another_currency_never_fits() -> None:
    dollars = replace(
        item("12", 50_000), amount=Money(50_000, "USD"), open=Money(50_000, "USD")
    )

    decision = decide(payment("FT 12/2026", 50_000), dollars)

    assert proposed(decision)[1] == {}


def test_nothing_known_and_nothing_open_is_unknown() -> None:
    assert unknown(decide(payment("", 50_000, payer=""))).because == (
        explain.NOTHING_FITS
    )


def test_a_payment_without_anything_free_is_left_alone() -> None:
    spent = replace(payment("FT 12", 50_000), free=Money(0))

    assert unknown(decide(spent, item("12", 50_000))).is_ours


def test_two_payments_of_one_payer_for_one_invoice_settle_it_once() -> None:
    both = [payment("FT 12", 50_000, key=key) for key in ("p1", "p2")]

    first, second = assign(both, [item("12", 50_000)], PAYERS)

    assert settled(first) == {"rossi:12:1": 50_000}
    assert "second payment" in proposed(second)[0]


def test_equal_payments_of_different_payers_for_one_invoice_are_both_asked() -> None:
    both = [
        payment("FT 12 DEL 01/08/2026", 50_000, payer=payer, key=key)
        for payer, key in (("Uno Holding", "p1"), ("Due Holding", "p2"))
    ]

    decisions = assign(both, [item("12", 50_000)], PAYERS)

    assert [proposed(each)[0] for each in decisions] == [explain.CONTESTED] * 2


def test_the_better_evidence_wins_an_invoice_that_two_payments_fit() -> None:
    vague = payment("SALDO", 50_000, key="p1")
    clear = payment("FT 12 DEL 01/08/2026", 50_000, key="p2")

    first, second = assign([vague, clear], [item("12", 50_000)], PAYERS)

    assert isinstance(first, Proposed)
    assert settled(second) == {"rossi:12:1": 50_000}


def test_what_is_settled_first_leaves_the_rest_unique() -> None:
    named = payment("FT 13/2026", 50_000, key="p1")
    plain = payment("SALDO", 50_000, key="p2")

    decisions = assign([plain, named], [item("12", 50_000), item("13", 50_000)], PAYERS)

    assert [settled(each) for each in decisions] == [
        {"rossi:12:1": 50_000},
        {"rossi:13:1": 50_000},
    ]


def test_sisters_with_one_name_and_different_legal_forms_are_told_apart() -> None:
    payers = {
        "srl": Payer("srl", "Gamma Servizi S.r.l."),
        "sas": Payer("sas", "Gamma Servizi S.a.s."),
    }
    items = [item("12", 60_000, "srl"), item("13", 50_000, "sas")]
    paid = payment("SALDO", 50_000, payer="GAMMA SERVIZI SAS")

    assert settled(decide(paid, *items, payers=payers)) == {"sas:13:1": 50_000}


def test_sisters_who_owe_the_same_are_asked_about() -> None:
    payers = {
        "srl": Payer("srl", "Gamma Servizi S.r.l."),
        "sas": Payer("sas", "Gamma Servizi S.a.s."),
    }
    items = [item("12", 50_000, "srl"), item("13", 50_000, "sas")]
    paid = payment("SALDO", 50_000, payer="GAMMA SERVIZI SAS")

    because, parts = proposed(decide(paid, *items, payers=payers))

    assert (because, parts) == (explain.COMMON_AMOUNT, {"sas:13:1": 50_000})


def test_a_shared_treasury_account_identifies_nobody() -> None:
    payers = {
        key: Payer(key, name, ibans={ROSSI_IBAN: 5})
        for key, name in (("nord", "Delta Nord Srl"), ("sud", "Delta Sud Srl"))
    }
    paid = payment("SALDO", 50_000, payer="Delta Gruppo", iban=ROSSI_IBAN)

    decision = decide(paid, item("12", 50_000, "nord"), payers=payers)

    assert proposed(decision)[0] == explain.ONLY_AMOUNT


def test_an_account_that_pays_for_many_is_a_service() -> None:
    payers = {
        f"c{no}": Payer(f"c{no}", f"Cliente {no} Srl", ibans={ROSSI_IBAN: 3})
        for no in range(1, 9)
    }
    paid = payment("FT 12/2026", 50_000, payer="", iban=ROSSI_IBAN)

    decision = decide(paid, item("12", 50_000), payers={**payers, **PAYERS})

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_a_learned_name_of_somebody_else_is_known_after_the_second_time() -> None:
    learned = replace(ROSSI, aliases={"HOLDING UNO": 2})
    paid = payment("SALDO", 50_000, payer="Holding Uno Spa")

    decision = decide(paid, item("12", 50_000), payers={"rossi": learned})

    assert settled(decision) == {"rossi:12:1": 50_000}


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


def test_a_sum_out_of_many_open_items_may_be_chance() -> None:
    items = [item(str(no), 10_000 + 7 ** (no % 5) * no) for no in range(1, 15)]
    paid = payment("SALDO", sum(one.open.cents for one in items[1:3]), iban=ROSSI_IBAN)

    because, _ = proposed(
        decide(paid, *items, payers={"rossi": known(ROSSI, ROSSI_IBAN)})
    )

    assert because == explain.TOO_MANY


def test_a_sum_that_a_withholding_explains_as_well_is_asked() -> None:
    items = [item("12", 122_000), item("13", 52_000), item("14", 50_000)]
    paid = payment("SALDO", 102_000, iban=ROSSI_IBAN)

    because, _ = proposed(
        decide(paid, *items, payers={"rossi": known(ROSSI, ROSSI_IBAN)})
    )

    assert because == explain.AS_GOOD


def test_of_very_many_open_items_only_the_oldest_are_tried_as_a_sum() -> None:
    items = [item(str(no), 1_000 + no) for no in range(1, 31)]
    paid = payment("SALDO", 1_001 + 1_002 + 1_003, iban=ROSSI_IBAN)
    payers = {"rossi": known(ROSSI, ROSSI_IBAN)}

    assert list(settled(decide(paid, *items, payers=payers))) == [
        "rossi:1:1",
        "rossi:2:1",
        "rossi:3:1",
    ]


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


def test_a_vat_number_in_the_text_says_who_pays() -> None:
    paid = payment("FT 12 P.IVA 00000000001", 50_000, payer="Ignoto")
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    assert settled(decide(paid, *items)) == {"rossi:12:1": 50_000}


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


def test_of_two_equal_due_dates_the_lower_number_is_older() -> None:
    items = [item("10", 50_000), item("9", 50_000)]

    assert settled(decide(payment("", 50_000), *items)) == {"rossi:9:1": 50_000}


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
