from __future__ import annotations

from dataclasses import replace

from agent.matching import explain
from agent.matching.assign import assign
from agent.model.money import Money
from agent.model.payment import Proposed
from tests.matching.builders import (
    PAYERS,
    decide,
    item,
    payment,
    proposed,
    settled,
    unknown,
)


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
