"""Confidence says how often such a reading is right."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.matching.confidence import confidence

WEIGHTS = st.floats(-10, 30)


def test_one_that_stands_alone_is_most_often_right() -> None:
    assert confidence(3.0, ()) == 0.95


def test_what_little_speaks_for_is_seldom_right_even_alone() -> None:
    assert confidence(1.5, ()) == 0.2


def test_equal_ones_share_what_is_right() -> None:
    assert confidence(7.0, [7.0, 2.0]) == 0.5
    assert confidence(7.0, [7.0, 7.0, 7.0]) == 0.25


@given(WEIGHTS, st.lists(WEIGHTS, min_size=1), st.floats(0, 20))
def test_more_evidence_is_never_less_sure(
    weight: float, rivals: list[float], more: float
) -> None:
    unlike = [rival for rival in rivals if rival not in (weight, weight + more)]
    assert confidence(weight, unlike) <= confidence(weight + more, unlike)


@given(st.lists(WEIGHTS, min_size=2, unique=True))
def test_at_most_one_reading_is_more_likely_than_not(weights: list[float]) -> None:
    shares = [
        confidence(one, [other for other in weights if other != one]) for one in weights
    ]
    assert sum(share > 0.5 for share in shares) <= 1
