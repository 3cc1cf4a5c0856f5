from __future__ import annotations

from dataclasses import replace
from datetime import date

from agent.dunning.effect import Effect, Effort, Step, effects
from agent.model.course import Course
from agent.model.money import Money

SENT, TODAY = date(2026, 9, 1), date(2026, 10, 1)
MONEY = Money(10_000)
OPEN = Course("i1", "i1", "c", "1", date(2026, 7, 1), date(2026, 8, 1), MONEY, MONEY)


def paid(item: str, day: int) -> Course:
    payment = ((date(2026, 9, day), MONEY),)
    return replace(OPEN, item_id=item, open=Money(0), paid=payment)


KNOWN = {
    one.item_id: one for one in (OPEN, paid("i2", 11), paid("i3", 12), paid("i4", 5))
}


def first(*items: str) -> Step:
    return Step("first", SENT, items)


def test_a_letter_worked_where_all_of_it_was_paid_within_ten_days() -> None:
    letters = [first("i2"), first("i3"), first("i2", "i4"), first("i2", "i1")]

    assert effects(letters, KNOWN, TODAY) == (Effect("first", 4, 2),)


def test_letters_of_the_last_ten_days_may_yet_work() -> None:
    assert effects([first("i1")], KNOWN, date(2026, 9, 10)) == ()


def test_what_was_paid_before_its_letter_counts_for_no_stage() -> None:
    early = replace(KNOWN["i4"], paid=((date(2026, 8, 30), MONEY),))

    assert effects([first("i4")], {"i4": early}, TODAY) == ()


def test_time_goes_by_rule() -> None:
    assert Effort(letters=8, questions=2, calls=2).minutes == 22
