"""Stories: what should happen, told moment by moment, and what was seen of it."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bench.quarter.firm import Firm

# Gives the moments at which it goes on, as "09-16 12:00"; returns its evidence.
Telling = Generator[str, None, Any]
Teller = Callable[["Firm"], Telling]


@dataclass(frozen=True, slots=True)
class Story:
    """One promise, and how it is watched.

    Args:
        rows: Of the product's table; none = a sentence of the program's behaviour.
    """

    rows: tuple[int, ...]
    sentence: str
    tell: Teller

    @property
    def name(self) -> str:
        return self.tell.__name__


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a story."""

    story: Story
    is_seen: bool
    evidence: str


def found(story: Story, told: object, *, is_seen: bool = True) -> Finding:
    """Note what became of a story."""
    return Finding(story, is_seen, str(told))


class NotSeenError(AssertionError):
    """What should have happened did not."""


def seen(what: object, otherwise: object) -> None:
    """Require something.

    Args:
        otherwise: What stands there instead.
    """
    if not what:
        raise NotSeenError(str(otherwise))


class Chapter(list[Story]):
    """The stories of one module."""

    def story(self, *rows: int, says: str) -> Callable[[Teller], Teller]:
        """Add a story by decorating its teller."""

        def add(tell: Teller) -> Teller:
            self.append(Story(rows, says, tell))
            return tell

        return add
