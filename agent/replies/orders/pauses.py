"""Pauses: until when one is said to last.

An end counts only where it is bound to the pause, in one clause with it: a day of
the reason ends nothing, and a first day is no last one. In doubt a pause has no end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from agent.forms.month_names import PATTERN as MONTH
from agent.forms.words import fold
from agent.replies import periods
from agent.replies.dates import Phrase
from agent.replies.orders.spans import THE, Named, spans
from agent.replies.orders.sure import is_sure
from agent.replies.orders.words import WORDS

PAUSES = frozenset(("pause", "stop_all"))
UP_TO = r"fino|sino|finch[eé]|until|till|til|through|bis|jusqu\w*|hasta"
_FROM = (
    r"da|dal|dalla|dall|partire|from|starting|as of|since|ab|von|vom|seit|du|dès|desde"
    r"|depuis|dopo|after|nach|après|después|tra|fra|between|zwischen|entre|entro|by"
    r"|within|before|prima|vor|avant|antes"
)
_LEADS = re.compile(rf"\b(?:(?P<up_to>{UP_TO})|(?P<start>{_FROM}))\b", re.I)
# Words that only lead to a day or a period.
_LINKS = re.compile(
    rf"\b(?:{UP_TO}|{_FROM}|a|ad|au|in|im|en|nel|nelle|sotto|over|during|durante|pendant|per|tutt[oa]"
    r"|whole|entire|ganzen?|toute?|tod[oa]|zum|il|più|más|incluso|compreso|included"
    r"|inclusive|in poi|onwards?|an|avanti)\b|(?<!\d)\d{1,2}\s*[-–]\s*$",
    re.I,
)
_WHOLE_MONTH = re.compile(rf"\b(?:tutto|all)\s+{THE}{MONTH}", re.I)
# Their days are known to the writer alone.
_UNKNOWN = re.compile(
    r"\b(?:estate|inverno|ferie|vacanz\w{1,2}|summer|winter|holidays?|vacation|sommer"
    r"|feste|festività|fêtes|fiestas|pasqua|capodanno|ferragosto|easter|ostern|pâques"
    r"|pascua|nouvel an|neujahr|den jahren|año nuevo|new year"
    r"|urlaub|ferien|été|hiver|vacances|verano|invierno|vacaciones)\b"
    rf"|\b(?:entro|{UP_TO})\b(?!\W+(?:\w+\W+)?\d)",
    re.I,
)
_UNTIL_TOLD = re.compile(
    r"\b(?:fino a nuov[oa] (?:ordine|comunicazione|avviso)"
    r"|finch[eé] (?:non )?(?:te )?lo dico|until further notice"
    r"|until i (?:say|tell)|bis auf weiteres|jusqu['’]à nouvel ordre"
    r"|hasta nuev[oa] (?:orden|aviso))\b",
    re.I,
)
# Where another clause begins: what it says may be the reason.
_BREAK = re.compile(
    r"[,;:!?()](?=\s|$)|\.(?=\s+[^\W\d]|\s*$)|\s[-–—]+\s(?!\d)"
    r"|\b(?:perch[eé]|poich[eé]|siccome|visto|dato che|because|as(?! of)|weil|denn"
    r"|parce que|car|porque)\b",
    re.I,
)
_AND = re.compile(r"\s*(?:\b(?:ed?|and|und|et|y|poi|then)\b|[&+])", re.I)
_OR = re.compile(r"\b(?:o|oppure|or|oder|ou)\b", re.I)
_FOR = re.compile(r"\s*\b(?:per|for|wegen|pour|por|a causa|due to)\b", re.I)


@dataclass(frozen=True, slots=True)
class Ending:
    """What a line says of the end of a pause.

    Args:
        until: The last day; None = none is said.
        is_unsure: An end is meant, and nobody can tell which day it is.
    """

    until: date | None = None
    is_unsure: bool = False


@dataclass(frozen=True, slots=True)
class _Clause:
    """The clause of a pause: its word is left out, and stands at `at`."""

    action: str
    text: str
    at: int
    spans: tuple[Named, ...]
    named: tuple[str, ...]

    def is_empty(self, text: str) -> bool:
        """Tell words that say nothing of their own."""
        return is_sure(self.action, _LINKS.sub(" ", text), self.named)


def ending(
    action: str, text: str, sent: date, days: Sequence[Phrase], named: Iterable[str]
) -> Ending:
    """Read until when a pause lasts.

    Args:
        days: The days that the text names.
        named: Customers and documents that the pause concerns.
    """
    said = WORDS[action].search(text) or WORDS["pause"].search(text)
    if said is None:
        return Ending()
    found, (at, end) = spans(text, sent, days), said.span()
    # "Tutto agosto": the last word of the order may be the first of its month.
    end = min(
        [end, *(max(one.start, at) for one in found if one.start < end <= one.end)]
    )
    blank = f"{text[:at]}{' ' * (end - at)}{text[end:]}"
    clause = _clause(_Clause(action, blank, end, found, tuple(named)), at)
    bound = tuple(_bound(clause))
    if any(_OR.search(words) for words, _ in bound[1:]) or any(
        one.is_far for _, one in bound
    ):
        return Ending(is_unsure=True)
    if all(one.is_start for _, one in bound):
        return Ending(is_unsure=_is_unknown(clause))
    last = _last(clause, bound, sent)
    if last is None and action == "pause" and _is_bare_day(clause, bound):
        return Ending(is_unsure=True)  # on that day, until it, or from it on?
    if last and any(one.until > last for one in found):  # "until the 10th, then ..."
        return Ending(is_unsure=action == "pause")
    return Ending(last)


def is_whole_month(text: str) -> bool:
    """Tell "tutto agosto", which is a month and not everything."""
    return bool(_WHOLE_MONTH.search(text))


def has_unknown_end(text: str) -> bool:
    """Tell an "until" of no day, or a season: not "until further notice"."""
    return _unknown(text) is not None


def _clause(line: _Clause, at: int) -> _Clause:
    """Cut a line down to its clause; what follows and says but days belongs to it."""
    breaks = [
        one.span()
        for one in _BREAK.finditer(line.text)
        if not any(each.start < one.start() < each.end for each in line.spans)
    ]
    begins = max((end for _, end in breaks if end <= at), default=0)
    ends = [start for start, _ in breaks if start >= line.at] + [len(line.text)]
    end = ends[0]
    for start, following in pairwise(ends):
        if not line.is_empty(_undated(line, start, following)):
            break
        end = following
    return _Clause(
        line.action,
        line.text[:end],
        line.at,
        tuple(one for one in line.spans if begins <= one.start < end),
        line.named,
    )


def _undated(line: _Clause, start: int, end: int) -> str:
    """Give the words of a piece without the days in it."""
    text = line.text
    for one in reversed(line.spans):
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return text[start:end]


def _bound(clause: _Clause) -> Iterator[tuple[str, Named]]:
    """Give the spans bound to a pause, each behind the words that lead to it."""
    text, behind = clause.text, 0
    before = [one for one in clause.spans if one.end <= clause.at]
    if before and clause.is_empty(text[before[-1].end : clause.at]):
        for one in before[-2:]:
            yield text[behind : one.end], one
            behind = one.end
    behind = clause.at
    for one in (each for each in clause.spans if each.end > clause.at):
        gap, words = text[behind : one.start], text[behind : one.end]
        is_led = clause.action == "pause" and _lead(words) == "up_to"
        if not (is_led or clause.is_empty(_OR.sub(" ", gap))):
            return
        yield words, one
        behind = one.end


def _lead(words: str, span: Named | None = None) -> str:
    """Tell whether words lead to the end of a time, to its start, or to neither.

    Args:
        span: That they end with; it may say so itself.
    """
    if span and (span.is_start or span.is_whole):
        return "start" if span.is_start else ""
    found = [one.lastgroup or "" for one in _LEADS.finditer(words)]
    return found[-1] if found else ""


def _is_bare_day(clause: _Clause, bound: Sequence[tuple[str, Named]]) -> bool:
    """Tell that a clause names a single day and no more."""
    words, one = bound[0]
    tail = clause.text[max(clause.at, one.end) :]
    is_day = one.since == one.until and not one.is_length
    return (
        is_day and len(bound) == 1 and not _lead(words, one) and clause.is_empty(tail)
    )


def _last(
    clause: _Clause, bound: Sequence[tuple[str, Named]], sent: date
) -> date | None:
    """Give the last day of what is bound to a pause; None where it is not sure."""
    last: date | None = None
    begins, lead = date.min, ""
    for n, (words, one) in enumerate(bound):
        lead = _lead(words, one)
        if lead == "start":
            begins = one.since
        elif one.is_length:
            days = (one.until - one.since).days
            last = max(last or date.min, periods.after(max(one.since, begins), days))
        elif lead or n or one.since < one.until or one.until == sent:
            last = max(last or date.min, one.until)
    tail = clause.text[max(clause.at, bound[-1][1].end) :]
    is_firm = lead == "up_to" or bound[-1][1].is_length or begins > date.min
    if last is None or last < begins or not _ends(clause, tail, is_firm=is_firm):
        return None
    return last


def _ends(clause: _Clause, tail: str, *, is_firm: bool) -> bool:
    """Tell that what follows an end takes nothing from it."""
    if clause.is_empty(tail):
        return True
    return (
        not _AND.match(tail)
        and not _OR.match(tail.strip())
        and (is_firm or bool(_FOR.match(tail)))
    )


def _is_unknown(clause: _Clause) -> bool:
    """Tell a clause that means an end of which it names no day."""
    named = {fold(word) for name in clause.named for word in name.split()}
    found = _unknown(clause.text)
    if found is None or fold(found[0]) in named:
        return False
    gap = _undated(clause, clause.at, max(found.start(), clause.at))
    return clause.action == "pause" or clause.is_empty(gap)


def _unknown(text: str) -> re.Match[str] | None:
    told = _UNTIL_TOLD.sub(lambda one: " " * len(one[0]), text)
    return _UNKNOWN.search(told)
