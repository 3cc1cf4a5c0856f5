"""Things are gathered in their order, as many as may be held."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.forms.batches import batches


@given(st.lists(st.integers(0, 20)), st.integers(1, 5), st.integers(0, 15))
def test_nothing_is_lost_and_no_batch_is_too_much(
    weights: list[int], most: int, most_weight: int
) -> None:
    found = list(batches(weights, int, most=most, most_weight=most_weight))
    assert [each for batch in found for each in batch] == weights
    assert all(0 < len(batch) <= most for batch in found)
    assert all(sum(batch) <= most_weight or len(batch) == 1 for batch in found)


def test_as_few_batches_are_made_as_the_order_allows() -> None:
    found = list(batches([3, 3, 9, 1, 1, 1, 1], int, most=3, most_weight=6))
    assert found == [[3, 3], [9], [1, 1, 1], [1]]
