"""The week in the first summary of each: figures, effects, time, late and quiet ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from agent.dunning.contact import fallen_silent, to_ask
from agent.dunning.effect import Step, effects
from agent.dunning.figures import average_days, days_sales_outstanding
from agent.dunning.lateness import Lateness
from agent.ledger import contacts, customers
from agent.ledger.book import Tx
from agent.model.course import Course
from agent.model.customer import Customer
from agent.model.day import Fact, Line
from agent.model.money import Money
from agent.steps.desk import Desk
from agent.steps.effort import spent
from agent.steps.score import scores

_WEEK, _QUARTER = timedelta(days=7), timedelta(days=91)
_HALF_YEAR, _YEAR = timedelta(days=182), timedelta(days=365)
_MOST = 5


@dataclass(frozen=True, slots=True)
class Week:
    """What the first summary of a week tells beside the day; empty on other days.

    Args:
        figures: Days, effects and time.
        late: Late payers, the one who owes most first.
        silent: Who fell silent against his own habit.
        to_ask: Whom to ask how we are doing.
    """

    figures: tuple[Line, ...] = ()
    late: tuple[Line, ...] = ()
    silent: tuple[Line, ...] = ()
    to_ask: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Past:
    """What the lines are made from."""

    desk: Desk
    tx: Tx
    known: Sequence[Course]
    today: date
    scores: dict[str, Lateness] = field(default_factory=dict)
    people: dict[str, Customer] = field(default_factory=dict)


def told(desk: Desk, tx: Tx, since: datetime, known: Sequence[Course]) -> Week:
    """Tell of the week where this is the first summary in it.

    Args:
        since: The moment of the last summary.
        known: What was invoiced in the past, settled or open.
    """
    today = desk.clock.today()
    last = since.astimezone(desk.clock.zone).date()
    if last.isocalendar()[:2] == today.isocalendar()[:2]:
        return Week()
    people = customers.some(tx, {one.customer_id for one in known})
    by_id = {one.id: one for one in people}
    past = _Past(desk, tx, known, today, scores(desk, tx, known), by_id)
    return Week(
        figures=(*_days(past), *_effects(past), *_effort(past)),
        late=tuple(_late(past)),
        silent=tuple(_silent(past)),
        to_ask=tuple(_to_ask(past)),
    )


def _days(past: _Past) -> Iterator[Line]:
    for currency in sorted({one.amount.currency for one in past.known}):
        of_it = [one for one in past.known if one.amount.currency == currency]
        dso = days_sales_outstanding(of_it, past.today)
        average = average_days(of_it, past.today - _QUARTER, past.today)
        if dso or average:
            facts: dict[str, Fact] = {"days": dso or 0, "usual": average or 0}
            yield Line("", said="week.days", facts=facts)


def _effects(past: _Past) -> Iterator[Line]:
    sent = contacts.steps_since(past.tx, past.tx.now - _HALF_YEAR)
    zone = past.desk.clock.zone
    steps = [Step(kind, at.astimezone(zone).date(), items) for kind, at, items in sent]
    known = {one.item_id: one for one in past.known}
    comes = {
        stage.name: stage.offset_days
        for procedure in past.desk.rules.procedures.values()
        for stage in procedure.stages
    }
    found = effects(steps, known, past.today)
    for effect in sorted(found, key=lambda one: comes.get(one.stage, 0)):
        facts: dict[str, Fact] = {
            "stage": effect.stage,
            "count": effect.letters,
            "paid": effect.paid,
        }
        yield Line("", said="week.stage", facts=facts)


def _effort(past: _Past) -> Iterator[Line]:
    effort = spent(past.tx, past.tx.now - _WEEK)
    if effort.minutes:
        facts: dict[str, Fact] = {
            "minutes": effort.minutes,
            "letters": effort.letters,
            "questions": effort.questions,
            "calls": effort.calls,
        }
        yield Line("", said="week.time", facts=facts)


def _late(past: _Past) -> Iterator[Line]:
    overdue: dict[str, Money] = {}
    for one in past.known:
        if one.is_open and one.due_on < past.today:
            so_far = overdue.get(one.customer_id, Money(0, one.open.currency))
            if so_far.currency == one.open.currency:
                overdue[one.customer_id] = so_far + one.open
    late = [
        who for who, score in past.scores.items() if score.is_late and who in overdue
    ]
    late.sort(key=lambda who: (-overdue[who].cents, who))
    for who in [each for each in late if not past.people[each].score_note][:_MOST]:
        score, customer = past.scores[who], past.people[who]
        yield Line(
            customer.name,
            amount=overdue[who],
            command=f"sollecito customers edit {customer.no} --score-note WORDS",
            said="payer.late",
            facts={
                "days": score.median_days,
                "count": score.invoices,
                "later": score.slower_by or 0,
                "broken": score.broken,
                "bounced": score.bounced,
            },
        )


def _silent(past: _Past) -> Iterator[Line]:
    zone, since = past.desk.clock.zone, past.tx.now - _YEAR
    signs = contacts.signs_since(past.tx, since)
    owing = {one.customer_id for one in past.known if one.is_open}
    for who, moments in contacts.letters_since(past.tx, since).items():
        found = fallen_silent(
            [at.astimezone(zone).date() for at in moments],
            [at.astimezone(zone).date() for at in signs.get(who, ())],
            past.today,
        )
        if found and who in owing:
            yield Line(
                past.people[who].name,
                said="payer.silent",
                facts={
                    "days": found.days,
                    "usual": found.usual_days,
                    "phone": past.people[who].phone,
                },
            )


def _to_ask(past: _Past) -> Iterator[Line]:
    zone = past.desk.clock.zone
    words = contacts.signs_since(past.tx, past.tx.now - _YEAR, spoken=True)
    late = {
        one.customer_id for one in past.known if one.is_open and one.due_on < past.today
    }
    bought: dict[str, int] = {}
    for one in past.known:
        if one.issued_on >= past.today - _YEAR:
            bought[one.customer_id] = bought.get(one.customer_id, 0) + one.amount.cents
    candidates = [
        (who, cents, words[who][-1].astimezone(zone).date() if who in words else None)
        for who, cents in bought.items()
        if past.scores[who].pays_well and who not in late
    ]
    last = {who: day for who, _, day in candidates}
    for who in to_ask(candidates, past.today):
        yield Line(past.people[who].name, said="payer.ask", day=last[who])
