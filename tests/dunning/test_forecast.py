from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from agent.dunning.forecast import Kept, Pledge, forecast, keeping
from agent.model.course import Course
from agent.model.day import Week
from agent.model.money import Money

MONDAY = date(2026, 9, 7)
DUE = date(2026, 9, 1)


def open_item(cents: int = 10_000, due_on: date = DUE, who: str = "alfa") -> Course:
    issued_on = due_on - timedelta(days=30)
    item = f"{who}-{due_on}-{cents}"
    money = Money(cents)
    return Course(item, item, who, item, issued_on, due_on, money, money)


def paid_item(due_on: date, delay_days: int, who: str = "alfa") -> Course:
    item = open_item(10_000, due_on, who)
    paid = ((due_on + timedelta(days=delay_days), item.amount),)
    return replace(item, item_id=f"{item.item_id}-paid", open=Money(0), paid=paid)


def always(delay_days: int, who: str = "alfa", count: int = 12) -> list[Course]:
    first = date(2025, 8, 5)
    return [
        paid_item(first + timedelta(days=30 * nth), delay_days, who)
        for nth in range(count)
    ]


def chances() -> Callable[[], float]:
    return Random(1).random  # noqa: S311 - repeats


def told(
    courses: list[Course], pledges: dict[str, Pledge] | None = None
) -> tuple[Week, ...]:
    return forecast(
        courses, pledges or {}, MONDAY, 4, lambda d: d.weekday() > 4, chances()
    )


def test_who_always_pays_so_late_is_expected_then() -> None:
    item = open_item(due_on=date(2026, 9, 4))

    first, second, third, _ = told([*always(14), item])

    assert (first.middle, first.high.cents) == (Money(0), 0)
    assert second.middle.cents + third.middle.cents == 10_000


def test_a_customer_of_whom_nothing_is_known_pays_as_all_do() -> None:
    others = [one for who in "bcdef" for one in always(14, who)]
    fresh = [open_item(1_000 + n, date(2026, 9, 4), f"new{n}") for n in range(30)]

    weeks = told([*others, *fresh])

    assert max(range(4), key=lambda nth: weeks[nth].middle.cents) in (1, 2)


def test_a_promise_is_taken_for_its_day() -> None:
    item = open_item(due_on=date(2026, 9, 4))
    kept = Pledge(date(2026, 9, 24), keeping=1.0)

    weeks = told([*always(3), item], {item.item_id: kept})

    assert [week.middle.cents for week in weeks] == [0, 0, 10_000, 0]


def test_a_promise_counts_by_how_often_his_word_was_kept() -> None:
    usual = Kept(10, 10)

    assert keeping(Kept(), usual) < keeping(Kept(6, 0), usual)
    assert keeping(Kept(0, 6), usual) < keeping(Kept(), usual)
    assert 0.5 < keeping(Kept(), Kept()) < 0.8


def test_money_sent_on_a_weekend_is_expected_on_monday() -> None:
    saturday = Pledge(date(2026, 9, 12), keeping=1.0)
    item = open_item()

    weeks = told([item], {item.item_id: saturday})

    assert [week.middle.cents for week in weeks[:2]] == [0, 10_000]


def test_the_week_under_way_begins_today_and_ends_on_sunday() -> None:
    thursday = date(2026, 9, 10)
    first, second = forecast([open_item()], {}, thursday, 2, lambda _: False, chances())

    assert (first.since, first.until) == (thursday, date(2026, 9, 13))
    assert (second.since, second.until) == (date(2026, 9, 14), date(2026, 9, 20))


def test_where_nothing_is_open_nothing_is_expected() -> None:
    assert told(always(3)) == ()


@given(
    st.lists(
        st.tuples(st.integers(1, 10**7), st.integers(-90, 400), st.sampled_from("abc")),
        min_size=1,
        max_size=12,
    ),
    st.integers(-20, 300),
)
def test_a_band_holds_its_middle_and_is_never_below_nothing(
    owed: list[tuple[int, int, str]], delay_days: int
) -> None:
    items = [
        open_item(cents, MONDAY - timedelta(days=late), who)
        for cents, late, who in owed
    ]

    weeks = told([*always(delay_days, "a", 3), *items])

    assert all(0 <= w.low.cents <= w.middle.cents <= w.high.cents for w in weeks)
    assert sum(w.low.cents for w in weeks) <= sum(one.open.cents for one in items)
