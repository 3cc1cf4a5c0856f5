"""What we collect ourselves is asked for by no letter, until it comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.dunning.collection import COLLECTED, name, state, unheard
from agent.model.invoice import OpenItem
from agent.model.money import Money

DUE = date(2026, 8, 31)
RIBA = OpenItem(
    "i", "v", "c", "12/2026", DUE, DUE, Money(10_000), Money(10_000), method="MP12"
)


@pytest.mark.parametrize(
    ("method", "is_ours"),
    [
        ("MP12", True),
        ("MP09", True),
        ("MP19", True),
        ("MP21", True),
        ("MP05", False),
        ("MP01", False),
        ("", False),
        ("Rimessa diretta", False),
    ],
)
def test_the_way_of_payment_says_who_collects(method: str, is_ours: bool) -> None:  # noqa: FBT001
    assert replace(RIBA, method=method).is_collected(COLLECTED) is is_ours


def test_a_credit_note_is_collected_by_nobody() -> None:
    assert not replace(RIBA, amount=Money(-1), open=Money(-1)).is_collected(COLLECTED)


def test_what_came_back_is_collected_no_more() -> None:
    came_back = replace(RIBA, returned_on=DUE)
    assert not came_back.is_collected(COLLECTED)
    assert state(came_back, COLLECTED) == f"its RiBa came back unpaid on {DUE}"


def test_the_state_is_said_plainly() -> None:
    assert state(RIBA, COLLECTED) == "we collect it by RiBa: no letter asks for it"
    assert state(RIBA, ()) == ""
    assert name("MP05") == "MP05"


@given(st.integers(-30, 60))
def test_silence_counts_after_two_weeks(days: int) -> None:
    today = DUE + timedelta(days=days)
    assert unheard([RIBA], COLLECTED, today) == ((RIBA,) if days > 15 else ())


def test_what_was_credited_is_heard_of() -> None:
    credited = replace(RIBA, open=Money(0))
    assert unheard([credited], COLLECTED, date(2027, 1, 1)) == ()


def test_of_a_withheld_sum_no_bank_tells() -> None:
    withheld = replace(RIBA, method="MP22")
    assert unheard([withheld], COLLECTED, date(2027, 1, 1)) == ()
