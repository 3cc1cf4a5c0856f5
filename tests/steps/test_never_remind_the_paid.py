"""The first promise: a thousand random orders of money and letters, none wrong."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest

from agent.ledger.book import Ledger
from agent.steps import rounds
from agent.steps.deliver import deliver
from agent.steps.desk import Desk
from agent.steps.remind import remind
from agent.steps.settle import settle
from tests.desks import open_desk, open_ledger
from tests.steps import given

CUSTOMERS = 50


def look_into_mailbox(desk: Desk) -> None:
    rounds.visit(desk, given.mailbox(desk), rounds.Round())


def send_one(desk: Desk) -> None:
    next(deliver(desk))


STEPS: dict[Callable[[Desk], object], int] = {
    send_one: 80,
    settle: 30,
    rounds.read_what_came: 10,
    look_into_mailbox: 4,
    remind: 2,
}


@pytest.fixture(scope="module")
def owing() -> Ledger:
    """Fifty customers, each overdue and with a letter about to leave."""
    desk = given.live(open_desk())
    for n in range(CUSTOMERS):
        email = f"c{n}@client.test"
        number = f"{n + 1}/2026"
        given.invoice(desk, number, date(2026, 9, 1), name=f"Cliente {n}", email=email)
    remind(desk)
    look_into_mailbox(desk)
    return desk.ledger


def copy_of(ledger: Ledger) -> Ledger:
    """Give the same ledger anew: one is written once and played with twenty times."""
    fresh = open_ledger()
    with ledger.engine.connect() as there, fresh.engine.connect() as here:
        source, target = there.connection.dbapi_connection, here.connection
        source.backup(target.dbapi_connection)  # type: ignore[union-attr]
    return fresh


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_no_letter_leaves_after_its_money_came(seed: int, owing: Ledger) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable shuffle
    desk = open_desk(copy_of(owing))
    given.pass_time(desk, minutes=desk.sending.undo_minutes)
    work: list[int | Callable[[Desk], object]] = [*range(CUSTOMERS)]
    for step, times in STEPS.items():
        work += [step] * times
    chance.shuffle(work)
    paid: set[str] = set()
    for act in work:
        given.pass_time(desk, seconds=1)
        if isinstance(act, int):
            given.money(desk, 10_000, f"saldo ft {act + 1}/2026", f"Cliente {act}")
            paid.add(f"c{act}@client.test")
            continue
        before = len(given.recipients(desk))
        act(desk)
        assert not paid.intersection(given.recipients(desk)[before:])
    left = given.recipients(desk)
    assert len(set(left)) == len(left)
    assert len(left) >= 5, "hardly any left: the test would prove nothing"
