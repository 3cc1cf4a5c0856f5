"""Numbers that were written wrongly, cut off or shared: which of them is meant."""

from __future__ import annotations

import pytest

from agent.matching.facts import Payer
from agent.model.payment import Proposed
from tests.matching.builders import (
    PAYERS,
    booked,
    decide,
    item,
    payment,
    proposed,
    settled,
)


def test_a_series_that_is_written_names_no_plain_number() -> None:
    items = [item("FPR 41/26", 50_000), item("41", 50_000, "blu")]

    decision = decide(payment("Rif. FPR 41/26", 50_000), *items)

    assert settled(decision) == {"rossi:FPR 41/26:1": 50_000}


def test_a_date_that_the_bank_cut_off_is_no_number() -> None:
    items = [item("185", 21_376), item("1178", 30_000), item("19", 40_000, "blu")]
    paid = payment("FATT N.185 DEL 01.08.26 N.1178 DEL 19.09.2", 51_376)

    assert settled(decide(paid, *items)) == {
        "rossi:185:1": 21_376,
        "rossi:1178:1": 30_000,
    }


def test_a_known_payer_may_write_another_year_that_names_anothers() -> None:
    items = [item("12", 50_000), item("12/2025", 90_000, "blu", "2025-05-01")]

    decision = decide(payment("FT 12/2025", 50_000), *items)

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_another_year_that_names_what_another_owes_just_so_is_asked_about() -> None:
    items = [item("12", 50_000), item("12/2025", 50_000, "blu", "2025-05-01")]

    assert isinstance(decide(payment("FT 12/2025", 50_000), *items), Proposed)


@pytest.mark.parametrize(
    ("text", "cents"), [("ACCONTO FT {}", 20_000), ("FT {}", 61_000)]
)
def test_his_own_number_with_two_digits_swapped_is_shown_before_anothers(
    text: str, cents: int
) -> None:
    items = [item("625/2026", 60_000), item("652/2026", 90_000, "blu")]

    because, parts = proposed(decide(payment(text.format("652/2026"), cents), *items))

    assert list(parts) == ["rossi:625/2026:1"]
    assert because


def test_whose_number_was_written_is_held_too() -> None:
    items = [item("625/2026", 60_000), item("652/2026", 90_000, "blu")]

    decision = decide(payment("ACCONTO FT 652/2026", 20_000), *items)

    assert isinstance(decision, Proposed)
    assert {one.customer_id for one in decision.candidates} == {"rossi", "blu"}


def test_a_wrong_number_is_overlooked_where_he_owes_just_this_sum() -> None:
    items = [
        item("12", 50_000),
        item("625/2026", 60_000),
        item("652/2026", 90_000, "blu"),
    ]

    decision = decide(payment("FT 652/2026", 50_000), *items)

    assert settled(decision) == {"rossi:12:1": 50_000}


def test_the_invoices_of_a_month_are_paid_less_a_credit_note_of_another() -> None:
    items = [
        item("11", 80_000, issued="2026-07-10"),
        item("12", 80_000, issued="2026-08-10"),
        item("15", -10_000, issued="2026-09-12"),
    ]

    decision = decide(payment("CANONE AGOSTO 2026 AL NETTO NC", 70_000), *items)

    assert settled(decision) == {"rossi:12:1": 80_000, "rossi:15:1": -10_000}


def test_a_credit_note_that_he_does_not_mention_is_taken_off_by_a_person() -> None:
    items = [
        item("11", 80_000, issued="2026-07-10"),
        item("12", 80_000, issued="2026-08-10"),
        item("15", -10_000, issued="2026-09-12"),
    ]

    decision = decide(payment("CANONE AGOSTO 2026", 70_000), *items)

    assert isinstance(decision, Proposed)
    shown = [booked(one) for one in decision.candidates]
    assert {"rossi:12:1": 80_000, "rossi:15:1": -10_000} in shown


def test_of_two_sets_of_credit_notes_a_person_chooses() -> None:
    cents = {"15": -10_000, "16": -4_000, "17": -6_000}
    notes = [item(no, owed, issued="2026-09-12") for no, owed in cents.items()]
    debt = item("12", 80_000, issued="2026-08-10")

    decision = decide(payment("CANONE AGOSTO 2026 AL NETTO NC", 70_000), debt, *notes)

    assert isinstance(decision, Proposed)


def test_a_part_of_what_a_long_number_names_is_shown_whoever_pays() -> None:
    items = [item("52", 60_000), item("474/A", 90_000, "blu")]

    decision = decide(payment("ACCONTO 474/A", 20_000), *items)

    assert isinstance(decision, Proposed)
    assert {"blu:474/A:1": 20_000} in [booked(one) for one in decision.candidates]


def test_what_little_speaks_for_is_not_shown_where_another_is_known() -> None:
    payers = {**PAYERS, "sister": Payer("sister", "Rossi Impianti S.p.A.")}
    items = [item("12", 24_400), item("77", 1_028_400, "sister")]

    decision = decide(payment("SALDO", 33_400), *items, payers=payers)

    assert isinstance(decision, Proposed)
    assert [one.allocations for one in decision.candidates] == [(), ()]
    assert [one.customer_id for one in decision.candidates] == ["rossi", "sister"]


def test_all_that_is_due_less_a_credit_note_is_paid_in_its_month_too() -> None:
    items = [
        item("12", 80_000, issued="2026-08-10"),
        item("15", -10_000, issued="2026-09-12"),
    ]

    decision = decide(payment("CONSULENZA AGOSTO 2026", 70_000), *items)

    assert settled(decision) == {"rossi:12:1": 80_000, "rossi:15:1": -10_000}
