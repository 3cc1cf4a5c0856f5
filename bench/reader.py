"""Readers under measurement: what one is called, reads, and answers."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that came in.

    Args:
        days: When, as ISO writes it: of booking, of value, or both.
    """

    amount: Decimal
    days: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader says of a file.

    Args:
        told: By the truth's own names, such as "sum_credit".
        is_held: It asks a person first.
    """

    told: Mapping[str, object]
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader.

    Args:
        module: What must be installed; empty for ours.
        formats: The truth's names of what it reads.
        read: Takes the bytes and the truth's name of the format; raises anything
            where it refuses.
    """

    name: str
    module: str
    formats: frozenset[str]
    read: Callable[[bytes, str], Answer]

    @property
    def is_installed(self) -> bool:
        return not self.module or importlib.util.find_spec(self.module) is not None
