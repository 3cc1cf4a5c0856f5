"""How often a week's money lies within the band that the forecast gave for it.

Run: python -m bench.forecast [--seeds N] [--ledger FILE]. Each Monday of a second year
is forecast from what was known that morning; a ledger's own past is tried likewise.
Of the weeks told, 75 to 85 in a hundred must lie within the band of 80.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from agent.dunning.forecast import Kept, Pledge, forecast, keeping
from agent.ledger import courses as ledgers
from agent.ledger.book import Ledger
from agent.ledger.engine import open_engine
from agent.model.course import Course
from agent.model.day import Week
from agent.steps.day_forecast import WEEKS
from bench.payers import BEGIN, Payers, as_of, make

_LEARNT = timedelta(weeks=8)  # before a young ledger is tried
_LEAST, _MOST = 0.75, 0.85
_SATURDAY = 5
_SINCE = timedelta(days=730)
Told = tuple[int, Week, int]


def main() -> int:
    """Print the figures; fail where the band covers too few or too many."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--seeds", type=int, default=6)
    words.add_argument("--customers", type=int, default=60)
    words.add_argument("--ledger", default="", help="An SQLite file, to try its past.")
    asked = words.parse_args()
    if asked.ledger:
        firm = _of_ledger(asked.ledger)
        paid = [day for one in firm.courses for day, _ in one.paid]
        mondays = max(0, (max(paid) - min(paid) - _LEARNT).days // 7)
        told = [
            one
            for one in _backtest(firm, min(paid) + _LEARNT, mondays)
            if one[1].until <= max(paid)
        ]
        return _print("this ledger", told)
    told = []
    for seed in range(asked.seeds):
        firm = make(seed, asked.customers)
        told += _backtest(firm, BEGIN + timedelta(days=364), 50)
    return _print(f"{asked.seeds} firms of {asked.customers} customers", told)


def _of_ledger(path: str) -> Payers:
    ledger = Ledger(open_engine(f"sqlite:///{path}"), lambda size: b"0" * size)
    with ledger.look("firm", datetime.now(UTC)) as tx:
        found = ledgers.every(tx, date.min)
    return Payers(tuple(sorted(found, key=lambda one: one.issued_on)), ())


def _backtest(firm: Payers, first: date, mondays: int) -> Iterator[Told]:
    first += timedelta(days=-first.weekday() % 7)
    for nth in range(mondays):
        today = first + timedelta(weeks=nth)
        known = [
            as_of(one, today)
            for one in firm.courses
            if today - _SINCE <= one.issued_on < today
        ]
        chance = random.Random(nth).random
        weeks = forecast(known, _pledges(firm, today), today, WEEKS, _closed, chance)
        yield from (
            (ahead, week, _came(known, firm, week)) for ahead, week in enumerate(weeks)
        )


def _pledges(firm: Payers, today: date) -> dict[str, Pledge]:
    past = [one for one in firm.said if one.until + timedelta(days=4) < today]
    everybody = _kept(past)
    return {
        one.item_id: Pledge(
            one.until,
            keeping(
                _kept([each for each in past if each.customer_id == one.customer_id]),
                everybody,
            ),
        )
        for one in firm.said
        if one.at < today <= one.until + timedelta(days=4)
    }


def _kept(said: Sequence[object]) -> Kept:
    kept = sum(bool(getattr(one, "is_kept")) for one in said)  # noqa: B009
    return Kept(kept, len(said) - kept)


def _came(known: Sequence[Course], firm: Payers, week: Week) -> int:
    """Add up what came in a week for what was open when it was forecast."""
    was_open = {one.item_id for one in known if one.is_open}
    return sum(
        money.cents
        for one in firm.courses
        if one.item_id in was_open
        for day, money in one.paid
        if week.since <= day <= week.until
    )


def _closed(day: date) -> bool:
    return day.weekday() >= _SATURDAY


def _print(name: str, told: Sequence[Told]) -> int:
    print(f"{name}: {len(told)} weeks told")
    for ahead in range(WEEKS):
        print(
            f"  {ahead} weeks ahead: {_line([one for one in told if one[0] == ahead])}"
        )
    print(f"  all: {_line(told)}")
    within = _share(told)["within"]
    return 0 if _LEAST <= within <= _MOST else 1


def _line(told: Sequence[Told]) -> str:
    shares = _share(told)
    came = sum(one[2] for one in told)
    middle = sum(one[1].middle.cents for one in told)
    wide = sum(one[1].high.cents - one[1].low.cents for one in told)
    return (
        f"within {shares['within']:.1%}, below {shares['below']:.1%}, above "
        f"{shares['above']:.1%}; middle {middle / max(came, 1):.2f} of what came, "
        f"band {wide / max(came, 1):.2f} wide"
    )


def _share(told: Sequence[Told]) -> dict[str, float]:
    found = Counter(
        "below"
        if came < week.low.cents
        else "above"
        if came > week.high.cents
        else "within"
        for _, week, came in told
    )
    return {
        name: found[name] / max(1, len(told)) for name in ("below", "within", "above")
    }


if __name__ == "__main__":
    sys.exit(main())
