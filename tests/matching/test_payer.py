from __future__ import annotations

from dataclasses import replace

import pytest

from agent.matching import explain
from agent.matching.facts import Payer
from agent.model.payment import Proposed, Settled, Unknown
from tests.matching.builders import (
    BLU,
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


@pytest.mark.parametrize(
    "payer", ["Rossi Impainti", "Impinati Rossi", "Rossi Impiatni srl"]
)
def test_a_name_nearly_written_outweighs_a_stranger_who_owes_as_much(
    payer: str,
) -> None:
    paid = payment("SALDO", 50_000, payer=payer)
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    assert settled(decide(paid, *items)) == {"rossi:12:1": 50_000}


@pytest.mark.parametrize(
    ("payer", "rival"),
    [
        ("Rossi Impinti", "Rossi Impinti Arredi"),  # a part of her name, word by word
        ("Rossi Impianti SpA", "Studio Blu"),  # another legal form is no slip
        ("Rosssi", "Studio Blu"),  # one word alone
    ],
)
def test_a_name_that_may_be_anothers_does_not_outweigh_what_she_owes(
    payer: str, rival: str
) -> None:
    payers = {"rossi": ROSSI, "blu": replace(BLU, name=rival)}
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    decision = decide(payment("SALDO", 50_000, payer=payer), *items, payers=payers)

    assert isinstance(decision, Proposed | Unknown)


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


def test_a_vat_number_in_the_text_says_who_pays() -> None:
    paid = payment("FT 12 P.IVA 00000000001", 50_000, payer="Ignoto")
    items = [item("12", 50_000), item("77", 50_000, "blu")]

    assert settled(decide(paid, *items)) == {"rossi:12:1": 50_000}


def test_of_two_equal_due_dates_the_lower_number_is_older() -> None:
    items = [item("10", 50_000), item("9", 50_000)]

    assert settled(decide(payment("", 50_000), *items)) == {"rossi:9:1": 50_000}
