"""The stories, a module for each part of the work."""

from bench.quarter.chapters import (
    bounces,
    colleagues,
    hours,
    intake,
    matching,
    modes,
    money,
    orders,
    replies,
    safety,
    service,
    stages,
    summary,
    trouble,
)

STORIES = (
    *intake.STORIES,
    *modes.STORIES,
    *hours.STORIES,
    *stages.STORIES,
    *money.STORIES,
    *matching.STORIES,
    *bounces.STORIES,
    *replies.STORIES,
    *colleagues.STORIES,
    *orders.STORIES,
    *trouble.STORIES,
    *service.STORIES,
    *safety.STORIES,
    *summary.STORIES,
)
