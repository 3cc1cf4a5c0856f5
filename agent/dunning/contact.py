"""Contact: who is silent against his own habit, and whom to ask how we are doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

_ENOUGH = 3
_TIMES, _MORE = 3, 7
_QUIET = timedelta(days=90)
_IN_TURN = 8


@dataclass(frozen=True, slots=True)
class Silence:
    """A letter that waits longer for a sign of life than this customer ever let us.

    Args:
        usual_days: Half of his earlier signs came within as many days.
        days: How long the letter waits now.
    """

    usual_days: int
    days: int


def fallen_silent(
    letters_on: Sequence[date], signs_on: Sequence[date], today: date
) -> Silence | None:
    """Tell whether a customer is silent against his own habit.

    He is where at least three letters were answered, by word, money or a receipt of
    his own, and the first one without any waits more than three times as long as
    usual and a week beside.

    Args:
        letters_on: Days of letters to him, oldest first.
        signs_on: Days on which he showed himself, oldest first.
    """
    waits = [_first(signs_on, day) for day in letters_on]
    answered = [
        (sign - day).days
        for day, sign in zip(letters_on, waits, strict=True)
        if sign is not None
    ]
    since = next(
        (day for day, sign in zip(letters_on, waits, strict=True) if sign is None), None
    )
    if since is None or len(answered) < _ENOUGH:
        return None
    usual, days = median_low(answered), (today - since).days
    return Silence(usual, days) if days > _TIMES * usual + _MORE else None


def to_ask(
    candidates: Sequence[tuple[str, int, date | None]], today: date, most: int = 2
) -> tuple[str, ...]:
    """Choose whom to ask how we are doing: good customers who say nothing.

    They take turns by the week among the biggest, so that nobody is named each time.

    Args:
        candidates: Id, cents invoiced in a year, and the day of the last word with
            him, of customers who pay well; None = there never was one.
    """
    quiet = [one for one in candidates if one[2] is None or today - one[2] > _QUIET]
    biggest = sorted(quiet, key=lambda one: (-one[1], one[0]))[:_IN_TURN]
    if not biggest:
        return ()
    first = today.toordinal() // 7 * most % len(biggest)
    turned = [*biggest[first:], *biggest[:first]]
    return tuple(one[0] for one in turned[:most])


def _first(signs_on: Sequence[date], day: date) -> date | None:
    return next((sign for sign in signs_on if sign >= day), None)
