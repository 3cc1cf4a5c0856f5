"""What is gone in the invoicing program must be found here; else nothing is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.invoices.agreement import Ours, Theirs, objection
from agent.model.money import Money

DUE, LATER = date(2026, 9, 1), date(2026, 10, 1)


def euro(amount: int) -> Money:
    return Money(amount * 100)


def ours(*found: int, amount: int = 1000, total: int = 1000) -> Ours:
    left = amount - sum(found)
    return Ours(euro(total), euro(amount), euro(left), tuple(map(euro, found)), (DUE,))


def theirs(left: int, total: int | None = None, due: date = DUE) -> Theirs:
    whole = None if total is None else euro(total)
    return Theirs("open", euro(left), whole, (due,))


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        (theirs(1000), ours()),
        (theirs(1000, 1000), ours()),
        (theirs(600, 1000), ours(400)),
        (theirs(1000, 1000), ours(400)),  # found here, not marked there yet
        (theirs(700), ours(300, 100)),  # one of two marked
        (theirs(900), ours(300, 100)),
        (theirs(1220), ours(amount=1020, total=1220)),  # knows of no withholding
        (theirs(1020, 1220), ours(amount=1020, total=1220)),
        (theirs(1000, due=date(2026, 8, 1)), ours()),
        (Theirs("open", euro(1000)), ours()),
    ],
)
def test_nothing_speaks_against_asking(said: Theirs, stands: Ours) -> None:
    assert objection(said, stands) == ""


@pytest.mark.parametrize(
    ("said", "stands", "because"),
    [
        (theirs(400), ours(), "lists 400.00 EUR as open, here it is 1000.00 EUR"),
        (theirs(700), ours(400), "lists 700.00 EUR as open, here it is 600.00 EUR"),
        (theirs(1200), ours(), "lists 1200.00 EUR as open"),
        (theirs(900, 1100), ours(100), "says 1100.00 EUR in all, here 1000.00 EUR"),
        (theirs(1000, due=LATER), ours(), "is due on 2026-10-01, here on 2026-09-01"),
        (replace(theirs(1000), open=Money(100_000, "USD")), ours(), "1000.00 USD"),
        (replace(theirs(1000), doubt="in doubt"), ours(), "in doubt"),
        (Theirs("settled", euro(0)), ours(), "it is paid"),
        (Theirs("void", euro(0)), ours(), "it is cancelled"),
        (Theirs("absent", euro(0)), ours(300), "no longer lists it as open"),
    ],
)
def test_what_is_gone_there_and_not_found_here_is_an_objection(
    said: Theirs, stands: Ours, because: str
) -> None:
    assert because in objection(said, stands)


AMOUNTS = st.lists(st.integers(1, 200), max_size=6)


@given(AMOUNTS, st.data())
def test_any_part_of_what_was_found_may_be_marked_there(
    found: list[int], data: st.DataObject
) -> None:
    marked = data.draw(st.permutations(found))
    some = sum(marked[: data.draw(st.integers(0, len(found)))])
    assert objection(theirs(2000 - some), ours(*found, amount=2000, total=2000)) == ""


@given(AMOUNTS, st.integers(1, 800))
def test_less_there_than_here_is_always_an_objection(
    found: list[int], less: int
) -> None:
    left = 2000 - sum(found) - less
    assert objection(theirs(left), ours(*found, amount=2000, total=2000))


def test_many_payments_cost_no_more_than_a_few() -> None:
    found = tuple(1 + 2**n for n in range(40))
    whole = sum(found) + 1
    stands = ours(*found, amount=whole, total=whole)
    assert objection(theirs(7), stands)
