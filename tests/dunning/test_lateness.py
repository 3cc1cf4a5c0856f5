from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.dunning.lateness import Lateness, lateness, sentence
from agent.model.course import Course
from agent.model.money import Money

TODAY = date(2026, 12, 7)
FIRST = date(2026, 1, 10)


def courses(*delays: int | None) -> list[Course]:
    """Invoices a month apart, with the days by which each was late; None = open."""
    found = []
    for nth, days in enumerate(delays):
        due_on, amount = FIRST + timedelta(days=30 * nth), Money(10_000)
        paid = () if days is None else ((due_on + timedelta(days=days), amount),)
        found.append(
            Course(
                f"i{nth}",
                f"i{nth}",
                "c",
                f"{nth}/2026",
                due_on - timedelta(days=30),
                due_on,
                amount,
                Money(10_000 if days is None else 0),
                paid,
            )
        )
    return found


def test_of_one_invoice_nothing_is_said_of_how_he_pays() -> None:
    said = sentence(Lateness(invoices=1, late=1, median_days=11, slower_by=None))

    assert said.startswith("too early to say: usually 11 days after the due date (1 i")


@pytest.mark.parametrize(
    ("median", "slower_by", "usual", "trend"),
    [
        (-1, 1, "usually 1 day before the due date", "the newer ones 1 day later"),
        (1, -1, "usually 1 day after the due date", "the newer ones 1 day sooner"),
    ],
)
def test_one_day_is_no_days(
    median: int, slower_by: int, usual: str, trend: str
) -> None:
    said = sentence(Lateness(6, 0, median, slower_by))

    assert usual in said
    assert trend in said


def test_the_median_is_a_day_on_which_he_did_pay() -> None:
    score = lateness(courses(1, 40, 20), TODAY)

    assert (score.invoices, score.late, score.median_days) == (3, 2, 20)


def test_what_is_open_counts_as_late_as_it_is_today() -> None:
    score = lateness(courses(None), FIRST + timedelta(days=25))

    assert (score.invoices, score.median_days) == (1, 25)


def test_what_is_not_yet_due_says_nothing() -> None:
    assert lateness(courses(None), FIRST).invoices == 0


def test_the_trend_compares_the_newer_half_with_the_older() -> None:
    score = lateness(courses(2, 3, 4, 20, 21, 22), TODAY)

    assert score.slower_by == 18
    assert score.grows_slower


@pytest.mark.parametrize(
    ("score", "late", "always"),
    [
        (Lateness(3, 3, 30, None), True, False),
        (Lateness(2, 2, 30, None), False, False),
        (Lateness(9, 2, 4, 0), False, False),
        (Lateness(9, 2, 4, 0, broken=2), True, False),
        (Lateness(5, 4, 30, None), True, True),
        (Lateness(5, 3, 30, None), True, False),
    ],
)
def test_late_is_who_is_late_by_half_always_who_is_by_four_in_five(
    score: Lateness,
    late: bool,  # noqa: FBT001
    always: bool,  # noqa: FBT001
) -> None:
    assert (score.is_late, score.is_always_late) == (late, always)


def test_a_score_explains_itself_in_one_sentence() -> None:
    score = Lateness(6, 5, 21, 18, broken=2, bounced=1)

    assert sentence(score) == (
        "always late: usually 21 days after the due date (6 invoices, 5 over 10 days "
        "late), the newer ones 18 days later than the older, 2 promises were broken, "
        "1 letter came back"
    )
