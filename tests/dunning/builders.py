"""Builders: customers, items and cases in one line, and days that pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agent.dunning.decide import decide
from agent.dunning.procedure import STANDARD
from agent.model.case import Call, Case, Hold, NextAction, Send, Standing
from agent.model.customer import Address, Customer
from agent.model.invoice import OpenItem
from agent.model.money import Money
from agent.model.procedure import Procedure

TODAY = date(2026, 6, 1)
REACHABLE = Customer("c", 1, "Rossi Srl", addresses=(Address("billing@rossi.test"),))
MUTE = replace(REACHABLE, addresses=())


def day(n: int) -> date:
    """Give the n-th day from today."""
    return TODAY + timedelta(days=n)


def item(
    number: str, overdue: int, cents: int = 10_000, currency: str = "EUR"
) -> OpenItem:
    """Give an item so many days overdue today; negative = due in so many."""
    due_on = day(-overdue)
    amount = Money(cents, currency)
    issued_on = due_on - timedelta(days=30)
    return OpenItem(
        number, f"i{number}", "c", number, issued_on, due_on, amount, amount
    )


def owing(number: str, overdue: int, done: str = "", cents: int = 10_000) -> Standing:
    """Give an item with the stages it has behind it, parted by blanks."""
    return Standing(item(number, overdue, cents), frozenset(done.split()))


def case(*standings: Standing, letters: Iterable[int] = (), **more: object) -> Case:
    """Give a case; letters by days from today."""
    letters_on = tuple(day(n) for n in letters)
    made = Case(customer=REACHABLE, standings=standings, letters_on=letters_on)
    return replace(made, **more)  # type: ignore[arg-type]


def hold(until: int | None, invoice: str = "", id: str = "h") -> Hold:  # noqa: A002
    """Give a hold that ends so many days from today; None = by a person."""
    return Hold(
        id,
        "hand" if until is None else "promise",
        "as said on the phone",
        "c",
        f"i{invoice}" if invoice else "",
        until=None if until is None else day(until),
    )


@dataclass(frozen=True)
class Lived:
    """One day of a case: what was decided, and the case before it."""

    on: date
    act: NextAction
    before: Case


def live(
    start: Case, days: Iterable[date], procedure: Procedure = STANDARD
) -> Iterator[Lived]:
    """Decide on each day and do at once what was decided."""
    now = start
    for today in days:
        act = decide(now, procedure, today)
        yield Lived(today, act, now)
        now = done(now, act, today)


def done(now: Case, act: NextAction, today: date) -> Case:
    """Give the case after an act was carried out."""
    match act:
        case Send():
            return replace(_stepped(now, act), letters_on=(*now.letters_on, today))
        case Call():
            return replace(_stepped(now, act), calls_on=(*now.calls_on, today))
        case _:
            return now


def _stepped(now: Case, act: Send | Call) -> Case:
    fresh = {each.id: stage.name for each, stage in act.steps}
    return replace(
        now,
        standings=tuple(
            replace(each, done=each.done | {fresh[each.item.id]})
            if each.item.id in fresh
            else each
            for each in now.standings
        ),
    )
