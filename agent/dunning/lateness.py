"""Lateness: how late a customer pays, in one sentence with its figures.

It explains and never steers: no letter, hold or tone reads it, for when a debt is paid
it is over. What a person noted about a customer stands in its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from agent.model.course import Course

_LATE, _FEW, _SLOWER = 10, 3, 7  # days, invoices, days
_ALWAYS, _IN = 4, 5  # four invoices of five
_ENOUGH = 5
_BROKEN = 2


@dataclass(frozen=True, slots=True)
class Lateness:
    """How late one customer was, as far back as his invoices are known.

    Args:
        invoices: Settled ones, and those open past their due date.
        late: Those of them more than ten days late.
        median_days: Half of them were later; negative before the due date.
        slower_by: Days by which the newer half is later than the older half, or
            earlier where negative; None where they are too few to say.
        broken: Promises and plans he did not keep.
        bounced: Letters to him that came back.
    """

    invoices: int
    late: int
    median_days: int
    slower_by: int | None
    broken: int = 0
    bounced: int = 0

    @property
    def is_late(self) -> bool:
        """Tell a late payer: of some invoices half are late, or words were broken."""
        known = self.invoices >= _FEW and self.median_days > _LATE
        return known or self.broken >= _BROKEN

    @property
    def pays_well(self) -> bool:
        """Tell who pays well: some invoices are known, and nothing speaks against."""
        return self.invoices >= _FEW and not self.is_late

    @property
    def is_always_late(self) -> bool:
        """Tell whom nothing changes: four invoices of five are late, of at least five."""
        often = self.late * _IN >= self.invoices * _ALWAYS
        return self.invoices >= _ENOUGH and often

    @property
    def grows_slower(self) -> bool:
        """Tell whether he pays a week later than he used to, or more."""
        return self.slower_by is not None and self.slower_by >= _SLOWER


def lateness(
    courses: Iterable[Course], today: date, broken: int = 0, bounced: int = 0
) -> Lateness:
    """Reckon how late a customer pays.

    Args:
        courses: His; what is open counts as late as it is today.
    """
    found = sorted(_delays(courses, today))
    delays = [days for _, days in found]
    return Lateness(
        len(delays),
        sum(days > _LATE for days in delays),
        median_low(delays) if delays else 0,
        _trend(delays),
        broken,
        bounced,
    )


def sentence(score: Lateness) -> str:
    """Explain a score in one sentence, with its figures."""
    if not score.invoices:
        return "he has paid nothing yet, nor is anything overdue"
    side = "after" if score.median_days >= 0 else "before"
    usual = f"usually {_days(score.median_days)} {side} the due date"
    invoices = _counted(score.invoices, "invoice", "invoices")
    said = [f"{usual} ({invoices}, {score.late} over {_LATE} days late)"]
    if score.slower_by:
        word = "later" if score.slower_by > 0 else "sooner"
        said.append(f"the newer ones {_days(score.slower_by)} {word} than the older")
    if score.broken:
        said.append(_counted(score.broken, "promise was", "promises were") + " broken")
    if score.bounced:
        said.append(_counted(score.bounced, "letter", "letters") + " came back")
    return f"{_grade(score)}: {', '.join(said)}"


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _days(many: int) -> str:
    return _counted(abs(many), "day", "days")


def _grade(score: Lateness) -> str:
    if score.is_always_late:
        return "always late"
    if score.is_late:
        return "late payer"
    return "pays well" if score.pays_well else "too early to say"


def _delays(courses: Iterable[Course], today: date) -> Iterator[tuple[date, int]]:
    for course in courses:
        days = course.delay_days
        if days is None and course.is_open and today > course.due_on:
            days = (today - course.due_on).days
        if days is not None:
            yield course.due_on, days


def _trend(delays: list[int]) -> int | None:
    half = len(delays) // 2
    if half < _FEW:
        return None
    return median_low(delays[-half:]) - median_low(delays[:half])
