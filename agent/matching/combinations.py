"""Which open sums add up to a payment: bounded, and solutions are counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

MOST_ITEMS = 24
_MOST_SOLUTIONS = 256
_MOST_BITS = 5_000_000  # beyond that, meeting in the middle is as quick

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
    if len(amounts) > MOST_ITEMS or not _is_reachable(amounts, target):
        return ()
    left, right = _halves(amounts)
    others = _ways_by_sum(_sums(right, amounts))
    ways = _ways_by_sum(_sums(left, amounts), {target - sum_ for sum_ in others})
    found: list[_Places] = []
    for sum_, numbers in ways.items():
        for other in others[target - sum_]:
            rest = _places(other, right)
            found += [tuple(sorted((*_places(no, left), *rest))) for no in numbers]
        if len(found) >= _MOST_SOLUTIONS:
            break
    return tuple(sorted(found, key=lambda places: (len(places), places))[:limit])


def _is_reachable(amounts: Sequence[int], target: int) -> bool:
    """Tell whether any set adds up, by one bit for each sum; True if not tried.

    A credit note that is taken is a debt that is not: all amounts become positive.
    """
    goal = target - sum(each for each in amounts if each < 0)
    if not target or goal < 0 or goal > sum(map(abs, amounts)):
        return False
    if goal > _MOST_BITS:
        return True
    within = (1 << (goal + 1)) - 1
    sums = 1
    for amount in sorted(map(abs, amounts)):
        sums |= (sums << amount) & within if amount <= goal else 0
    return bool(sums >> goal)


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


def _ways_by_sum(
    sums: Sequence[int], wanted: Container[int] | None = None
) -> dict[int, list[int]]:
    """Give ways, each by its number, by their sum.

    Args:
        wanted: Sums of which alone they are given; None = of all.
    """
    found: dict[int, list[int]] = defaultdict(list)
    for number, sum_ in enumerate(sums):
        if wanted is None or sum_ in wanted:
            found[sum_].append(number)
    return found


def _sums(groups: Sequence[_Places], amounts: Sequence[int]) -> list[int]:
    """Give the sum of each way to take some of each group, in their order."""
    sums = [0]
    for group in groups:
        steps = [amounts[group[0]] * size for size in range(len(group) + 1)]
        sums = [sum_ + step for sum_ in sums for step in steps]
    return sums


def _places(number: int, groups: Sequence[_Places]) -> _Places:
    """Give the places that a way takes: its number counts up the last group first."""
    found: _Places = ()
    for group in reversed(groups):
        number, size = divmod(number, len(group) + 1)
        found = (*group[:size], *found)
    return found
