"""Holding: which holds stand in the way, and what they leave free."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from agent.model.case import Case, Held, Hold, Standing
from agent.model.invoice import OpenItem


def owed(case: Case) -> tuple[Standing, ...]:
    """Give what he has to pay, credit notes left out, oldest due date first."""
    debts = [each for each in case.standings if each.item.open.cents > 0]
    return tuple(
        sorted(
            debts, key=lambda each: (each.item.due_on, each.item.number, each.item.id)
        )
    )


def free(case: Case, today: date) -> tuple[Standing, ...]:
    """Give what he has to pay and no hold covers."""
    return tuple(each for each in owed(case) if not _holds_of(case, each.item, today))


def held(case: Case, today: date) -> Held | None:
    """Give the hold that keeps everything back; None where something is free.

    A hold of the customer comes first: of several the one that ends last, and
    one that a person must end before all others. Where each item is held by
    itself, the first to come free counts.
    """
    whole = _whole(case, today)
    if whole:
        return _held(max(whole, key=_end))
    debts = owed(case)
    if not debts or free(case, today):
        return None
    longest = [max(_holds_of(case, each.item, today), key=_end) for each in debts]
    return _held(min(longest, key=_end))


def words(hold: Hold) -> str:
    """Say what a hold is, until when, and why."""
    until = f"until {hold.until}" if hold.until else "until a person decides"
    because = f": {hold.because}" if hold.because else ""
    return f"held {until} ({hold.reason}){because}"


def over(case: Case, item: OpenItem, today: date) -> Hold | None:
    """Give the hold that keeps one item back longest."""
    return max(_holds_of(case, item, today), key=_end, default=None)


def _whole(case: Case, today: date) -> list[Hold]:
    return [each for each in _covering(case, today) if not each.invoice_id]


def _holds_of(case: Case, item: OpenItem, today: date) -> list[Hold]:
    covering = _covering(case, today)
    return [each for each in covering if each.invoice_id == item.invoice_id]


def _covering(case: Case, today: date) -> Iterable[Hold]:
    return (each for each in case.holds if each.covers(today))


def _end(hold: Hold) -> tuple[date, str]:
    return hold.until or date.max, hold.id


def _held(hold: Hold) -> Held:
    return Held(hold.until, hold.reason, words(hold))
