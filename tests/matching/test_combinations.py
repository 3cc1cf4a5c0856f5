from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from agent.matching.combinations import has_free_choice, sums_to

AMOUNTS = st.lists(
    st.sampled_from([-700, -300, 500, 800, 1_000, 1_200, 3_050]), max_size=9
)


def by_force(amounts: list[int], target: int) -> set[tuple[int, ...]]:
    """Give the sums wanted as sorted amounts: equal amounts are one."""
    return {
        tuple(sorted(way))
        for size in range(1, len(amounts) + 1)
        for way in combinations(amounts, size)
        if sum(way) == target
    }


@settings(deadline=None)
@given(AMOUNTS, st.integers(-1_000, 8_000).filter(bool))
def test_all_different_solutions_are_found_once(
    amounts: list[int], target: int
) -> None:
    found = sums_to(amounts, target, limit=500)
    as_amounts = [tuple(sorted(amounts[place] for place in places)) for places in found]

    assert set(as_amounts) == by_force(amounts, target)
    assert len(as_amounts) == len(set(as_amounts))


def test_the_smallest_set_comes_first_and_equal_amounts_oldest_first() -> None:
    assert sums_to([300, 200, 300, 500], 500) == ((3,), (0, 1))


def test_equal_amounts_outside_the_set_are_a_free_choice() -> None:
    assert has_free_choice((0,), [300, 300])
    assert not has_free_choice((0,), [300, 500])


def test_too_many_amounts_are_not_tried() -> None:
    assert sums_to(range(1, 26), 3) == ()


def test_twenty_four_equal_amounts_have_one_solution() -> None:
    assert sums_to([500] * 24, 5_000) == (tuple(range(10)),)


def test_of_very_many_solutions_only_some_are_looked_for() -> None:
    amounts = [100 * no for no in range(1, 25)]

    found = sums_to(amounts, 10_000, limit=1_000)

    assert 2 < len(found) <= 1_000
    assert all(sum(amounts[place] for place in places) == 10_000 for places in found)
