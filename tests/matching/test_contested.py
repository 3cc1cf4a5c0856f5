"""What a customer objects to is not paid by silence; small parts and months are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.matching import explain
from agent.matching.references import read_remittance
from agent.model.invoice import OpenItem
from agent.model.payment import Proposed
from tests.matching.builders import decide, item, payment, proposed, settled

JULY, AUGUST = "2026-07-01", "2026-08-01"


def contested(number: str, cents: int, issued: str = JULY) -> OpenItem:
    return replace(item(number, cents, issued=issued), is_held=True)


def test_of_two_equal_invoices_the_contested_one_is_not_paid_in_silence() -> None:
    old, young = contested("5", 50_000), item("8", 50_000, issued=AUGUST)

    decision = decide(payment("bonifico", 50_000), old, young)

    because, first = proposed(decision)
    assert first == {"rossi:8:1": 50_000}
    assert "2 open invoices" in because


def test_a_sum_over_what_is_due_first_does_not_take_in_what_is_contested() -> None:
    items = (contested("5", 50_000), item("8", 30_000, issued=AUGUST))

    because, _ = proposed(decide(payment("bonifico", 80_000), *items))

    assert because == explain.CONTESTS


def test_a_sum_of_all_but_the_contested_pays_just_that() -> None:
    items = (
        contested("5", 55_000),
        item("8", 30_000, issued=AUGUST),
        item("9", 21_000, issued=AUGUST),
    )

    paid = settled(decide(payment("bonifico", 51_000), *items))

    assert paid == {"rossi:8:1": 30_000, "rossi:9:1": 21_000}


@pytest.mark.parametrize("words", ["FT 5/2026", "bonifico"])
def test_a_contested_invoice_is_paid_by_its_number_or_its_own_amount(
    words: str,
) -> None:
    items = (contested("5/2026", 55_000), item("8/2026", 30_000, issued=AUGUST))

    assert settled(decide(payment(words, 55_000), *items)) == {"rossi:5/2026:1": 55_000}


def test_what_is_short_of_a_contested_invoice_is_no_fee() -> None:
    because, _ = proposed(
        decide(payment("FT 5/2026", 54_500), contested("5/2026", 55_000))
    )
    assert because == explain.CONTESTS


def test_less_than_a_tenth_of_a_named_invoice_is_asked_about() -> None:
    one = item("12/2026", 500_000)
    assert isinstance(decide(payment("FT 12/2026", 49_900), one), Proposed)


@pytest.mark.parametrize("words", ["acconto FT 12/2026", "rata FT 12/2026"])
def test_less_than_a_tenth_is_a_part_where_the_payer_calls_it_so(words: str) -> None:
    one = item("12/2026", 500_000)
    assert settled(decide(payment(words, 49_900), one)) == {"rossi:12/2026:1": 49_900}


def test_a_tenth_of_a_named_invoice_is_a_part_of_it() -> None:
    one = item("12/2026", 500_000)
    paid = settled(decide(payment("FT 12/2026", 50_000), one))
    assert paid == {"rossi:12/2026:1": 50_000}


def test_a_month_is_that_of_the_issue_before_that_of_the_due_date() -> None:
    july, august = item("7", 50_000, issued=JULY), item("8", 50_000, issued=AUGUST)
    words = payment("saldo agosto 2026", 50_000)

    assert settled(decide(words, july, august)) == {"rossi:8:1": 50_000}


def test_a_month_is_that_of_the_due_date_where_only_that_fits() -> None:
    july = replace(item("7", 50_000, issued=JULY), due_on=date(2026, 8, 20))
    june = item("6", 50_000, issued="2026-06-15")
    august = item("8", 61_000, issued=AUGUST)
    words = payment("scadenze agosto 2026", 50_000)

    assert settled(decide(words, june, july)) == {"rossi:7:1": 50_000}
    because, _ = proposed(decide(words, june, july, august))
    assert because == explain.ANOTHER_MONTH


@pytest.mark.parametrize(
    "words",
    [
        "fatture del 1/7/2026 e 1/8/2026",
        "fatture del 01.07.2026, del 01.08.2026",
        "FATTURE DEL 01-07-2026 + 01-08-2026",
    ],
)
def test_every_date_that_is_given_to_documents_is_read(words: str) -> None:
    paid = payment(words, 90_000)
    assert [day.month for day in read_remittance(paid).dates] == [7, 8]
    items = (
        item("6", 40_000, issued="2026-06-01"),
        item("7", 50_000, issued=JULY),
        item("8", 40_000, issued=AUGUST),
    )
    assert settled(decide(paid, *items)) == {"rossi:7:1": 50_000, "rossi:8:1": 40_000}
