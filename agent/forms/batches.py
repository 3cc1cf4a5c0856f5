"""Batches: things gathered until they are many or heavy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def batches(
    things: Iterable[T],
    weight: Callable[[T], int],
    *,
    most: int,
    most_weight: int,
) -> Iterator[list[T]]:
    """Gather things as they come, in their order; one too heavy is alone.

    Args:
        most: Things in a batch.
        most_weight: Of a batch, in the unit that `weight` gives.
    """
    batch: list[T] = []
    heavy = 0
    for thing in things:
        more = weight(thing)
        if batch and (len(batch) == most or heavy + more > most_weight):
            yield batch
            batch, heavy = [], 0
        batch.append(thing)
        heavy += more
    if batch:
        yield batch
