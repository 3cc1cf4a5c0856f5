"""From the words of a date phrase to the days it means, one function a shape."""

from __future__ import annotations

import re
from datetime import date
from typing import Protocol

from agent.forms.month_names import month as month_number
from agent.replies import date_words as say
from agent.replies import periods
from agent.replies.periods import Span


class Builder(Protocol):
    """Give the days of a phrase found in a mail of the anchor day, if it means any."""

    def __call__(
        self, found: re.Match[str], anchor: date, *, past: bool
    ) -> Span | None:
        """Give the days, or None where the phrase means none."""


_MONTHS = 12
ORDINALS = (
    r"prim[oa]|1°|first|1st|erste[nrs]?|premi(?:er|ère)|primer[oa]?",
    r"second[oa]|second|2nd|zweite[nrs]?|deuxième|segund[oa]",
    r"terz[oa]|third|3rd|dritte[nrs]?|troisième|tercer[oa]?",
    r"quart[oa]|fourth|4th|vierte[nrs]?|quatrième|cuart[oa]",
)


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (2000 if len(text) < len("2026") else 0)


def iso(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "2026-05-29"."""
    return periods.calendar_day(
        anchor, int(found[3]), int(found[2]), int(found[1]), past=past
    )


def numeric(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "29.05.2026", "29/5"; month first where only that is a date."""
    number, month_no = int(found["d"]), int(found["m"])
    if month_no > _MONTHS:
        number, month_no = month_no, number
    return periods.calendar_day(anchor, number, month_no, _year(found["y"]), past=past)


def named(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "29 May", "May 29th, 2026"."""
    groups = found.groupdict()
    number = int(groups["d"]) if groups.get("d") else 1
    is_word = found.start("m") == found.start() and found["m"].islower()
    if is_word and not found["y"]:
        return None  # "you may 5 times" names no day
    return periods.calendar_day(
        anchor, number, month_number(found["m"]), _year(found["y"]), past=past
    )


def weekday(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "Friday", "next Friday", "last Friday", "Friday the 29th"."""
    number = say.weekday(found["w"])
    groups = found.groupdict()
    is_last = bool(groups.get("last") or groups.get("last2"))
    if groups.get("n"):
        return periods.bare_day(anchor, int(groups["n"]), past=past or is_last)
    on = periods.weekday(anchor, number, past=past or is_last)
    is_next = bool(groups.get("next") or groups.get("next2"))
    if is_next and not past and on <= periods.week(anchor, 0).until:
        on = periods.after(on, 7)
    return periods.day(on)


def relative(days: int) -> Builder:
    """Give the reader of a word such as "tomorrow"."""

    def build(found: re.Match[str], anchor: date, *, past: bool) -> Span:  # noqa: ARG001 - one signature for all
        return periods.day(periods.after(anchor, days))

    return build


def counted(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "within ten days", "in two weeks", "in about 5 working days"."""
    if past:
        return None
    count = say.number(found["n"])
    if not found["unit"] and _A_FEW.search(found["n"]):
        count += 1  # "a couple of days" are rarely two
    until = _counted_day(found, anchor, count)
    tomorrow = periods.after(anchor, 1)
    if found["about"]:
        return Span(periods.after(until, -2), periods.after(until, 2))
    return Span(tomorrow, until) if found["within"] else periods.day(until)


_A_FEW = re.compile(r"couple|paio|par de", re.I)


def _counted_day(found: re.Match[str], anchor: date, count: int) -> date:
    if found["unit"]:
        days = 7 if re.fullmatch(say.WEEKS, found["unit"], re.I) else 30
        return periods.after(anchor, days * count)
    if found["work"] or found["work2"]:
        return periods.working_days_after(anchor, count)
    return periods.after(anchor, count)


def week(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "next week", "end of the week", "KW 22"."""
    groups = found.groupdict()
    if groups.get("number"):
        return periods.iso_week(anchor, int(groups["number"]))
    is_next = bool(groups.get("next") or groups.get("next2"))
    if past:
        return None
    span = _part(groups, periods.week(anchor, int(is_next)))
    if is_next:
        return span
    since = max(span.since, periods.after(anchor, 1))
    return Span(min(since, span.until), span.until, span.opens)


def month(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "end of May", "mid-June", "early next month", "in June"."""
    groups = found.groupdict()
    if groups.get("m"):
        whole = periods.named_month(anchor, month_number(found["m"]), past=past)
        if not past and whole.until <= anchor:
            whole = periods.month(whole.since, 12)
    else:
        is_next = bool(groups.get("next") or groups.get("next2"))
        whole = periods.month(anchor, int(is_next))
    return _part(groups, whole)


def quarter(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "end of the quarter", "after the quarter"."""
    groups = found.groupdict()
    if past:
        return None
    if groups.get("after"):
        return periods.start_of(periods.quarter(anchor, 1))
    is_next = bool(groups.get("next") or groups.get("next2"))
    return _part(groups, periods.quarter(anchor, int(is_next)))


def year_part(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "by the end of the year"."""
    return None if past else _part(found.groupdict(), periods.year(anchor))


def _part(groups: dict[str, str | None], whole: Span) -> Span:
    if groups.get("end"):
        return periods.end_of(whole)
    if groups.get("start"):
        return periods.start_of(whole)
    if groups.get("first"):
        return periods.start_of(whole, 7)
    if groups.get("half"):
        return Span(periods.after(whole.since, 15), whole.until, whole.since)
    return periods.middle_of(whole) if groups.get("middle") else whole


def nth(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "the first Tuesday of June"."""
    groups = found.groupdict()
    if groups.get("m"):
        whole = periods.named_month(anchor, month_number(found["m"]), past=past)
    else:
        whole = periods.month(
            anchor, int(bool(groups.get("next") or groups.get("next2")))
        )
    nth = next(
        at
        for at, name in enumerate(ORDINALS, 1)
        if re.fullmatch(name, found["nth"], re.I)
    )
    return periods.nth_weekday(whole, say.weekday(found["w"]), nth)


def bare(found: re.Match[str], anchor: date, *, past: bool) -> Span | None:
    """Read "the 15th"."""
    number = next(int(group) for group in found.groups() if group)
    return periods.bare_day(anchor, number, past=past)
