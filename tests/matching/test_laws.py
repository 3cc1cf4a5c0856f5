from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agent.matching.assign import assign
from agent.matching.facts import Payer
from agent.matching.senders import senders_of
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.payment import Candidate, Decision, Payment, Proposed, Settled

NAMES = (
    "Omega Nord S.r.l.",
    "Omega Sud S.r.l.",
    "Omega n. 2 Srl",
    "Maria Bruni",
    "Bruni & C. Snc",
)
IBANS = tuple(f"IT00X000000000000000000000{no}" for no in range(4))
CENTS = st.sampled_from([100, 5_000, 10_000, 12_200, 10_200, 15_000, 20_000, 30_500])
START = date(2026, 1, 1)
# A world takes milliseconds, but the machine may be busy.
LAW = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)


@dataclass(frozen=True)
class World:
    payments: tuple[Payment, ...]
    items: tuple[OpenItem, ...]
    closed: tuple[OpenItem, ...]
    payers: dict[str, Payer]


@st.composite
def items(draw: st.DrawFn, key: str) -> OpenItem:
    no, days = draw(st.integers(1, 9)), draw(st.integers(0, 400))
    sign = draw(st.sampled_from([1, 1, 1, 1, -1]))
    issued_on = START + timedelta(days=days)
    number = draw(st.sampled_from([f"{no}", f"{no}/{issued_on.year}", f"FT-00{no}"]))
    money = Money(sign * draw(CENTS))
    customer = draw(st.integers(0, len(NAMES) - 1))
    return OpenItem(
        id=key,
        invoice_id=draw(st.sampled_from([key, f"{customer}-{number}"])),
        customer_id=f"c{customer}",
        number=number,
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=30),
        amount=money,
        open=money,
    )


@st.composite
def payments(draw: st.DrawFn, key: str) -> Payment:
    numbers = draw(st.lists(st.integers(1, 9), max_size=3))
    shape = draw(
        st.sampled_from(["FT {}", "N.{}/2026", "{}", "NC {}", "FT{} DEL 010126"])
    )
    said = " E ".join(shape.format(number) for number in numbers)
    words = draw(st.sampled_from(["", "SALDO ", "ACCONTO ", "STORNO ", "AL NETTO NC "]))
    money = Money(draw(st.one_of(CENTS, st.integers(1, 60_000))))
    return Payment(
        id=key,
        no=int(key[1:]),
        booked_on=START + timedelta(days=draw(st.integers(300, 420))),
        amount=money,
        free=money,
        payer=draw(st.sampled_from(["", *NAMES, "OMEGA", "Bruni"])),
        iban=draw(st.sampled_from(["", *IBANS])),
        remittance=words + said,
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    counts = st.dictionaries(st.sampled_from(IBANS), st.integers(1, 3), max_size=2)
    payers = {
        f"c{no}": Payer(f"c{no}", name, ibans=draw(counts))
        for no, name in enumerate(NAMES)
    }
    closed = [draw(items(f"x{no}")) for no in range(draw(st.integers(0, 3)))]
    return World(
        tuple(draw(payments(f"p{no}")) for no in range(draw(st.integers(0, 6)))),
        tuple(draw(items(f"i{no}")) for no in range(draw(st.integers(0, 10)))),
        tuple(replace(each, open=Money(0)) for each in closed),
        payers,
    )


def run(world: World) -> tuple[Decision, ...]:
    return assign(
        world.payments,
        world.items,
        senders_of(world.payments, world.payers),
        world.closed,
    )


def candidates(decision: Decision) -> Sequence[Candidate]:
    match decision:
        case Settled(chosen=chosen):
            return (chosen,)
        case Proposed(candidates=found):
            return found
        case _:
            return ()


def sure(decisions: Sequence[Decision]) -> list[Settled]:
    return [each for each in decisions if isinstance(each, Settled)]


def after(world: World, decisions: Sequence[Decision]) -> World:
    """Apply what was settled, as the ledger would."""
    taken: Counter[str] = Counter()
    for each in sure(decisions):
        taken.update(
            {part.item_id: part.amount.cents for part in each.chosen.allocations}
        )
    now = [
        replace(each, open=Money(each.open.cents - taken[each.id]))
        for each in world.items
    ]
    done = {each.payment_id for each in sure(decisions)}
    return World(
        tuple(each for each in world.payments if each.id not in done),
        tuple(each for each in now if each.open.cents),
        (*world.closed, *(each for each in now if not each.open.cents)),
        world.payers,
    )


@LAW
@given(worlds())
def test_there_is_one_decision_for_each_payment_in_order(world: World) -> None:
    assert [each.payment_id for each in run(world)] == [
        each.id for each in world.payments
    ]


@LAW
@given(worlds())
def test_no_candidate_exceeds_the_payment_or_what_is_open(world: World) -> None:
    free = {each.id: each.free.cents for each in world.payments}
    open_now = {each.id: each.open.cents for each in world.items}
    readings = [
        (free[decision.payment_id], candidate.allocations)
        for decision in run(world)
        for candidate in candidates(decision)
    ]

    assert all(sum(p.amount.cents for p in parts) <= paid for paid, parts in readings)
    assert all(
        0 < part.amount.cents <= open_now[part.item_id]
        or open_now[part.item_id] <= part.amount.cents < 0
        for _, parts in readings
        for part in parts
    )


@LAW
@given(worlds())
def test_what_is_settled_never_exceeds_the_payment(world: World) -> None:
    free = {each.id: each.free.cents for each in world.payments}

    assert all(
        0
        < sum(part.amount.cents for part in each.chosen.allocations)
        <= free[each.payment_id]
        for each in sure(run(world))
    )


@LAW
@given(worlds())
def test_settled_payments_never_overdraw_an_item_together(world: World) -> None:
    left = after(world, run(world))
    before = {each.id: each.open.cents for each in world.items}

    assert all(each.open.cents * before[each.id] >= 0 for each in left.items)


@LAW
@given(worlds())
def test_what_mixes_customers_is_a_sum_of_numbers_that_are_named(world: World) -> None:
    customer_of = {each.id: each.customer_id for each in world.items}
    mixed = [
        each.chosen
        for each in sure(run(world))
        if {customer_of[part.item_id] for part in each.chosen.allocations}
        != {each.chosen.customer_id}
    ]

    assert all(
        chosen.reasons[0].startswith("The text names ")
        and chosen.reasons[1].startswith("The amount is exactly the sum of ")
        for chosen in mixed
    )


@LAW
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_anything_handed_in_changes_nothing(
    world: World, random: Random
) -> None:
    shuffled = World(
        tuple(random.sample(world.payments, len(world.payments))),
        tuple(random.sample(world.items, len(world.items))),
        tuple(random.sample(world.closed, len(world.closed))),
        dict(random.sample(list(world.payers.items()), len(world.payers))),
    )

    assert set(run(shuffled)) == set(run(world))


@LAW
@given(worlds())
def test_the_same_input_gives_the_same_answer(world: World) -> None:
    assert run(world) == run(world)


@LAW
@given(worlds())
def test_a_second_run_changes_nothing(world: World) -> None:
    first = run(world)
    settled_before = {each.payment_id for each in sure(first)}

    again = run(after(world, first))

    assert again == tuple(
        each for each in first if each.payment_id not in settled_before
    )


@LAW
@given(worlds())
def test_every_decision_says_why(world: World) -> None:
    decisions = run(world)

    assert all(each.because for each in decisions if not isinstance(each, Settled))
    assert all(
        candidate.reasons and 0 <= candidate.confidence <= 1
        for each in decisions
        for candidate in candidates(each)
    )
