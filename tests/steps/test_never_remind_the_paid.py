"""The first promise: a thousand random orders of money and letters, none wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest

from agent.steps import rounds
from agent.steps.deliver import deliver
from agent.steps.desk import Desk
from agent.steps.remind import remind
from agent.steps.settle import settle
from tests.desks import open_desk
from tests.steps import given

CUSTOMERS = 50
MINUTES = 25


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_no_letter_leaves_after_its_money_came(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable shuffle
    desk = given.live(open_desk())
    pays_at = {n: chance.randrange(MINUTES) for n in range(CUSTOMERS)}
    for n in range(CUSTOMERS):
        email = f"c{n}@client.test"
        number = f"{n + 1}/2026"
        given.invoice(desk, number, date(2026, 9, 1), name=f"Cliente {n}", email=email)
    left_at: dict[int, int] = {}
    steps: list[Callable[[Desk], object]] = [
        remind,
        settle,
        deliver,
        rounds.read_what_came,
    ]
    for minute in range(MINUTES):
        given.pass_time(desk, minutes=1)
        acts = [n for n, at in pays_at.items() if at == minute]
        work: list[int | Callable[[Desk], object]] = [
            *acts,
            *chance.choices(steps, k=6),
        ]
        chance.shuffle(work)
        for act in work:
            if isinstance(act, int):
                given.money(desk, 10_000, f"saldo ft {act + 1}/2026", f"Cliente {act}")
                pays_at[act] = -1
            else:
                act(desk)
            for recipient in given.recipients(desk)[len(left_at) :]:
                n = int(recipient[1:].partition("@")[0])
                assert pays_at[n] != -1, f"letter to {n}, who had paid"
                left_at[n] = minute
    assert left_at, "nothing left at all: the test would prove nothing"
