"""Days of an account that no statement tells of."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.bank.gaps import Gap, gaps
from agent.model.money import Money
from agent.model.payment import Period


def told(since: int, through: int, opening: int, closing: int) -> Period:
    return Period(
        date(2026, 3, since), date(2026, 3, through), Money(opening), Money(closing)
    )


def silent(since: int, through: int) -> Period:
    return Period(date(2026, 3, since), date(2026, 3, through))


FIRST, THIRD = told(2, 6, 100, 250), told(16, 20, 400, 90)
MISSING = Gap(date(2026, 3, 6), date(2026, 3, 16), Money(150))


def test_a_balance_that_does_not_follow_is_a_gap() -> None:
    assert gaps([FIRST, THIRD]) == (MISSING,)


def test_the_missing_file_heals_it() -> None:
    assert gaps([FIRST, THIRD, told(9, 13, 250, 400)]) == ()


def test_a_part_of_the_missing_days_leaves_the_rest() -> None:
    found = gaps([FIRST, THIRD, told(9, 10, 250, 300)])
    assert found == (Gap(date(2026, 3, 10), date(2026, 3, 16), Money(100)),)


@pytest.mark.parametrize(
    "periods",
    [
        [FIRST],
        [FIRST, told(9, 13, 250, 400)],
        [FIRST, told(4, 13, 120, 400)],
        [FIRST, told(6, 13, 200, 400)],
        [FIRST, THIRD, told(2, 20, 100, 90)],
        [FIRST, THIRD, silent(7, 15)],
        [FIRST, THIRD, silent(9, 13)],
        [told(2, 2, 100, 150), told(2, 2, 150, 90), told(3, 3, 90, 95)],
        [silent(2, 6), silent(16, 20)],
        [
            FIRST,
            Period(
                date(2026, 3, 9), date(2026, 3, 9), Money(1, "USD"), Money(2, "USD")
            ),
        ],
    ],
    ids=[
        "one alone",
        "a weekend",
        "overlapping",
        "of one day",
        "both in a longer one",
        "between them a file without balances",
        "likewise without lines on a weekend",
        "several of one day",
        "no balances at all",
        "another currency",
    ],
)
def test_what_is_no_gap(periods: list[Period]) -> None:
    assert gaps(periods) == ()


def test_a_day_fetched_before_its_end_is_one() -> None:
    found = gaps([FIRST, told(7, 9, 300, 400)])
    assert found == (Gap(date(2026, 3, 6), date(2026, 3, 7), Money(50)),)


def test_two_exports_that_begin_alike_hide_none() -> None:
    found = gaps([FIRST, THIRD, told(16, 18, 400, 350)])
    assert found == (MISSING,)


def test_of_several_of_one_day_one_is_missing() -> None:
    found = gaps([told(2, 2, 100, 150), told(3, 3, 150, 90), told(3, 3, 95, 80)])
    assert found == (Gap(date(2026, 3, 2), date(2026, 3, 3), Money(-55)),)


@given(st.permutations([FIRST, THIRD, told(9, 10, 250, 300), silent(18, 25)]))
def test_the_order_of_reading_is_nothing(periods: list[Period]) -> None:
    assert gaps(periods) == (Gap(date(2026, 3, 10), date(2026, 3, 16), Money(100)),)


@given(st.lists(st.integers(-500, 500), min_size=1, max_size=8), st.data())
def test_a_chain_of_days_has_no_gap(sums: list[int], data: st.DataObject) -> None:
    balances = [1000 + sum(sums[:n]) for n in range(len(sums) + 1)]
    chain = [
        told(day, day, opening, closing)
        for day, (opening, closing) in enumerate(pairwise(balances), 2)
    ]
    assert gaps(data.draw(st.permutations(chain))) == ()
