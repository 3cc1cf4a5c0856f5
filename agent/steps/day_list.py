"""The invoicing program's list in the day's summary: too old, or so tomorrow."""

from __future__ import annotations

from datetime import timedelta

from agent.dunning.working_days import next_working_day
from agent.ledger import listed
from agent.ledger.book import Tx
from agent.model.day import Line
from agent.steps.day_bank import letters_to_leave, letters_waiting
from agent.steps.desk import Desk
from agent.steps.fit import mode
from agent.steps.list_days import is_late

_CURE = "sollecito import --open-items FILE"


def late_list(desk: Desk, tx: Tx) -> list[Line]:
    """Name the list, where letters wait for a newer one."""
    day = listed.read_on(tx)
    if not is_late(desk, day):
        return []
    return [
        Line(
            "",
            command=_CURE,
            said="list.stale" if day else "list.none",
            facts={"count": letters_waiting(tx)},
            day=day,
        )
    ]


def list_due(desk: Desk, tx: Tx) -> list[Line]:
    """Name the list, where letters wait for a newer one from the next working day."""
    day = listed.read_on(tx)
    tomorrow = desk.clock.today() + timedelta(days=1)
    late_on = next_working_day(tomorrow, desk.rules.is_closed)
    is_due = day and is_late(desk, day, late_on) and not is_late(desk, day)
    if not is_due or mode(desk, tx) == "off":
        return []
    return [
        Line(
            "",
            command=_CURE,
            said="list.due",
            facts={"count": letters_to_leave(desk, tx, late_on), "late_on": late_on},
            day=day,
        )
    ]
