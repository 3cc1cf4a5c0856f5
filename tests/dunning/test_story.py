"""Sixty days of one customer, decided each working day, told as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from agent.dunning.decide import decide
from agent.dunning.holidays import closed_days, either, off_days
from agent.dunning.procedure import STANDARD
from agent.model.case import Call, Case, Held, NextAction, Send, Wait
from tests.dunning.builders import TODAY, case, done, hold, owing

SHUT = either(closed_days("IT", "MI"), off_days(frozenset(range(5))))

STORY = """\
2026-06-01 letter 'courtesy' on 12/2026: 12/2026 is due in 2 days; 'courtesy' comes 3 days before the due date; no letter yet
2026-06-03 wait: 12/2026 is due on 2026-06-03; 'first' comes 3 days after the due date; last contact on 2026-06-01, 7 days lie between two; next step on 2026-06-08
2026-06-08 letter 'first' on 12/2026: 12/2026 is 5 days overdue; 'first' comes 3 days after the due date; last letter 7 days ago
2026-06-09 wait: 12/2026 was due on 2026-06-03; 'second' comes 10 days after the due date; last contact on 2026-06-08, 7 days lie between two; next step on 2026-06-15
2026-06-15 letter 'second' on 12/2026: 12/2026 is 12 days overdue; 'second' comes 10 days after the due date; last letter 7 days ago
2026-06-16 wait: 12/2026 was due on 2026-06-03; 'third' comes 20 days after the due date; 3 contacts since 2026-06-01 are the most within 30 days; next step on 2026-07-01
2026-06-17 held: held until 2026-06-28 (promise): as said on the phone
2026-06-29 wait: 12/2026 was due on 2026-06-03; 'third' comes 20 days after the due date; 3 contacts since 2026-06-01 are the most within 30 days; next step on 2026-07-01
2026-07-01 letter 'third' on 12/2026, 15/2026: 12/2026 is 28 days overdue; 'third' comes 20 days after the due date; last letter 16 days ago; with it 15/2026 ('first')
2026-07-02 wait: 12/2026 was due on 2026-06-03; 'last' comes 30 days after the due date; last contact on 2026-07-01, 7 days lie between two; next step on 2026-07-08
2026-07-08 letter 'last' on 12/2026, 15/2026: 12/2026 is 35 days overdue; 'last' comes 30 days after the due date; last letter 7 days ago; with it 15/2026 ('second')
2026-07-09 wait: 12/2026 was due on 2026-06-03; 'call' comes 40 days after the due date; last contact on 2026-07-08, 7 days lie between two; next step on 2026-07-15
2026-07-15 call on 12/2026, 15/2026: 12/2026 is 42 days overdue; 'call' comes 40 days after the due date; last letter 7 days ago
2026-07-16 wait: 15/2026 was due on 2026-06-21; 'third' comes 20 days after the due date; 3 contacts since 2026-07-01 are the most within 30 days; next step on 2026-07-31
2026-07-31 letter 'third' on 15/2026: 15/2026 is 40 days overdue; 'third' comes 20 days after the due date; last call 16 days ago
"""


def told(act: NextAction) -> str:
    match act:
        case Send():
            return f"letter {act.stage.name!r} on {_names(act)}: {act.because}"
        case Call():
            return f"call on {_names(act)}: {act.because}"
        case Wait() | Held():
            return f"{type(act).__name__.lower()}: {act.because}"


def _names(act: Send | Call) -> str:
    return ", ".join(each.number for each in act.items)


def happens(now: Case, today: date) -> Case:
    """Tell what the customer does meanwhile."""
    match (today - TODAY).days:
        case 14:
            return replace(now, standings=(*now.standings, owing("15/2026", -20)))
        case 16:
            return replace(now, holds=(hold(27),))
        case 46:
            return replace(now, standings=now.standings[1:])
        case _:
            return now


def timeline(now: Case) -> Iterator[str]:
    said = ""
    for today in (TODAY + timedelta(days=n) for n in range(61)):
        now = happens(now, today)
        if SHUT(today):
            continue
        act = decide(now, STANDARD, today)
        now = done(now, act, today)
        line = told(act)
        # The same kind of day twice is no news.
        is_news = said.partition(":")[0] != line.partition(":")[0]
        said = line
        if is_news:
            yield f"{today} {line}\n"


def test_sixty_days_of_one_customer() -> None:
    start = case(owing("12/2026", -2))
    assert "".join(timeline(start)) == STORY
