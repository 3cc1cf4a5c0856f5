"""Procedures: those shipped, and what makes one unfit for use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType

from agent.dunning.holidays import IsClosed
from agent.dunning.working_days import move_working_days
from agent.model.invoice import OpenItem
from agent.model.procedure import SENIOR, Manner, Procedure, Stage

_WEEKEND = (5, 6)

# What is not yet late needs no copy: the invoice itself has only just come.
_LIGHT = Manner(encloses=False)
# A letter that somebody must have seen; and one that a senior person must have.
_SEEN = Manner(asks_read=True)
_SEEN_ABOVE = Manner(asks_read=True, copy_to=(SENIOR,))

STANDARD = Procedure(
    "standard",
    (
        Stage("courtesy", -3, manner=_LIGHT),
        Stage("first", 3),
        Stage("second", 10),
        Stage("third", 20, manner=_SEEN),
        Stage("last", 30, manner=_SEEN_ABOVE),
        # Ten days to answer the last letter; any earlier would be the fourth
        # contact within thirty days.
        Stage("call", 40, is_call=True),
    ),
)

# Nothing before the due date, and a call in place of the last letter.
GENTLE = Procedure(
    "gentle",
    (
        Stage("due", 0, manner=_LIGHT),
        Stage("first", 10),
        Stage("second", 30),
        Stage("third", 45),
        Stage("call", 60, is_call=True),
    ),
    minimum_days=10,
    most_a_month=2,
)

# Offices pay in rounds and file what they are sent: fewer letters, more time.
PUBLIC_BODY = Procedure(
    "public_body",
    (
        Stage("first", 5),
        Stage("second", 20, manner=_SEEN),
        Stage("third", 40, manner=_SEEN_ABOVE),
        Stage("last", 60, manner=_SEEN_ABOVE),
        Stage("call", 75, is_call=True),
    ),
    minimum_days=10,
    most_a_month=2,
    unconfirmed_days=8,
)

# A client of many years is phoned before he gets a last letter, and that one leaves
# with a person's word alone.
LONG_STANDING = Procedure(
    "long_standing",
    (
        Stage("first", 5),
        Stage("second", 15),
        Stage("third", 25),
        Stage("call", 35, is_call=True),
        Stage("last", 60, is_formal=True),
    ),
)

# A RiBa or direct debit that came back unpaid: he knows of it from his bank, so
# the first letter says so at once, and a person phones before the last one.
RETURNED = Procedure(
    "returned",
    (
        Stage("returned", 1),
        Stage("second", 10),
        Stage("call", 20, is_call=True),
        Stage("last", 35, manner=_SEEN_ABOVE),
    ),
)

# A pro-forma is no invoice yet: who gets one may still let it be. Few letters, no
# last one before a formal notice, then a person asks.
PROFORMA = Procedure(
    "proforma",
    (
        Stage("proforma", 5),
        Stage("proforma_again", 15),
        Stage("call", 30, is_call=True),
    ),
)

# Parts that were agreed: a word before each, and a call where one does not come.
PLAN = Procedure(
    "plan",
    (
        Stage("plan", -5),
        Stage("call", 4, is_call=True),
    ),
)

SHIPPED: Mapping[str, Procedure] = MappingProxyType(
    {
        each.name: each
        for each in (
            STANDARD,
            GENTLE,
            PUBLIC_BODY,
            LONG_STANDING,
            RETURNED,
            PROFORMA,
            PLAN,
        )
    }
)


def stage_day(
    item: OpenItem, stage: Stage, is_closed: IsClosed, later_days: int = 0
) -> date:
    """Give the day on which a stage comes for an item.

    Args:
        is_closed: Tells weekends too; asked where a stage counts working days.
        later_days: By which its customer's habit shifts the stages after the due date.
    """
    later = timedelta(days=later_days if stage.offset_days > 0 else 0)
    if stage.in_working_days and stage.offset_days:
        return move_working_days(item.due_on, stage.offset_days, is_closed) + later
    return item.due_on + timedelta(days=stage.offset_days) + later


def at_weekends(day: date) -> bool:
    """Tell a Saturday or Sunday: the calendar of who has no other."""
    return day.weekday() in _WEEKEND


def faults(procedure: Procedure) -> tuple[str, ...]:
    """Say what makes a procedure unfit, one sentence a fault; empty = fit."""
    return tuple(_faults(procedure))


def out_of_order(stages: Sequence[Stage]) -> Iterator[str]:
    """Say which stages cannot follow one another, also where some were left out."""
    for earlier, later in pairwise(stages):
        if later.about_days <= earlier.about_days:
            yield f"{later.name!r} must come on a later day than {earlier.name!r}"
    names = [stage.name for stage in stages]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{name!r} stands there more than once"


def _faults(procedure: Procedure) -> Iterator[str]:
    stages = procedure.stages
    yield from out_of_order(stages)
    if not any(stage.offset_days > 0 for stage in stages):
        yield "no stage comes after the due date"
    if procedure.minimum_days < 1:
        yield "at least 1 day must lie between two letters"
    if procedure.most_a_month < 1:
        yield "at least 1 letter a month must be allowed"
    if procedure.minimum.cents < 0:
        yield "the minimum is below zero"
