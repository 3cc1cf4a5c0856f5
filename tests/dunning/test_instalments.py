from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from agent.dunning.instalments import cut, parts_of
from agent.letters.samples import item
from agent.model.money import Money
from agent.model.plan import Part

FIRST = date(2026, 12, 31)


def weekend(day: date) -> bool:
    return day.weekday() >= 5


def never(_: date) -> bool:
    return False


def test_parts_fall_on_the_same_day_of_the_months_or_their_last() -> None:
    days = [part.due_on for part in parts_of(Money(40_000), 4, FIRST, never)]

    assert days == [
        FIRST,
        date(2027, 1, 31),
        date(2027, 2, 28),
        date(2027, 3, 31),
    ]


def test_a_part_on_a_closed_day_is_due_on_the_next_open_one() -> None:
    days = [part.due_on for part in parts_of(Money(40_000), 2, FIRST, weekend)]

    assert days == [FIRST, date(2027, 2, 1)]


def test_the_last_part_takes_the_odd_cents() -> None:
    assert [part.amount.cents for part in parts_of(Money(10_000), 3, FIRST, never)] == [
        3333,
        3333,
        3334,
    ]


def test_parts_go_on_the_oldest_invoice_first() -> None:
    older, newer = item("1/2026", FIRST, 1200), item("2/2026", FIRST, 1800)
    one, two, three = parts_of(Money(3000), 3, FIRST, never)

    assert cut((older, newer), (one, two, three)) == {
        older.id: (one, Part(two.due_on, Money(200))),
        newer.id: (Part(two.due_on, Money(800)), three),
    }


@given(
    cents=st.lists(st.integers(1, 10**9), min_size=1, max_size=6),
    count=st.integers(2, 36),
    days=st.integers(0, 2000),
)
def test_cutting_loses_no_cent_and_no_part(
    cents: list[int], count: int, days: int
) -> None:
    owed = [item(f"{n}/2026", FIRST, each) for n, each in enumerate(cents)]
    first = FIRST + timedelta(days=days)

    parts = parts_of(Money(sum(cents)), count, first, weekend)
    found = cut(owed, parts)

    by_item = {of: sum(part.amount.cents for part in own) for of, own in found.items()}
    assert by_item == {one.id: one.open.cents for one in owed}
    assert [part.due_on for part in parts] == sorted(part.due_on for part in parts)
    assert {
        day: sum(
            part.amount.cents
            for own in found.values()
            for part in own
            if part.due_on == day
        )
        for day in {part.due_on for part in parts if part.amount.cents}
    } == {part.due_on: part.amount.cents for part in parts if part.amount.cents}
