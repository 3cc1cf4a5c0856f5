"""Effect: what each stage brings, and what chasing takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.model.course import Course

_WITHIN = timedelta(days=10)
# By rule, so that weeks can be compared: a letter is looked at and approved, a
# question is answered, somebody is phoned.
_LETTER_MINUTES, _QUESTION_MINUTES, _CALL_MINUTES = 1, 2, 5


@dataclass(frozen=True, slots=True)
class Step:
    """A letter that left: its stage, its day, and the items whose step it was."""

    stage: str
    sent_on: date
    item_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """How many letters of a stage left, and after how many all was paid in ten days."""

    stage: str
    letters: int
    paid: int


@dataclass(frozen=True, slots=True)
class Effort:
    """What people did about debts: letters approved, questions answered, calls made."""

    letters: int = 0
    questions: int = 0
    calls: int = 0

    @property
    def minutes(self) -> int:
        """Give the minutes by rule: one a letter, two a question, five a call."""
        return (
            self.letters * _LETTER_MINUTES
            + self.questions * _QUESTION_MINUTES
            + self.calls * _CALL_MINUTES
        )


def effects(
    steps: Iterable[Step], courses: Mapping[str, Course], today: date
) -> tuple[Effect, ...]:
    """Count by stage; letters of the last ten days are left out: they may yet work.

    What was settled before its letter left, or by no payment, counts for no stage.

    Args:
        courses: By item.
    """
    letters: dict[str, list[bool]] = {}
    for step in steps:
        about = [courses[each] for each in step.item_ids if each in courses]
        if step.sent_on + _WITHIN <= today and _asks(about, step.sent_on):
            letters.setdefault(step.stage, []).append(_worked(about, step.sent_on))
    return tuple(
        Effect(stage, len(found), sum(found)) for stage, found in letters.items()
    )


def _asks(about: Sequence[Course], sent_on: date) -> bool:
    return any(
        each.is_open or (each.settled_on is not None and each.settled_on >= sent_on)
        for each in about
    )


def _worked(about: Sequence[Course], sent_on: date) -> bool:
    return all(
        each.settled_on is not None and each.settled_on <= sent_on + _WITHIN
        for each in about
    )
