"""Reasons quote what the payer wrote, say a thing once, and only what is so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agent.matching import explain
from agent.matching.facts import Payer
from agent.model.invoice import OpenItem
from agent.model.payment import Proposed, Settled
from tests.matching.builders import ROSSI, decide, item, payment


@pytest.mark.parametrize(
    ("words", "number", "sentence"),
    [
        ("FT 9/2026", "9/2026", "The text names 9/2026 with its year."),
        ("FT 9/2026", "2026-0009", "The text names 9/2026 (2026-0009) with its year."),
        ("RE 00085", "FV-26/00085", "The text names 00085 (FV-26/00085)."),
    ],
)
def test_a_reason_quotes_the_number_as_the_payer_wrote_it(
    words: str, number: str, sentence: str
) -> None:
    decision = decide(payment(words, 50_000), item(number, 50_000))
    assert isinstance(decision, Settled)
    assert decision.chosen.reasons[0] == sentence


def test_a_reference_left_out_stands_with_its_signs() -> None:
    ordered = replace(item("12/2026", 50_000), references=("102026",))
    other = item("13/2026", 61_000)
    decision = decide(payment("FT 13/2026 ORDINE 10/2026", 61_000), ordered, other)
    assert isinstance(decision, Proposed)
    said = " ".join(decision.candidates[0].reasons)
    assert "also names 10/2026." in said
    assert "102026" not in said


def test_no_sentence_of_a_candidate_stands_twice() -> None:
    owed = (item("12", 50_050), item("13", 70_000))
    decision = decide(payment("bonifico", 50_000), *owed)
    assert isinstance(decision, Proposed)
    reasons = decision.candidates[0].reasons
    assert len(reasons) == len(set(reasons))
    assert sum("rounded" in each for each in reasons) == 1


def test_a_common_amount_is_spoken_of_only_where_the_amount_fits() -> None:
    nearly = {
        "rossi": replace(ROSSI, name="Rossi Impianti e Servizi"),
        "x": Payer("x", "X"),
    }
    decision = decide(
        payment("bonifico", 100_000, payer="Rossi Impianti"),
        item("12", 60_000),
        item("13", 40_000),
        payers=nearly,
    )
    assert isinstance(decision, Proposed)
    assert explain.COMMON_AMOUNT not in decision.candidates[0].reasons


def test_of_a_number_that_is_open_it_is_not_said_that_nothing_fits() -> None:
    owed = (item("210/2026", 61_000), item("200/2026", 31_000))
    decision = decide(payment("fattura 210/2026 e anticipo", 100_000), *owed)
    assert isinstance(decision, Proposed)
    (found,) = decision.candidates
    assert found.reasons[-1] == (
        "The text names 210/2026, still open, but not surely as all that it pays: what "
        "is due first comes first."
    )


@pytest.mark.parametrize(
    ("owed", "sentence"),
    [
        ((), "No open invoice of this customer fits."),
        ((item("210", 61_000),), explain.DUE_FIRST),
    ],
)
def test_only_of_who_owes_nothing_it_is_said_that_nothing_fits(
    owed: tuple[OpenItem, ...], sentence: str
) -> None:
    decision = decide(payment("storno bonifico", 5_000), *owed)
    assert isinstance(decision, Proposed)
    assert decision.candidates[0].reasons[-1] == sentence
