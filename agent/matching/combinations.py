"""Which open sums add up to a payment: bounded, and solutions are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

MOST_ITEMS = 24
_MOST_SOLUTIONS = 256

_Places = tuple[int, ...]


def sums_to(amounts: Sequence[int], target: int, limit: int = 2) -> tuple[_Places, ...]:
    """Find sets of amounts whose sum is the target, by meeting in the middle.

    Equal amounts are interchangeable: the earliest of them are taken, and
    another choice among them is no other solution.

    Args:
        amounts: Cents, credit notes negative; at most 24.
        limit: How many solutions to give.

    Returns:
        Positions in ascending order, the smallest set first; nothing for too
        many amounts.
    """
    if len(amounts) > MOST_ITEMS or not target:
        return ()
    left, right = (_sums(half, amounts) for half in _halves(amounts))
    found: list[_Places] = []
    for sum_, ways in left.items():
        for other in right.get(target - sum_, ()):
            found += [tuple(sorted((*way, *other))) for way in ways]
        if len(found) >= _MOST_SOLUTIONS:
            break
    return tuple(sorted(found, key=lambda places: (len(places), places))[:limit])


def has_free_choice(picked: Sequence[int], amounts: Sequence[int]) -> bool:
    """Tell whether an equal amount outside the set would do as well."""
    taken = {amounts[place] for place in picked}
    return any(
        amount in taken and place not in picked for place, amount in enumerate(amounts)
    )


def _halves(amounts: Sequence[int]) -> tuple[list[_Places], list[_Places]]:
    """Group the places of equal amounts; give two halves of about equal work."""
    places: dict[int, list[int]] = defaultdict(list)
    for place, amount in enumerate(amounts):
        places[amount].append(place)
    halves: tuple[list[_Places], list[_Places]] = ([], [])
    work = [1, 1]
    for group in sorted(places.values(), key=len, reverse=True):
        lighter = work.index(min(work))
        halves[lighter].append(tuple(group))
        work[lighter] *= len(group) + 1
    return halves


def _sums(
    groups: Sequence[_Places], amounts: Sequence[int]
) -> dict[int, list[_Places]]:
    ways: list[tuple[int, _Places]] = [(0, ())]
    for group in groups:
        amount = amounts[group[0]]
        ways = [
            (sum_ + amount * size, (*way, *group[:size]))
            for sum_, way in ways
            for size in range(len(group) + 1)
        ]
    found: dict[int, list[_Places]] = defaultdict(list)
    for sum_, way in ways:
        found[sum_].append(way)
    return found
