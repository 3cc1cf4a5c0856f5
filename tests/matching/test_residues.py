"""What a payment leaves open and nobody owes is closed with its reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.matching.facts import Payer
from agent.model.invoice import Basis
from agent.model.payment import Proposed, Residue, Settled
from tests.matching.builders import decide, item, payment

STATED = Basis(taxable=100_000, vat=22_000)


def left(cents: int, basis: Basis = STATED) -> tuple[Residue, ...]:
    one = replace(item("12", 122_000, issued="2026-09-01"), basis=basis)
    decision = decide(payment("FT 12/2026", cents), one)
    assert isinstance(decision, Settled)
    return decision.chosen.residues


@pytest.mark.parametrize(
    ("cents", "because"),
    [
        (102_000, "withholding tax, paid to the state for us"),
        (120_750, "bank fee"),
        (121_990, "rounded"),
    ],
)
def test_a_residue_with_a_reason_is_closed(cents: int, because: str) -> None:
    (residue,) = left(cents)
    assert residue.amount.cents == 122_000 - cents
    assert residue.because == because


def test_the_vat_of_a_public_body_is_closed() -> None:
    body = {"town": Payer("town", "Comune di Valverde")}
    one = replace(item("12", 122_000, "town"), basis=STATED)
    paid = payment("FT 12/2026", 100_000, payer="Comune di Valverde")

    decision = decide(paid, one, payers=body)

    assert isinstance(decision, Settled)
    assert [one.amount.cents for one in decision.chosen.residues] == [22_000]


def test_a_company_that_leaves_the_vat_open_pays_a_part() -> None:
    assert left(100_000) == ()


def test_a_company_that_leaves_the_vat_open_without_a_word_is_asked_about() -> None:
    one = replace(item("12", 122_000), basis=STATED)

    assert isinstance(decide(payment("bonifico", 100_000), one), Proposed)


def test_a_part_payment_leaves_the_rest_to_be_asked_for() -> None:
    assert left(61_000) == ()


def test_a_withholding_that_the_document_does_not_state_is_asked_for() -> None:
    assert left(102_000, Basis()) == ()


def test_four_fifths_of_a_sum_without_vat_are_a_part_of_it() -> None:
    assert left(97_600, Basis(taxable=122_000)) == ()


def test_a_discount_is_given_up_by_a_person_alone() -> None:
    assert left(118_340) == ()


def test_a_fee_that_takes_a_third_is_none() -> None:
    one = item("12", 3_000)
    decision = decide(payment("FT 12/2026", 2_000), one)
    assert isinstance(decision, Settled)
    assert decision.chosen.residues == ()
