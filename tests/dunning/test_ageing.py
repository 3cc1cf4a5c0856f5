from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.dunning.ageing import ageing
from agent.model.day import Bucket
from agent.model.money import Money
from tests.dunning.builders import TODAY, item


def test_each_item_stands_in_the_bucket_of_its_days_overdue() -> None:
    days = (-5, 0, 1, 30, 31, 60, 61, 90, 91, 400)
    found = ageing([item(str(n), n, 100) for n in days], TODAY, "EUR")
    assert found == tuple(
        Bucket(name, Money(200), 2)
        for name in ("current", "1-30", "31-60", "61-90", "90+")
    )


def test_other_currencies_and_settled_items_stay_out() -> None:
    items = [item("1", 5, 100, "USD"), item("2", 5, 0)]
    assert sum(each.items for each in ageing(items, TODAY, "EUR")) == 0


def test_a_credit_note_lowers_its_bucket() -> None:
    found = ageing([item("1", 5, 500), item("NC", 5, -200)], TODAY, "EUR")
    assert found[1] == Bucket("1-30", Money(300), 2)


@given(st.lists(st.tuples(st.integers(-99, 200), st.integers(-999, 99_999))))
def test_the_buckets_add_up_to_all_that_is_open(drawn: list[tuple[int, int]]) -> None:
    items = [item(str(n), days, cents) for n, (days, cents) in enumerate(drawn)]
    found = ageing(items, TODAY, "EUR")
    assert sum(each.amount.cents for each in found) == sum(cents for _, cents in drawn)
