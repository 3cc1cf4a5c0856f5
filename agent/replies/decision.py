"""What follows from a reading: the reason to hold, and for how long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from agent.model.case import HoldReason
from agent.model.reply import Reading

_SATURDAY = 5


class HoldFor(NamedTuple):
    """A hold before the calendar of firm and customer is known.

    Args:
        working_days: From today; for a promise, from the last promised day.
            None = until a person decides.
    """

    reason: HoldReason
    working_days: int | None


# The first row whose word the reading holds decides; what only seems to be said is
# no dispute yet. A day means working days.
_PERSON: tuple[tuple[str, HoldReason], ...] = (
    ("legal", "reply"),
    ("hardship", "reply"),
    ("bank_details_change", "reply"),
    ("disputes", "dispute"),
    ("asks_to_stop", "reply"),
    ("asks_instalments", "reply"),
    ("pays_on_condition", "reply"),
    ("names_other_contact", "reply"),
    ("person_left", "reply"),
    ("asks_question", "reply"),
)
# Likewise, where nobody need look.
_CLEAR: tuple[tuple[str, HoldFor], ...] = (
    ("asks_documents", HoldFor("reply", 5)),  # the invoice: the next letter brings it
    ("dated promise", HoldFor("promise", 2)),
    ("promises_payment", HoldFor("reply", 3)),
    ("says_paid", HoldFor("claim", 5)),
    ("acknowledges", HoldFor("reply", 2)),
)
_AWAY = frozenset(("out_of_office", "automatic"))
_DOUBT_DAYS = 2
_AFTER_RETURN_DAYS = 2


def hold_for(reading: Reading, today: date) -> HoldFor:
    """Give reason and length of the hold that a reply about money begins.

    Args:
        today: The day from which the working days are counted.
    """
    words = frozenset(reading.intents)
    for word, reason in _PERSON:
        if word in words:
            is_said = any(word == named for named, _ in reading.evidence)
            return HoldFor(reason if is_said else "reply", None)
    if words <= _AWAY and _is_surely_away(reading):
        return HoldFor("parked", _days_until_return(reading, today))
    if reading.is_doubtful:
        return HoldFor("reply", _DOUBT_DAYS)
    if reading.needs_person:
        return HoldFor("reply", None)
    if "promises_payment" in words and reading.promise is not None:
        words |= {"dated promise"}
    return next(hold for word, hold in _CLEAR if word in words)


def _is_surely_away(reading: Reading) -> bool:
    """Tell a robot by its own words: what only seems to be one may be a person."""
    by_words = any(word in _AWAY for word, _ in reading.evidence)
    return by_words or not reading.needs_person


def _days_until_return(reading: Reading, today: date) -> int:
    """Count the working days until the return, and two more."""
    back = reading.return_on or today
    days = (back - today).days
    working = sum(
        (today + timedelta(days=ahead)).weekday() < _SATURDAY
        for ahead in range(1, days + 1)
    )
    return working + _AFTER_RETURN_DAYS
