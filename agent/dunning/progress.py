"""Progress: how far one open item has come, and its own next stage.

After the due date no stage is ever jumped: an item that never had a letter
starts at the first, however late it is, and goes on by one stage a letter.
What a stage before or on the due date had to say is lost with its moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent.dunning.holidays import IsClosed
from agent.dunning.procedure import stage_day
from agent.model.case import Standing
from agent.model.invoice import OpenItem
from agent.model.procedure import Procedure, Stage


@dataclass(frozen=True, slots=True)
class Progress:
    """One open item on one day.

    Args:
        stage: Its next stage; None when none is left.
        is_reached: The day of that stage has come.
        tone: The furthest stage by which he had a letter about it.
        is_promised: A promise to pay it was broken, and no letter has said so.
        is_last: Its next stage is the last letter of all.
        was_last: He had the last letter of all about it.
        before_last: The letter before the last of all, where the due date has
            passed by then too.
    """

    item: OpenItem
    is_overdue: bool
    stage: Stage | None
    is_reached: bool
    tone: Stage | None
    is_promised: bool = False
    is_last: bool = False
    was_last: bool = False
    before_last: Stage | None = None


def progress(
    standing: Standing,
    procedure: Procedure,
    today: date,
    is_closed: IsClosed,
    *,
    may_write: bool,
) -> Progress:
    """Tell how far an item has come.

    Args:
        is_closed: Tells the days that working days leave out.
        may_write: An address is known; without one the stages before and on
            the due date are left out, for nobody is phoned about what is not
            yet late.
    """
    item = standing.item
    stages = (standing.procedure or procedure).stages
    had = [stage for stage in stages if stage.name in standing.done]
    ahead = stages[stages.index(had[-1]) + 1 :] if had else stages
    if not may_write:
        ahead = tuple(stage for stage in ahead if stage.offset_days > 0)
    stage = _next(item, ahead, today, is_closed)
    letters = [stage for stage in stages if not stage.is_call]
    told = [stage for stage in letters if stage in had]
    late = [stage for stage in letters if stage.offset_days > 0]
    return Progress(
        item,
        item.days_overdue(today) > 0,
        stage,
        stage is not None
        and stage_day(item, stage, is_closed, standing.later_days) <= today,
        told[-1] if told else None,
        is_promised=standing.broken is not None,
        is_last=stage in letters[-1:],
        was_last=told[-1:] == letters[-1:] != [],
        before_last=late[-2] if len(late) > 1 else None,
    )


def _next(
    item: OpenItem, ahead: tuple[Stage, ...], today: date, is_closed: IsClosed
) -> Stage | None:
    followers: tuple[Stage | None, ...] = (*ahead[1:], None)
    for stage, follower in zip(ahead, followers, strict=False):
        if not _has_lapsed(item, (stage, follower), today, is_closed):
            return stage
    return None


def _has_lapsed(
    item: OpenItem,
    pair: tuple[Stage, Stage | None],
    today: date,
    is_closed: IsClosed,
) -> bool:
    stage, follower = pair
    if stage.offset_days > 0:
        return False
    # The invoice itself has only just said so.
    if stage_day(item, stage, is_closed) <= item.issued_on:
        return True
    # "It will be due" is no longer true.
    if stage.offset_days < 0 and today > item.due_on:
        return True
    return follower is not None and stage_day(item, follower, is_closed) <= today
