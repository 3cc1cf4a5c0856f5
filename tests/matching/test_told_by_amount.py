"""Payers of whom little is known: what name, account and amount tell together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.matching import explain
from agent.matching.evidence import Who
from agent.matching.facts import Payer
from agent.model.payment import Proposed, Settled
from tests.matching.builders import (
    PAYERS,
    ROSSI,
    ROSSI_IBAN,
    decide,
    item,
    payment,
    proposed,
    settled,
    unknown,
)

NORD = Payer("nord", "Delta Marina Srl")
SUD = Payer("sud", "Delta Sud Srl", ibans={ROSSI_IBAN: 1})
OVEST = Payer("ovest", "Delta Ovest Srl", ibans={ROSSI_IBAN: 1})
TWINS = {"one": Payer("one", "Bar Sport"), "two": Payer("two", "Bar Sport")}


@pytest.mark.parametrize("seen", [1, 2])
def test_the_account_of_a_sister_pays_for_whose_name_is_written_out(seen: int) -> None:
    sud = replace(SUD, ibans={ROSSI_IBAN: seen})
    paid = payment("SALDO", 50_000, payer="DELTA MARINA SRL", iban=ROSSI_IBAN)

    decision = decide(
        paid, item("12", 50_000, "nord"), payers={"nord": NORD, "sud": sud}
    )

    assert settled(decision) == {"nord:12:1": 50_000}


def test_the_account_of_a_group_pays_for_whose_name_is_nearly_written() -> None:
    payers = {"nord": NORD, "sud": SUD, "ovest": OVEST}
    payers["nord"] = replace(NORD, name="Delta Ponteggi Srl")
    paid = payment("SALDO", 80_000, payer="DELTA POTNEGGI", iban=ROSSI_IBAN)
    items = [item("12", 50_000, "nord"), item("13", 30_000, "nord")]

    decision = decide(paid, *items, payers=payers)

    assert settled(decision) == {"nord:12:1": 50_000, "nord:13:1": 30_000}


def test_a_name_nearly_written_does_not_outweigh_what_her_sister_owes() -> None:
    nord = replace(NORD, name="Delta Ponteggi Srl")
    paid = payment("SALDO", 50_000, payer="DELTA POTNEGGI", iban=ROSSI_IBAN)
    items = [item("12", 50_000, "nord"), item("13", 50_000, "sud")]

    because, _ = proposed(decide(paid, *items, payers={"nord": nord, "sud": SUD}))

    assert because == explain.COMMON_AMOUNT


def test_an_account_that_paid_under_this_name_for_another_tells_nobody() -> None:
    sud = replace(SUD, aliases={"DELTA MARINA": 1})
    paid = payment("SALDO", 50_000, payer="Delta Marina", iban=ROSSI_IBAN)

    decision = decide(
        paid, item("12", 50_000, "nord"), payers={"nord": NORD, "sud": sud}
    )

    assert proposed(decision)[0] == explain.ONLY_AMOUNT


def test_of_two_of_one_name_the_one_who_owes_so_much_pays_it() -> None:
    items = [item("12", 50_000, "one"), item("13", 20_000, "two")]

    decision = decide(payment("SALDO", 50_000, payer="Bar Sport"), *items, payers=TWINS)

    assert settled(decision) == {"one:12:1": 50_000}


@pytest.mark.parametrize("owed", [49_950, 50_000, 70_000])
def test_of_two_of_one_name_who_both_owe_so_much_neither_is_chosen(owed: int) -> None:
    items = [item("12", 50_000, "one"), item("13", owed, "two")]

    because, _ = proposed(
        decide(payment("SALDO", 50_000, payer="Bar Sport"), *items, payers=TWINS)
    )

    assert because == explain.NAMESAKES


def test_of_two_of_one_name_an_odd_sum_is_of_who_owes_just_this() -> None:
    items = [item("12", 50_033, "one"), item("13", 70_000, "two")]

    decision = decide(payment("SALDO", 50_033, payer="Bar Sport"), *items, payers=TWINS)

    assert settled(decision) == {"one:12:1": 50_033}


@pytest.mark.parametrize(
    "owed",
    [
        (50_033,),
        (50_034,),  # rounded
        (100_066,),  # half of it
        (150_100,),  # a third, to the cent
        (30_000, 20_033),  # together
    ],
)
def test_an_odd_sum_that_a_namesake_may_owe_as_well_is_asked_about(
    owed: tuple[int, ...],
) -> None:
    theirs = [item(str(20 + no), cents, "two") for no, cents in enumerate(owed)]
    paid = payment("SALDO", 50_033, payer="Bar Sport")

    decision = decide(paid, item("12", 50_033, "one"), *theirs, payers=TWINS)

    assert proposed(decision)[0] == explain.NAMESAKES


def test_of_two_of_one_name_the_one_who_owes_so_much_pays_all_that_is_due() -> None:
    owed = [("12", 30_000), ("14", 20_000)]
    items = [item(no, cents, "one") for no, cents in owed]
    paid = payment("SALDO", 50_000, payer="Bar Sport")

    decision = decide(paid, *items, item("13", 10_000, "two"), payers=TWINS)

    assert settled(decision) == {"one:12:1": 30_000, "one:14:1": 20_000}


def test_of_two_of_the_same_words_he_pays_whose_name_is_written_in_full() -> None:
    payers = {
        "one": Payer("one", "Dott. Neri Luca"),
        "two": Payer("two", "Avv. Luca Neri"),
    }
    items = [item("12", 50_000, "one"), item("13", 70_000, "two")]
    full = payment("SALDO", 50_000, payer="DOTT NERI LUCA")
    bare = payment("SALDO", 50_000, payer="NERI LUCA")

    assert settled(decide(full, *items, payers=payers)) == {"one:12:1": 50_000}
    assert proposed(decide(bare, *items, payers=payers))[0] == explain.NAMESAKES


def test_what_he_calls_a_part_is_not_what_his_namesake_owes() -> None:
    items = [item("12", 50_000, "one"), item("13", 20_000, "two")]
    paid = payment("ACCONTO", 50_000, payer="Bar Sport")

    assert proposed(decide(paid, *items, payers=TWINS))[0] == explain.NAMESAKES


def test_a_part_of_one_name_alone_and_a_sum_nobody_else_owes_tell_him() -> None:
    firm = {"firm": Payer("firm", "Studio Legale Olimpia Neri")}
    paid = payment("SALDO", 79_331, payer="NERI OLIMPIA")

    decision = decide(paid, item("12", 79_331, "firm"), payers=firm)

    assert settled(decision) == {"firm:12:1": 79_331}


def test_of_two_whose_name_it_is_a_part_of_the_one_who_owes_just_this_pays_it() -> None:
    names = {"firm": "Studio Legale Olimpia Neri", "shop": "Forno di Neri Olimpia"}
    known = {key: Payer(key, name) for key, name in names.items()}
    items = [item("12", 79_331, "firm"), item("13", 20_000, "shop")]

    decision = decide(
        payment("SALDO", 79_331, payer="NERI OLIMPIA"), *items, payers=known
    )

    assert settled(decision) == {"firm:12:1": 79_331}


@pytest.mark.parametrize(
    ("payers", "other"),
    [
        (
            {"firm": "Studio Legale Olimpia Neri", "shop": "Forno di Neri Olimpia"},
            158_662,
        ),
        ({"firm": "Studio Legale Olimpia Neri", "shop": "Forno Verdi"}, 79_331),
    ],
)
def test_a_part_of_a_name_is_asked_about_where_another_may_be_meant(
    payers: dict[str, str], other: int
) -> None:
    known = {key: Payer(key, name) for key, name in payers.items()}
    items = [item("12", 79_331, "firm"), item("13", other, "shop")]

    because, _ = proposed(
        decide(payment("SALDO", 79_331, payer="NERI OLIMPIA"), *items, payers=known)
    )

    assert because == explain.ONLY_AMOUNT


def test_a_round_sum_and_a_part_of_a_name_are_asked_about() -> None:
    firm = {"firm": Payer("firm", "Studio Legale Olimpia Neri")}
    paid = payment("SALDO", 100_000, payer="NERI OLIMPIA")

    because, _ = proposed(decide(paid, item("12", 100_000, "firm"), payers=firm))

    assert because == explain.ONLY_AMOUNT


def test_a_part_of_very_many_names_points_to_nobody() -> None:
    many = {
        f"c{no}": Payer(f"c{no}", f"Ditta {no} di Neri Olimpia") for no in range(1, 6)
    }
    items = [item(str(no), 50_000 + no, f"c{no}") for no in range(1, 6)]

    decision = decide(
        payment("grazie", 49_000, payer="Neri Olimpia"), *items, payers=many
    )

    assert unknown(decision).is_ours


def test_who_paid_for_him_once_may_pay_all_that_is_due_first() -> None:
    once = replace(ROSSI, ibans={"IT00X9": 1}, aliases={"BIANCHI MARIO": 1})
    items = [item("12", 50_000), item("13", 31_250), item("14", 9_000)]
    paid = payment("saldo", 81_250, payer="Mario Bianchi", iban="IT00X9")

    decision = decide(paid, *items, payers={"rossi": once})

    assert settled(decision) == {"rossi:12:1": 50_000, "rossi:13:1": 31_250}


@pytest.mark.parametrize(
    ("text", "is_sure"),
    [
        ("fattura del 02/08/2026", True),
        ("fattura del 03/08/2026", False),
        ("saldo", True),
    ],
)
def test_who_paid_for_him_once_and_names_the_day_of_his_invoice_pays_it(
    text: str, *, is_sure: bool
) -> None:
    once = replace(ROSSI, ibans={"IT00X9": 1}, aliases={"BIANCHI MARIO": 1})
    items = [item("12", 50_000, issued="2026-08-02"), item("77", 50_000, "blu")]
    paid = payment(text, 50_000, payer="Mario Bianchi", iban="IT00X9")

    decision = decide(paid, *items, payers={**PAYERS, "rossi": once})

    assert isinstance(decision, Settled) is is_sure


def test_who_paid_for_him_once_may_pay_for_his_sister_who_owes_as_much() -> None:
    once = replace(ROSSI, ibans={"IT00X9": 1}, aliases={"BIANCHI MARIO": 1})
    payers = {"rossi": once, "sister": Payer("sister", "Rossi Arredi Srl")}
    items = [item("12", 50_000), item("77", 50_000, "sister")]
    paid = payment("saldo", 50_000, payer="Mario Bianchi", iban="IT00X9")

    assert proposed(decide(paid, *items, payers=payers))[0] == explain.COMMON_AMOUNT


@pytest.mark.parametrize(
    ("text", "is_sure"), [("SALDO AGOSTO 2026", True), ("SALDO", False)]
)
def test_who_paid_for_him_once_pays_the_month_that_he_names(
    text: str, *, is_sure: bool
) -> None:
    once = replace(ROSSI, aliases={"BIANCHI MARIO": 1})
    items = [item("12", 50_000), item("77", 50_000, "blu", "2026-05-01")]
    paid = payment(text, 50_000, payer="Mario Bianchi")

    decision = decide(paid, *items, payers={**PAYERS, "rossi": once})

    assert isinstance(decision, Settled) is is_sure


def test_a_name_nearly_his_that_paid_for_him_before_is_his() -> None:
    seen = replace(ROSSI, aliases={"IMPINTI ROSSI": 1})
    items = [item("12", 50_000), item("77", 50_000, "blu")]
    paid = payment("SALDO", 50_000, payer="Rossi Impinti")

    decision = decide(paid, *items, payers={**PAYERS, "rossi": seen})

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_a_sum_that_another_owes_as_one_item_is_not_all_that_is_due_first() -> None:
    once = replace(ROSSI, ibans={"IT00X9": 1}, aliases={"BIANCHI MARIO": 1})
    items = [item("12", 50_000), item("13", 31_250), item("77", 81_250, "blu")]
    paid = payment("saldo", 81_250, payer="Mario Bianchi", iban="IT00X9")

    decision = decide(paid, *items, payers={**PAYERS, "rossi": once})

    assert proposed(decision)[0] == explain.NO_NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "BONIFICO PER ROSSI IMPIANTI SRL",
        "saldo fattura per conto di Rossi Impianti S.r.l. CRO 12345678901",
        "payment for Rossi Impianti srl",
    ],
)
def test_a_stranger_who_says_but_for_whom_he_pays_pays_for_him(text: str) -> None:
    items = [item("40", 50_000), item("41", 30_000)]

    decision = decide(payment(text, 50_000, payer="Alfa Edile snc"), *items)

    assert settled(decision) == {"rossi:40:1": 50_000}


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("LAVORI PER ROSSI IMPIANTI SRL", 50_000),
        ("BONIFICO PER ROSSI IMPIANTI SRL CANTIERE 4", 50_000),
        ("BONIFICO PER ROSSI IMPIANTI SRL", 49_000),
    ],
)
def test_a_stranger_who_says_more_or_pays_less_is_asked_about(
    text: str, cents: int
) -> None:
    items = [item("40", 50_000), item("41", 30_000)]

    decision = decide(payment(text, cents, payer="Alfa Edile snc"), *items)

    assert isinstance(decision, Proposed)


@pytest.mark.parametrize(
    "text", ["REGALO DI NOZZE", "Wedding gift", "CADEAU DE MARIAGE"]
)
def test_a_gift_is_not_the_sum_he_owes(text: str) -> None:
    assert proposed(decide(payment(text, 50_000), item("12", 50_000)))[1] == {}


@pytest.mark.parametrize(
    ("other", "is_kin"),
    [
        ({"CARUSO", "MARMI"}, True),
        ({"CARUSO"}, True),
        ({"STUDIO", "MARIO", "VERDI"}, False),  # a trade, of three words
        (set(), False),
    ],
)
def test_sisters_share_half_of_a_name(other: set[str], *, is_kin: bool) -> None:
    words = {
        "one": frozenset({"STUDIO", "CARUSO", "GOMME"}),
        "other": frozenset(other),
    }

    assert Who({}, words=words).are_kin("one", "other") is is_kin
