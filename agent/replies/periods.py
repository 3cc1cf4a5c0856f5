"""Spans of days: weeks, months and quarters around the day of a mail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5
_MONTHS = 12
_END_DAYS = 7
_NEAR_DAYS = 200


@dataclass(frozen=True, slots=True)
class Span:
    """Days a phrase means.

    Args:
        opens: First day of the period that a limit at its end leaves open:
            "by the end of next month" begins on the first of it.
    """

    since: date
    until: date
    opens: date | None = None


def day(on: date) -> Span:
    """Give the span of one day."""
    return Span(on, on)


def after(on: date, days: int) -> date:
    """Give the day some days later, or earlier."""
    return on + timedelta(days=days)


def working_days_after(on: date, days: int) -> date:
    """Give the Nth working day after a day; Saturday and Sunday are none."""
    while days > 0:
        on = after(on, 1)
        days -= on.weekday() < _SATURDAY
    return on


def week(anchor: date, weeks: int) -> Span:
    """Give Monday to Sunday, so many weeks from the mail's own."""
    monday = after(anchor, 7 * weeks - anchor.weekday())
    return Span(monday, after(monday, 6), monday)


def iso_week(anchor: date, number: int) -> Span | None:
    """Give the next calendar week of that number."""
    for year in (anchor.year, anchor.year + 1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            continue
        if after(monday, 6) > anchor:
            return Span(monday, after(monday, 6), monday)
    return None


def month(anchor: date, months: int) -> Span:
    """Give a whole month, so many from the mail's own."""
    at = anchor.year * _MONTHS + anchor.month - 1 + months
    first = date(at // _MONTHS, at % _MONTHS + 1, 1)
    return Span(first, last_of_month(first), first)


def named_month(anchor: date, number: int, *, past: bool) -> Span:
    """Give the next month of that number, this one included; or the last one."""
    ahead = (number - anchor.month) % _MONTHS
    return month(anchor, ahead - _MONTHS if past and ahead else ahead)


def quarter(anchor: date, quarters: int) -> Span:
    """Give a whole quarter, so many from the mail's own."""
    first = month(anchor, 3 * quarters - (anchor.month - 1) % 3).since
    return Span(first, month(first, 2).until, first)


def year(anchor: date) -> Span:
    """Give the mail's own year."""
    first = date(anchor.year, 1, 1)
    return Span(first, date(anchor.year, 12, 31), first)


def last_of_month(on: date) -> date:
    """Give the last day of a day's month."""
    following = on.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)


def end_of(span: Span) -> Span:
    """Give the last seven days of a month or longer; of a week its Sunday."""
    if (span.until - span.since).days < _END_DAYS:
        return Span(span.until, span.until, span.since)
    return Span(after(span.until, 1 - _END_DAYS), span.until, span.since)


def start_of(span: Span, days: int = 10) -> Span:
    """Give the first days of a span; of a week Monday to Wednesday."""
    if (span.until - span.since).days < _END_DAYS:
        days = 3
    return Span(span.since, after(span.since, days - 1), span.since)


def middle_of(span: Span) -> Span:
    """Give the 10th to the 20th of a month; of a week Tuesday to Thursday."""
    if (span.until - span.since).days < _END_DAYS:
        return Span(after(span.since, 1), after(span.since, 3), span.since)
    return Span(after(span.since, 9), after(span.since, 19), span.since)


def bare_day(anchor: date, number: int, *, past: bool) -> Span | None:
    """Give the next day of that number after the mail, or the last before it."""
    for months in range(0, -3 if past else 3, -1 if past else 1):
        first = month(anchor, months).since
        if 1 <= number <= last_of_month(first).day:
            on = first.replace(day=number)
            if (on <= anchor) if past else (on > anchor):
                return day(on)
    return None


def weekday(anchor: date, number: int, *, past: bool) -> date:
    """Give the next such weekday after the mail's day, or the last before it."""
    if past:
        return after(anchor, -((anchor.weekday() - number) % 7 or 7))
    return after(anchor, (number - anchor.weekday()) % 7 or 7)


def nth_weekday(span: Span, number: int, nth: int) -> Span:
    """Give the nth such weekday of a month."""
    first = weekday(after(span.since, -1), number, past=False)
    return day(after(first, 7 * (nth - 1)))


def calendar_day(
    anchor: date, number: int, month_number: int, year_number: int | None, *, past: bool
) -> Span | None:
    """Give a date; without a year the next one, or the last one."""
    years = (year_number,) if year_number else _years(anchor, past=past)
    for one in years:
        try:
            on = date(one, month_number, number)
        except ValueError:
            continue
        if year_number or _is_near(anchor, on, past=past):
            return day(on)
    return None


def _is_near(anchor: date, on: date, *, past: bool) -> bool:
    """Tell a date meant without its year: one far ahead is the one just gone."""
    ahead = (on - anchor).days
    return -_NEAR_DAYS <= ahead <= 0 if past else 0 <= ahead <= _NEAR_DAYS


def _years(anchor: date, *, past: bool) -> tuple[int, ...]:
    return (anchor.year, anchor.year - 1) if past else (anchor.year, anchor.year + 1)
