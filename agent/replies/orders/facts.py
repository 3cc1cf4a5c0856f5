"""Facts: the day, the sum and the outcome that a line of orders says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from agent.forms.month_names import PATTERN as MONTH
from agent.replies import references
from agent.replies.dates import Phrase, phrases
from agent.replies.orders.heads import duration
from agent.replies.orders.pauses import PAUSES, UP_TO, ending
from agent.replies.orders.spans import christmas_in
from agent.replies.orders.sure import is_sure
from agent.replies.orders.words import NOT, OF_PAYING, OUTCOMES, WORDS
from agent.replies.periods import after

_UNIT = r"(?:gg|giorni|days?|tage?|jours?|días?)"
DAYS_ALONE = re.compile(
    rf"^\D{{0,24}}?(\d{{1,3}})(?:\s*{_UNIT})?\W*$",
    re.I,
)
# Behind these a number is a day of a month, and not how many days.
_DAY_FOLLOWS = re.compile(
    rf"\b(?:{UP_TO}|by|before|after|on|entro|prima|dopo|dal?|al|il)\b"
    rf"|\b{MONTH}\s*\d",
    re.I,
)
_BARE_AMOUNT = re.compile(
    r"(?<![\d/.,])(\d{2,7})(?:[.,](\d\d))?(?![\d/.,]|\s*(?:gg|giorni|days?|/))"
)
# "Contesta 30 euro" is a part; "contesta, il prezzo giusto è 30 euro" is none.
_PART = re.compile(
    r"(?:\W*\b(?:per|solo|soltanto|una|parte|di|for|only|just|part|of)\b)*[ €]*\d"
)
_MONTH_FIRST = re.compile(
    rf"\b(?:(?P<sure>until|till|til|by|on|before)\s+)?(?P<m>{MONTH})(?=\.?\s+\d{{1,2}}\b)",
    re.I,
)
_CALLED_ON = re.compile(
    r"(?:chiamat[oaie]|sentit[oaie]|telefonat[oa]|parlato|called|rang|phoned|spoke\w*|talked)"
    r"(?: (?:them|him|her|it))?(?: (?:again|di nuovo|il|lo|la|on|the|giorno))*\s+$",
    re.I,
)
_SEND = re.compile(
    r"\b(?:manda|invia|spedisci|send|sende|schick|envoie|envía)(?:l[aeio]|r?l[aeio])?\b",
    re.I,
)
_ON = re.compile(
    r"\b(?:on|in|from|dal|tra|fra|am|ab|le|el)\s*$|\b(?:il|al|the)\s*$", re.I
)
# A call of which something is denied is not simply made: "called, not yet".
_NO = re.compile(
    r"\b(?:non|nn|not|no|never|mai|nobody|nessuno|nicht|pas|\w+n['’]t|(?:do|does|did|wo|ca)nt)\b",
    re.I,
)
_WITH_DAY = ("wait", "skip")
_TOGETHER = {"not_reached", "call_back", "wrong_number"}


def days_said(text: str, sent: date) -> tuple[Phrase, ...]:
    """Find the days a text names; "till jan 15" too."""
    return phrases(_MONTH_FIRST.sub(_capital, text), sent)


def _capital(found: re.Match[str]) -> str:
    """Write a month that begins a day with a capital; "may" only where it is one."""
    if found["m"].lower() == "may" and not found["sure"]:
        return found[0]
    at = found.start("m") - found.start()
    return found[0][:at] + found[0][at:].capitalize()


def until_said(
    action: str, text: str, sent: date, named: Iterable[str] = ()
) -> date | None:
    """Give the last day named; "aspetta 10" means ten days.

    Args:
        named: Customers and documents that the order concerns.
    """
    if action in PAUSES:
        last = ending(action, text, sent, days_said(text, sent), named).until
        return last or (_days_alone(action, text, sent) if action == "pause" else None)
    found = days_that_count(action, text, sent)
    if found:
        return found[-1].until
    if action not in _WITH_DAY:
        return None
    spoken = duration(text, sent) or christmas_in(text, sent)
    return spoken or _days_alone(action, text, sent)


def _days_alone(action: str, text: str, sent: date) -> date | None:
    """Give the last of so many days where a line names but their number."""
    alone = DAYS_ALONE.match(text)
    if alone is None or action == "skip" or _DAY_FOLLOWS.search(text):
        return None
    return after(sent, int(alone[1]))


def days_that_count(action: str, text: str, sent: date) -> tuple[Phrase, ...]:
    """Find the days a line names; not the one a call was made on."""
    found = days_said(text, sent)
    if action != "called":
        return found
    return tuple(one for one in found if not _CALLED_ON.search(text[: one.start]))


def day_to_send(text: str, sent: date, named: Iterable[str]) -> date | None:
    """Give the one day of "mandala il 3/12", where the line says no more than that."""
    found = days_said(text, sent)
    if len(found) != 1 or not _SEND.search(text):
        return None
    day = found[0]
    before = _ON.sub(" ", text[: day.start])
    is_one = day.since == day.until > sent
    is_plain = is_one and is_sure("approve", f"{before} {text[day.end :]}", named)
    return day.until if is_plain else None


def left_open(action: str, text: str, sent: date) -> str:
    """Leave out the day gone by on which money came: "incassata ieri"."""
    if action != "paid":
        return text
    for one in reversed(phrases(text, sent, past=True)):
        text = f"{text[: one.start]} {text[one.end :]}"
    return text


def amount_said(action: str, text: str) -> str:
    """Give the sum of an order that has one; of a dispute only a part in dispute."""
    if action not in {"paid", "promise", "called", "write_off", "dispute"}:
        return ""
    if action == "dispute" and not _is_part(text):
        return ""
    found = references.first_amount(text)
    bare = _BARE_AMOUNT.search(text) if action == "paid" and not found else None
    return f"{int(bare[1])}.{bare[2] or '00'}" if bare else found


def _is_part(text: str) -> bool:
    found = WORDS["dispute"].search(text)
    return found is not None and bool(_PART.match(text[found.end() :].lower()))


def outcome_said(text: str, until: date | None, sent: date) -> str:
    """Say what came of a call; empty where it is denied, half said or said twice."""
    found = [(word, at) for word, words in OUTCOMES if (at := words.search(text))]
    if not found:
        is_dated = until is not None and until > sent
        is_open = is_dated or OF_PAYING.search(text) or _NO.search(text)
        return "" if is_open else "reached"
    word, at = found[0]
    if word in ("promise", "dispute") and _is_denied(text, at):
        return ""
    others = {each for each, place in found[1:] if not _is_denied(text, place)}
    is_one = not others or others | {word} <= _TOGETHER
    return word if is_one else ""


def _is_denied(text: str, found: re.Match[str]) -> bool:
    return bool(NOT.search(text[: found.start()].lower()))
