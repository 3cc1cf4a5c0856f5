"""Because: the sentence behind each decision, with its rule and its figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from agent.model.case import Case
from agent.model.invoice import OpenItem
from agent.model.procedure import Stage

_AT_MOST = 3


def item_and_stage(item: OpenItem, stage: Stage, today: date) -> str:
    """Say where an item stands and when its stage comes."""
    return f"{_standing(item, today)}; {stage.name!r} comes {_moment(stage)}"


def due_and_stage(item: OpenItem, stage: Stage, today: date) -> str:
    """Say when an item is due and when its stage comes; true on whatever day it is read."""
    verb = "was" if item.days_overdue(today) > 0 else "is"
    return f"{label(item)} {verb} due on {item.due_on}; {stage.name!r} comes {_moment(stage)}"


def habit(case: Case, item: OpenItem) -> str:
    """Say from which day the stages of an item count instead; empty as a rule."""
    later = {each.item.id: each.later_days for each in case.standings}.get(item.id, 0)
    if not later:
        return ""
    day = item.due_on + timedelta(days=later)
    return f", counted from {day}: by habit he pays then"


def last_contact(case: Case, today: date) -> str:
    """Say when he last heard from us."""
    contacts = [(day, "letter") for day in case.letters_on]
    contacts += [(day, "call") for day in case.calls_on]
    if not contacts:
        return "no letter yet"
    day, kind = max(contacts)
    return f"last {kind} {_days((today - day).days)} ago"


def beside(steps: Sequence[tuple[OpenItem, Stage]]) -> str:
    """Name the other items that take a step in the same letter."""
    return listed([f"{label(item)} ({stage.name!r})" for item, stage in steps])


def label(item: OpenItem) -> str:
    """Name an item as a person would."""
    if item.instalments == 1:
        return item.number
    return f"{item.number} (instalment {item.instalment_no} of {item.instalments})"


def listed(names: Sequence[str]) -> str:
    """Join a few names; the rest are counted."""
    shown = ", ".join(names[:_AT_MOST])
    more = len(names) - _AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown


def _standing(item: OpenItem, today: date) -> str:
    days = item.days_overdue(today)
    if days > 0:
        return f"{label(item)} is {_days(days)} overdue"
    if days == 0:
        return f"{label(item)} is due today"
    return f"{label(item)} is due in {_days(-days)}"


def _moment(stage: Stage) -> str:
    if stage.offset_days == 0:
        return "on the due date"
    side = "after" if stage.offset_days > 0 else "before"
    days = abs(stage.offset_days)
    said = _days(days)
    if stage.in_working_days:
        said = "1 working day" if days == 1 else f"{days} working days"
    return f"{said} {side} the due date"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
