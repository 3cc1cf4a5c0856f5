"""Spans: the days, weeks, months and lengths of time that a pause names, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from agent.forms.month_names import PATTERN as MONTH
from agent.forms.month_names import month as number_of
from agent.replies import periods
from agent.replies.dates import Phrase
from agent.replies.orders.heads import lengths

WHOLE = r"(?:tutt[oa]|per|all|whole|entire|throughout|ganzen?|toute?|tod[oa])"
THE = r"(?:(?:il mese di|il|la|the|of|den|die|el|le|mois de)\s+|l['’]|mois d['’])?"
_THIS = r"(?:quest[oa]|this|dies\w{1,2}|cet?|cette|est[ae])"
_IN = r"(?:in|ad?|nel|durante|during|for|over|im|en|pour)"
# A month behind a figure is a day too far away to be read.
_MONTH = re.compile(
    rf"\b(?P<in>(?:{WHOLE}|{_IN})\s+{THE})?(?<!\d)(?<!\d[ .°])(?P<month>{MONTH})", re.I
)
_RUNNING = re.compile(
    rf"\b(?:{WHOLE}|{_THIS})\s+{THE}(?:(?P<week>settimana|week|woche|semaine|semana)"
    r"|(?P<month>mese|month|monat|mois|mes)|(?P<year>anno|year|jahr|année|año))\b",
    re.I,
)
_CHRISTMAS = re.compile(r"\b(?:natale|christmas|xmas|weihnachten|noël|navidad)\b", re.I)
# Its last day is known to all, unlike that of anybody's own holidays.
_FESTIVE = re.compile(
    r"\b(?:per|durante|sotto|nel|nelle|over|during|throughout|for|at|über|an|zu|pour"
    r"|pendant|por|ad?|à|en)"
    r"\s+(?:(?:tutt[eo]|il|le|the|die|les|las)\s+)*(?:(?:periodo|feste|festività|fêtes"
    r"|vacanze|vacances|fiestas)\s+(?:(?:di|de)\s+)?)?"
    r"(?:natale|natalizi[oe]|christmas|xmas|weihnachten|noël|navidad)"
    r"(?:\s+(?:holidays?|season|break|period|time))?\b",
    re.I,
)
# "Tra Natale e Capodanno", "from Christmas to Epiphany": both ends are said.
_TURN = re.compile(
    r"\b(?:tra|fra|da|dal|between|from|zwischen|von|entre|de|du|desde)\s+"
    r"(?:il\s+)?(?:natale|christmas|xmas|weihnachten|noël|navidad)\s+"
    r"(?:e|ed|ad?|al|and|to|until|till|und|bis|et|à|y|hasta|fino\s+(?:ad?|al))\s*"
    r"(?:l['’]|all['’]|la\s+|alla\s+|le\s+|il\s+|the\s+|al\s+|el\s+)?"
    r"(?:(?P<eve>san silvestro|new year['’]?s? eve|silvester|nochevieja)"
    r"|(?P<epiphany>epifania|befana|epiphany|dreikönig\w*|épiphanie|reyes)"
    r"|capodanno|primo dell['’]anno|(?:the )?new year(?:['’]?s)?(?: day)?|neujahr"
    r"|nouvel an|jour de l['’]an|año nuevo)\b",
    re.I,
)
# What begins at once, and says nothing of an end.
_NOW = re.compile(
    r"\b(?:(?:d['’]|da )(?:ora|adesso|subito)(?: in (?:poi|avanti))?"
    r"|(?:from|starting|beginning|as of|as from) (?:right )?now(?: onwards?| on)?"
    r"|ab (?:sofort|jetzt)|von jetzt an|(?:dès|à partir de) maintenant"
    r"|desde (?:ahora|ya)(?: mismo)?)\b",
    re.I,
)
_TO_OR_FROM = re.compile(
    r"\b(?:fino|sino|finch[eé]|until|till|til|bis|jusqu|hasta|entro|by|prima|before|vor"
    r"|avant|antes|dopo|after|nach|après|después|da|dal|from)\W*$",
    re.I,
)
# "Dal 10 dicembre a Natale" ends that very day.
_TO_FROM_THERE = re.compile(
    r"\b(?:da|dal|dall['’]|from|ab|von|vom|du|dès|depuis|desde|del)\b[^.;,\n]{1,25}$",
    re.I,
)
_TO = re.compile(r"(?:ad?|à|to)\s", re.I)
_SEASON = 11  # before this month it is too far away to pause until then
_AGO = re.compile(r"\s*(?:fa|ago|prima|before|earlier)\b", re.I)
_LEAST_LETTERS = 4  # "may", "mar" and "set" are words too


@dataclass(frozen=True, slots=True)
class Named:
    """A span that a text names.

    Args:
        start, end: Where it stands in the text.
        is_length: It is so many days, from whichever day it begins.
        is_far: A Christmas to come, before which letters are to go on; or one past.
        is_start: Words that say when a time begins, and not when it ends.
        is_whole: Words that say both.
    """

    since: date
    until: date
    start: int
    end: int
    is_length: bool = False
    is_far: bool = False
    is_start: bool = False
    is_whole: bool = False


def spans(text: str, sent: date, days: Iterable[Phrase]) -> tuple[Named, ...]:
    """Find what a text names, in its order.

    Args:
        days: Those it names, found before: nothing else is read into their words.
    """
    found = [Named(one.since, one.until, one.start, one.end) for one in days]
    found += _festive(text, sent)
    found += (
        Named(sent, sent, one.start(), one.end(), is_start=True)
        for one in _NOW.finditer(text)
    )
    for one in (
        *_christmas(text, sent),
        *_lengths(text, sent),
        *_running(text, sent),
        *_months(text, sent),
    ):
        if all(one.end <= other.start or other.end <= one.start for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.start))


def christmas_in(text: str, sent: date) -> date | None:
    """Give the last day of the Christmas that a text speaks of; None if it is not sure.

    Over it means until Epiphany; until it, 25 December.
    """
    found = (*_festive(text, sent), *_christmas(text, sent))
    return found[0].until if found and not found[0].is_far else None


def _christmas(text: str, sent: date) -> Iterator[Named]:
    """Give the next 25 December; while it is Christmas nobody means that."""
    epiphany, on = _epiphany(sent), date(_epiphany(sent).year - 1, 12, 25)
    is_past = on <= sent <= epiphany
    for one in _CHRISTMAS.finditer(text):
        yield Named(on, on, one.start(), one.end(), is_far=is_past)


def _epiphany(sent: date) -> date:
    """Give the end of the Christmas that is, or else comes."""
    on = date(sent.year, 1, 6)
    return on if sent <= on else on.replace(year=sent.year + 1)


def _festive(text: str, sent: date) -> Iterator[Named]:
    """Give Christmas as a time: until Epiphany, where no other end of it is said.

    A pause begins at once: before its season it is far.
    """
    epiphany = _epiphany(sent)
    since = date(epiphany.year - 1, 12, 24)
    is_season = sent.year == epiphany.year or sent.month >= _SEASON
    turns = [*_TURN.finditer(text)]
    for one in turns:
        until = epiphany if one["epiphany"] else date(epiphany.year, 1, 1)
        until = date(since.year, 12, 31) if one["eve"] else until
        is_far = not is_season or until < sent
        yield Named(since, until, one.start(), one.end(), is_far=is_far, is_whole=True)
    for one in _FESTIVE.finditer(text):
        is_end = _TO.match(one.group()) and _TO_FROM_THERE.search(text, 0, one.start())
        is_in_turn = any(each.start() < one.end() <= each.end() for each in turns)
        if not (is_end or is_in_turn or _TO_OR_FROM.search(text, 0, one.start())):
            yield Named(since, epiphany, one.start(), one.end(), is_far=not is_season)


def _lengths(text: str, sent: date) -> Iterator[Named]:
    for one, days in lengths(text):
        if not _AGO.match(text, one.end()):
            last = periods.after(sent, days)
            yield Named(sent, last, one.start(), one.end(), is_length=True)


def _running(text: str, sent: date) -> Iterator[Named]:
    for one in _RUNNING.finditer(text):
        if one["week"]:
            span = periods.week(sent, 0)
        else:
            span = periods.month(sent, 0) if one["month"] else periods.year(sent)
        yield Named(span.since, span.until, one.start(), one.end())


def _months(text: str, sent: date) -> Iterator[Named]:
    for one in _MONTH.finditer(text):
        if one["in"] or len(one["month"]) >= _LEAST_LETTERS:
            span = periods.named_month(sent, number_of(one["month"]), past=False)
            yield Named(span.since, span.until, one.start(), one.end())
