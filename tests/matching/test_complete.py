"""A payment that says all that it pays is decided alike, whatever else is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, find, given, settings
from hypothesis import strategies as st

from agent.matching.assign import assign
from agent.matching.complete import complete
from agent.matching.facts import Payer
from agent.matching.keys import item_keys, payment_keys
from agent.matching.senders import senders_of
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Decision, Payment, Settled
from tests.matching.builders import BLU, PAYERS, ROSSI, item, payment
from tests.matching.test_laws import LAW, NAMES, World, worlds


@st.composite
def paying_what_they_name(draw: st.DrawFn) -> World:
    """Make a world into which one pays one to three of his items, by their numbers."""
    world = draw(worlds())
    owed = [one for one in world.items if one.open.cents > 0]
    assume(owed)
    whose = draw(st.sampled_from(sorted({one.customer_id for one in owed})))
    his = [one for one in owed if one.customer_id == whose]
    paid = draw(st.lists(st.sampled_from(his), min_size=1, max_size=3, unique=True))
    words = " E ".join(f"FT {one.number}" for one in paid)
    beside = draw(st.sampled_from(["", " RIF 12", " RIF 7712", " SETTEMBRE 2026"]))
    cents = sum(one.open.cents for one in paid) + draw(st.sampled_from([0, 0, 0, 0, 1]))
    only = replace(
        payment(words + beside, cents, NAMES[int(whose[1:])]),
        iban=draw(st.sampled_from(["", *world.payers[whose].ibans])),
        booked_on=max(one.issued_on for one in paid),
    )
    return replace(world, payments=(only,))


def named(world: World) -> World:
    """Leave of a world only what the numbers of its one payment may name."""
    numbers = set(payment_keys(world.payments[0]).numbers)

    def some(items: Sequence[OpenItem]) -> tuple[OpenItem, ...]:
        return tuple(one for one in items if not numbers.isdisjoint(item_keys(one)))

    return replace(world, items=some(world.items), closed=some(world.closed))


def is_complete(world: World) -> bool:
    senders = senders_of(world.payments, world.payers)
    left = named(world)
    found = {world.payments[0].id: (*left.items, *left.closed)}
    return bool(complete(world.payments, senders, found))


def decision(world: World) -> Decision:
    senders = senders_of(world.payments, world.payers)
    (found,) = assign(world.payments, world.items, senders, world.closed)
    return found


@settings(LAW, max_examples=400)  # one in five of them says all
@given(paying_what_they_name())
def test_what_else_is_owed_changes_nothing_of_it(world: World) -> None:
    assert not is_complete(world) or decision(named(world)) == decision(world)


def test_some_say_all_while_more_is_owed() -> None:
    world = find(
        paying_what_they_name(),
        lambda one: is_complete(one) and len(one.items) > 1,
        settings=LAW,
    )

    assert isinstance(decision(world), Settled)


@LAW
@given(worlds())
def test_nor_where_anything_is_written(world: World) -> None:
    alone = [replace(world, payments=(one,)) for one in world.payments]

    assert all(
        decision(named(one)) == decision(one) for one in alone if is_complete(one)
    )


@pytest.mark.parametrize(
    ("words", "cents", "like"),
    [
        ("FT 41/2026 e FT 12/2026 rif 8891", 15_000, 7_000),
        ("FT 41/2026 rif 8891", 10_000, 10_000),
    ],
)
def test_beside_their_years_a_number_is_no_slip_whatever_else_is_owed(
    words: str, cents: int, like: int
) -> None:
    named = [item("41/2026", 10_000), item("12/2026", 5_000)]
    others = [item("8819/2026", like), item("8891", 3_000, "blu")]
    paid = payment(words, cents)
    senders = senders_of([paid], PAYERS)

    assert assign([paid], named, senders) == assign([paid], named + others, senders)


ITEMS = (
    item("41/2026", 10_000),
    item("12/2026", 5_000),
    item("77/2026", 7_000, left=0),
    item("88/2026", 3_000),
    item("88/2026", 3_000, "blu"),
)


def says_all(*some: Payment, payers: dict[str, Payer] = PAYERS) -> list[str]:
    found = {
        one.id: [each for each in ITEMS if numbers.intersection(item_keys(each))]
        for one in some
        for numbers in (set(payment_keys(one).numbers),)
    }
    return sorted(complete(some, senders_of(some, payers), found))


@pytest.mark.parametrize(
    ("words", "cents", "is_whole"),
    [
        ("saldo FT 41/2026", 10_000, True),
        ("FT 41/2026 e 12/2026", 15_000, True),
        ("FT 41 e 12", 15_000, True),
        ("FT 41/2026 rif 99812", 10_000, True),
        ("FT 41 rif 99812", 10_000, False),
        ("FT 41/2026 settembre 2026", 10_000, True),
        ("FT 41 settembre 2026", 10_000, False),
        ("FT 41/2026 e 12/2026 settembre 2026", 15_000, False),
        ("FT 41/2026", 9_900, False),
        ("FT 88/2026", 3_000, False),
        ("FT 41/2026 e 12/2026", 10_000, False),
        ("FT 41/2026 e 77/2026", 10_000, False),
        ("acconto FT 41/2026", 10_000, False),
        ("FT 41/2026 netto nc 3", 10_000, False),
        ("saldo", 10_000, False),
    ],
)
def test_numbers_that_add_up_say_all(words: str, cents: int, *, is_whole: bool) -> None:
    assert says_all(payment(words, cents)) == (["p1"] if is_whole else [])


def test_a_stranger_says_nothing_of_whose_it_is() -> None:
    assert says_all(payment("FT 41/2026", 10_000, "Ignoto Holding Spa")) == []


def test_of_two_of_the_same_sum_neither_does() -> None:
    one = payment("FT 41/2026", 10_000)

    assert says_all(one, payment("saldo", 10_000, BLU.name, key="p2")) == []


def test_of_two_for_the_same_invoice_neither_does() -> None:
    one = payment("FT 41/2026", 10_000)

    assert says_all(one, payment("FT 41/2026 e 12/2026", 15_000, key="p2")) == []


def test_it_is_settled_all_the_same() -> None:
    paid = payment("FT 41/2026", 10_000, ROSSI.name)
    senders = senders_of([paid], PAYERS)

    (found,) = assign([paid], [ITEMS[0]], senders)

    assert isinstance(found, Settled)
    assert found.chosen.allocations[0].amount == Money(10_000)
