"""Volume: letters leave by themselves only as long as there are not oddly many."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from agent.ledger import due, firms, outbox
from agent.ledger.book import AGENT, Tx
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.fit import mode
from agent.steps.standing import goes_on

_FIRST_WEEK = timedelta(days=7)
_LOOK_BACK = timedelta(days=30)
_ALWAYS = 20  # letters a day that are never too many
_TIMES = 3  # as many as on the busiest day before are
_NOT_GONE = ("approved", "ready", "claimed", "handing_over")
_STANDING = "too many letters"


def left_today(desk: Desk) -> int | None:
    """Give how many letters may still leave today by themselves; None = any number.

    More than three times the usual number has a cause that a person should
    know: a wrong clock, a file read twice, a lost ledger. A new firm has no
    usual number yet: its first week has no limit. What a person approves does not
    count: it was looked at.
    """
    with picture(desk) as tx:
        started = firms.started_on(tx)
        if mode(desk, tx) != "auto" or desk.clock.today() < started + _FIRST_WEEK:
            return None
        return max(0, _limit(desk, tx) - _today(desk, tx))


def say(desk: Desk, left: int | None, wanted: int) -> None:
    """Tell the summary that letters wait for a person, or that all is well again."""
    with transaction(desk) as tx:
        if left is not None and wanted > left:
            because = f"{wanted} letters are due, {left} more are usual: approve them"
            due.stands_still(tx, _STANDING, because)
        elif left is None or left > 0:
            goes_on(tx, _STANDING)


def _limit(desk: Desk, tx: Tx) -> int:
    midnight = _midnight(desk)
    days = Counter(
        letter.sent_at.astimezone(desk.clock.zone).date()
        for letter in outbox.sent_since(tx, midnight - _LOOK_BACK)
        if letter.sent_at is not None and letter.sent_at < midnight
    )
    return max(_ALWAYS, _TIMES * max(days.values(), default=0))


def _today(desk: Desk, tx: Tx) -> int:
    waiting = outbox.in_state(tx, *_NOT_GONE)
    todays = (*outbox.sent_since(tx, _midnight(desk)), *waiting)
    return sum(bool(one.customer_id) and one.approved_by == AGENT for one in todays)


def _midnight(desk: Desk) -> datetime:
    today = desk.clock.today()
    return datetime.combine(today, datetime.min.time(), desk.clock.zone)
