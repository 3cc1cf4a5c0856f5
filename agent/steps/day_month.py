"""The month in the first summary of each: what customers cost, and whom to part from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from agent.dunning.cost import Cost, cost, is_to_leave
from agent.dunning.effect import Effort
from agent.ledger import contacts, customers
from agent.ledger.book import Tx
from agent.model.course import Course
from agent.model.customer import Customer
from agent.model.day import Line
from agent.model.money import Money
from agent.steps.desk import Desk
from agent.steps.effort import spent_on
from agent.steps.score import scores

_YEAR = timedelta(days=365)
_MOST = 5


@dataclass(frozen=True, slots=True)
class Month:
    """What the first summary of a month tells beside the day; empty on other days.

    Args:
        costs: Who took most time in the months that ended.
        farewells: Whom to part from, each with a draft that nobody sends.
    """

    costs: tuple[Line, ...] = ()
    farewells: tuple[Line, ...] = ()


def told(desk: Desk, tx: Tx, since: datetime, known: Sequence[Course]) -> Month:
    """Tell of the months that ended since the last summary; nothing within one.

    Args:
        since: The moment of the last summary.
        known: What was invoiced in the past, settled or open.
    """
    zone = desk.clock.zone
    first = since.astimezone(zone).date().replace(day=1)
    if first >= desk.clock.today().replace(day=1):
        return Month()
    began = datetime.combine(first, time(), zone)
    people = {
        one.id: one for one in customers.some(tx, {each.customer_id for each in known})
    }
    return Month(
        tuple(_costs(people, _found(desk, tx, began, known))),
        tuple(_farewells(desk, tx, people, known)),
    )


def _costs(people: dict[str, Customer], found: dict[str, Cost]) -> Iterator[Line]:
    dearest = sorted(found, key=lambda who: (-found[who].effort.minutes, who))
    for who in [each for each in dearest if each in people][:_MOST]:
        effort = found[who].effort
        yield Line(
            people[who].name,
            amount=found[who].spent,
            said="cost.customer",
            facts={
                "letters": effort.letters,
                "calls": effort.calls,
                "questions": effort.questions,
                "minutes": effort.minutes,
            },
        )


def _farewells(
    desk: Desk, tx: Tx, people: dict[str, Customer], known: Sequence[Course]
) -> Iterator[Line]:
    reckoned, share = scores(desk, tx, known), desk.rules.leave_share
    for who, found in _found(desk, tx, tx.now - _YEAR, known).items():
        score, customer = reckoned.get(who), people.get(who)
        if score is None or customer is None or customer.score_note:
            continue
        if is_to_leave(found, score, share):
            yield Line(
                customer.name,
                amount=found.spent,
                command=f"sollecito customers edit {customer.no} --score-note WORDS",
                said="leave.draft",
                facts={
                    "days": score.median_days,
                    "minutes": found.effort.minutes,
                    "share": found.percent,
                },
            )


def _found(
    desk: Desk, tx: Tx, since: datetime, known: Sequence[Course]
) -> dict[str, Cost]:
    """Reckon what each customer took since a moment, in the currency of the hour."""
    hour, first = desk.rules.hour_cost, since.astimezone(desk.clock.zone).date()
    invoiced: Counter[str] = Counter()
    for one in known:
        if one.issued_on >= first and one.amount.currency == hour.currency:
            invoiced[one.customer_id] += one.amount.cents
    letters, done = contacts.letters_since(tx, since), spent_on(tx, since)
    return {
        who: cost(
            _effort(len(letters.get(who, ())), done.get(who, Effort())),
            hour,
            Money(invoiced[who], hour.currency),
        )
        for who in {*letters, *done}
    }


def _effort(letters: int, done: Effort) -> Effort:
    """Count each letter that left, by whomever it was approved."""
    return Effort(letters, done.questions, done.calls)
