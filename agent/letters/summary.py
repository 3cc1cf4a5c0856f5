"""Summary: the day in one mail, short enough for a phone."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from jinja2.environment import TemplateModule

from agent.errors import Unreadable
from agent.letters import page
from agent.letters import templates as ours
from agent.letters.filters import clean
from agent.letters.templates import Templates, choose
from agent.letters.told import Row, row
from agent.model.day import Bucket, Day, Line, Week
from agent.model.letter import Composed
from agent.model.money import Money, total

# First what waits for a person, then what happened by itself; empty ones are left
# out, but for these two.
_SECTIONS = (
    "stood_still",
    "do_today",
    "replies",
    "to_approve",
    "money_in",
    "letters_out",
    "bounced",
    "unconfirmed",
    "held",
    "quarantined",
    "residues",
    "ageing",
    "forecast",
    "week",
    "late_payers",
    "fallen_silent",
    "to_ask",
    "costs",
    "farewells",
    "next_days",
)
# Those whose lines have a number, to be answered with.
_ANSWERED = (
    "do_today",
    "replies",
    "to_approve",
    "money_in",
    "letters_out",
    "bounced",
    "unconfirmed",
    "held",
    "residues",
)
# Whose lines bear buttons: of a page that mail programs would cut, fewer, then none.
_TAPPED = (
    frozenset(_ANSWERED),
    frozenset(("do_today", "to_approve")),
    frozenset[str](),
)
_ALWAYS = {"do_today", "money_in"}
# A mail that is read in ten minutes; Gmail cuts it at 102 kB.
_MOST_LINES = 10
_MOST_RESIDUES = 40  # told once a month, so that each one is seen
_LONGEST_QUOTE = 400
# Seen in the bank's file, but no customer paid; or told by a mail alone.
_NO_INCOME = (
    "money.reversed",
    "money.returned",
    "money.not_ours",
    "money.announced",
    "money.unconfirmed",
)
_TEXT_WIDTH = 44
_BAR_WIDTH = 24


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar of the ageing picture, scaled to the longest of its currency."""

    bucket: Bucket
    percent: int
    drawn: str


@dataclass(frozen=True, slots=True)
class _Band:
    """One week of the forecast, scaled to the highest of its currency.

    Args:
        sure: Percent of the line to what is all but sure.
        wide: Percent from there to what is barely likely.
    """

    week: Week
    sure: int
    wide: int


@dataclass(frozen=True, slots=True)
class _Section:
    """One part of the mail.

    Args:
        more: Lines that did not fit.
    """

    name: str
    lines: tuple[Row, ...] = ()
    bars: tuple[_Bar, ...] = ()
    bands: tuple[_Band, ...] = ()
    more: int = 0


def compose_day(day: Day, language: str, templates: Templates) -> Composed:
    """Write the day's summary, and fail where a template does.

    Raises:
        Unreadable: A template fails; the sentence names file, line and cure.
    """
    return _compose(clean(day), language, templates)


def summary(day: Day, language: str, templates: Templates) -> Composed:
    """Write the day's summary as text and HTML.

    A template of the user that fails never costs the mail: ours is taken, and the
    failure stands on top of it.
    """
    try:
        return compose_day(day, language, templates)
    except Unreadable as error:
        told = Line("templates/summary", str(error))
        day = replace(day, stood_still=(*day.stood_still, told))
        return compose_day(day, language, ours.load())


def _compose(day: Day, language: str, templates: Templates) -> Composed:
    facts: dict[str, object] = {
        "language": choose(language, templates.summaries),
        "day": day,
        "today": day.today,
        "width": _TEXT_WIDTH,
        "to_do": len(day.do_today) + day.more_to_do,
        "came_in": _came_in(day),
    }
    words = f"summary/{facts['language']}.j2"
    plain = templates.words(words, facts, escape=False)
    context = facts | {"sections": tuple(_sections(day, plain, _TAPPED[0]))}
    name = "summary/summary.txt.j2"
    written = templates.render(name, context | {"w": plain})
    subject, text = page.open_up(written, name)
    rich = {"w": templates.words(words, facts, escape=True), "subject": subject}
    pages = (
        templates.render(
            "summary/summary.html.j2",
            context | rich | {"sections": tuple(_sections(day, plain, tapped))},
        )
        for tapped in _TAPPED
    )
    html = next(filter(None, map(page.inline, pages)), "")
    return Composed(subject, page.tidy(text), html)


def _came_in(day: Day) -> tuple[Money, ...]:
    lines = [line for line in day.money_in if line.said not in _NO_INCOME]
    came = [line.amount for line in lines if line.amount and line.amount.cents > 0]
    return total(came)


def _sections(
    day: Day, words: TemplateModule, tapped: Container[str]
) -> Iterator[_Section]:
    for name in _SECTIONS:
        if name == "ageing":
            if day.ageing:
                yield _Section(name, bars=_bars(day.ageing))
            continue
        if name == "forecast":
            bands = _bands(day.forecast)
            if bands:
                yield _Section(name, bands=bands)
            continue
        lines: tuple[Line, ...] = getattr(day, name)
        if lines or name in _ALWAYS:
            most = most_shown(name)
            to = day.answers_to if name in tapped else ""
            rows = tuple(
                row(_shortened(each), words, to, day.token) for each in lines[:most]
            )
            left = day.more_to_do if name == "do_today" else 0
            yield _Section(name, rows, more=left + len(lines) - len(rows))


def most_shown(section: str) -> int:
    """Give how many lines of a section are written out."""
    return _MOST_RESIDUES if section == "residues" else _MOST_LINES


def numbered(day: Day) -> Day:
    """Number each line that can be answered, as it will stand in the mail."""
    count = itertools.count(1)
    sections: dict[str, tuple[Line, ...]] = {}
    for name in _ANSWERED:
        lines: tuple[Line, ...] = getattr(day, name)
        shown = lines[: most_shown(name)]
        sections[name] = (
            *(_number(each, count, must=name == "do_today") for each in shown),
            *lines[len(shown) :],
        )
    return replace(day, **sections)  # type: ignore[arg-type]


def numbered_as(day: Day, numbers: Mapping[str, int]) -> Day:
    """Give each line the number that it has in another mail; none where it has none."""
    sections = {
        name: tuple(
            replace(line, no=numbers.get(line.about, 0) if line.about else 0)
            for line in getattr(day, name)
        )
        for name in _ANSWERED
    }
    return replace(day, **sections)  # type: ignore[arg-type]


def _number(line: Line, count: Iterator[int], *, must: bool) -> Line:
    return replace(line, no=next(count)) if line.about or must else line


def abouts(day: Day) -> dict[int, str]:
    """Give what each number of a day's mail means; "none:" = nothing to order."""
    lines = [line for name in _ANSWERED for line in getattr(day, name)]
    return {line.no: line.about or "none:" for line in lines if line.no}


def _shortened(line: Line) -> Line:
    if len(line.quote) <= _LONGEST_QUOTE:
        return line
    return replace(line, quote=line.quote[: _LONGEST_QUOTE - 1].rstrip() + "…")


def _bars(buckets: tuple[Bucket, ...]) -> tuple[_Bar, ...]:
    longest: dict[str, int] = {}
    for bucket in buckets:
        currency = bucket.amount.currency
        longest[currency] = max(longest.get(currency, 0), bucket.amount.cents)
    return tuple(_bar(bucket, longest[bucket.amount.currency]) for bucket in buckets)


def _bar(bucket: Bucket, longest_cents: int) -> _Bar:
    cents = max(0, bucket.amount.cents)
    percent = -(-100 * cents // longest_cents) if longest_cents else 0
    return _Bar(bucket, percent, "█" * -(-_BAR_WIDTH * percent // 100))


def _bands(weeks: tuple[Week, ...]) -> tuple[_Band, ...]:
    """Scale the weeks in which something may come."""
    highest: dict[str, int] = {}
    for week in weeks:
        currency = week.high.currency
        highest[currency] = max(highest.get(currency, 0), week.high.cents)
    return tuple(
        _Band(week, low, high - low)
        for week in weeks
        if week.high.cents
        for low, high in [
            tuple(
                100 * one.cents // highest[one.currency]
                for one in (week.low, week.high)
            )
        ]
    )
