"""Figures: how long it takes until what was invoiced is money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from agent.model.course import Course

_DAY = timedelta(days=1)


def days_sales_outstanding(courses: Sequence[Course], today: date) -> int | None:
    """Count back how many days' invoices are still open (DSO).

    What is open is taken off what was invoiced in this month, then in the month
    before, and so on; each month used up counts with all its days, the last one with
    the part that was needed. Seasons do not blur it, as they do the plain quotient.

    Args:
        courses: Of one currency.

    Returns:
        Rounded to the nearest day; None where more is open than was ever invoiced.

    Source: the count-back or exhaustion method of credit management, by months.
    """
    left = sum(max(0, each.open.cents) for each in courses)
    first, last, days = today.replace(day=1), today, 0
    begin = min((each.issued_on for each in courses), default=today)
    while left:
        if last < begin:
            return None
        invoiced = sum(
            each.amount.cents for each in courses if first <= each.issued_on <= last
        )
        length = (last - first).days + 1
        if invoiced >= left:
            return days + (2 * length * left + invoiced) // (2 * invoiced)
        left, days = left - invoiced, days + length
        last = first - _DAY
        first = last.replace(day=1)
    return days


def average_days(courses: Iterable[Course], since: date, until: date) -> int | None:
    """Give the average days from an invoice's date to its last payment, by amount.

    Args:
        courses: Of one currency.
        since: First day of the last payments that count; `until` is the last one.

    Returns:
        Rounded to the nearest day; None where nothing was settled then.
    """
    cents = weighed = 0
    for each in courses:
        day = each.settled_on
        if day is not None and since <= day <= until:
            cents += each.amount.cents
            weighed += each.amount.cents * max(0, (day - each.issued_on).days)
    return (2 * weighed + cents) // (2 * cents) if cents else None
