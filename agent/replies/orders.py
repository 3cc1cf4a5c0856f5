"""Orders: what the owner answers to the daily summary, line by line.

Nothing here is done: a line that cannot be read surely is `not_understood`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from agent.forms.wording import Wording
from agent.forms.words import fold
from agent.replies import references
from agent.replies.dates import phrases
from agent.replies.order_heads import begins_with_span, duration, in_figures
from agent.replies.order_parts import behind, parted
from agent.replies.order_targets import (
    customer_named,
    documents_named,
    first,
    instead,
    target,
)
from agent.replies.order_words import (
    ACTIONS,
    BUT,
    GREETING,
    NOT,
    OF_PAYING,
    OURS,
    OUTCOMES,
    SIGNED,
    UNSURE,
    UNTIL,
    WORDS,
)
from agent.replies.periods import after
from agent.replies.quotes import CLOSING
from agent.replies.words import COURTESY

_MOST_LINES = 200
_MOST_ITEMS = 50
_ITEMS = re.compile(
    r"^\W*(?P<items>\d{1,3}(?:\s*(?:[,+&]|-|–|\b(?:e|and|und|et|y|a)\b)\s*\d{1,3})*)"
    r"(?:\s*[.):]|\s*[-–:=]|(?=\s|$))(?!\s*[/.]\s?\d)\s*",
    re.I,
)
_RANGE = re.compile(r"(\d{1,3})\s*[-–]\s*(\d{1,3})")
_DAYS_ALONE = re.compile(
    r"^\D{0,24}?(\d{1,3})(?:\s*(?:gg|giorni|days?|tage?|jours?|días?))?\W*$", re.I
)
_BARE_AMOUNT = re.compile(
    r"(?<![\d/.,])(\d{2,7})(?:[.,](\d\d))?(?![\d/.,]|\s*(?:gg|giorni|days?|/))"
)
_STRAY = re.compile(r"\b\d{1,3}\b(?!\s?[/.])")
# "Contesta 30 euro" is a part; "contesta, il prezzo giusto è 30 euro" is none.
_PART = re.compile(
    r"(?:\W*\b(?:per|solo|soltanto|una|parte|di|for|only|just|part|of)\b)*[ €]*\d"
)
_FEW_WORDS = 4
_OF_ALL = frozenset(("stop_all", "resume_all"))


@dataclass(frozen=True, slots=True)
class Order:
    """One order.

    Args:
        line: As written.
        item: The number in the summary; None = none was named.
        customer, invoice: As named in the line; empty = none.
        action: A word of the closed list in docs/read.md.
        until: The last day it means; None = none was named.
        amount: Major units, "1234.50"; empty = none.
        target: The invoice or customer that a correction names.
        outcome: What came of a call; empty for all else.
    """

    line: str
    item: int | None = None
    customer: str = ""
    invoice: str = ""
    action: str = "not_understood"
    until: date | None = None
    amount: str = ""
    target: str = ""
    outcome: str = ""


def orders(
    text: str,
    sent: date,
    customers: Iterable[str] = (),
    open_numbers: Iterable[str] = (),
) -> tuple[Order, ...]:
    """Read the new words of an answer to the summary.

    Args:
        text: Without quotation and signature.
        sent: The day of the mail: dates count from it.
        customers: Names of the customers, as the ledger writes them.
        open_numbers: Numbers of open documents, likewise.

    Returns:
        In the order of the lines; one for each item a line names. Greetings and
        thanks are none.
    """
    names = {plain: name for name in customers if (plain := fold(name))}
    numbers = frozenset(open_numbers)
    found: list[Order] = []
    for line in _signed_off(text.split("\n")[:_MOST_LINES], names):
        if not line.strip() or _is_courtesy(line) or OURS.match(line):
            continue
        for part in parted(line.strip(), _said):
            found += _read(part, sent, names, numbers)
    return tuple(found)


def _signed_off(lines: list[str], names: dict[str, str]) -> list[str]:
    """Leave out the writer's name, where it is the last line."""
    written = [line for line in lines if line.strip()]
    last = written[-1].strip() if len(written) > 1 else ""
    is_name = SIGNED.fullmatch(last) and not _action(last)[0]
    return written[:-1] if is_name and not customer_named(last, names) else lines


def _is_courtesy(line: str) -> bool:
    if CLOSING.match(line):
        return True
    is_short = len(line.split()) <= _FEW_WORDS and not any(map(str.isdigit, line))
    is_kind = bool(COURTESY.search(line) or GREETING.match(line))
    return is_short and is_kind and _action(line)[0] == ""


def _read(
    line: str, sent: date, names: dict[str, str], numbers: frozenset[str]
) -> Iterator[Order]:
    """Read a line: the items it names, then what is to be done with them."""
    plain = in_figures(line)
    head = None if begins_with_span(plain) else _ITEMS.match(plain)
    if head is not None:
        order = _ordered(line, plain[head.end() :], sent, names, numbers)
        if order.action in _OF_ALL:  # one number, and yet all: which is meant?
            order = Order(line)
        for item in _items(head["items"]):
            yield replace(order, item=item)
        return
    order = _ordered(line, plain, sent, names, numbers)
    at = None if _names(order) else behind(plain, *_action(plain))
    if at is None:
        yield order
        return
    order = _ordered(line, at.rest, sent, names, numbers)
    if order.action in {"approve", "undo"} and _STRAY.search(at.rest):
        order = Order(line)  # of the two numbers one was meant otherwise
    for item in _items(at.items):
        yield replace(order, item=item)


def _names(order: Order) -> bool:
    return bool(order.customer or order.invoice)


def _items(written: str) -> list[int]:
    """Give the numbers of "1", "1, 2 e 5", "1-3"."""
    found: list[int] = []
    for piece in re.split(r"\s*(?:[,+&]|\b(?:e|and|und|et|y)\b)\s*", written):
        span = _RANGE.fullmatch(piece)
        first, last = (int(span[1]), int(span[2])) if span else (0, -1)
        found += range(first, last + 1) if span else map(int, re.findall(r"\d+", piece))
    return list(dict.fromkeys(found))[:_MOST_ITEMS]


def _ordered(
    line: str, rest: str, sent: date, names: dict[str, str], numbers: frozenset[str]
) -> Order:
    action, at = _action(rest)
    named = documents_named(rest, numbers)
    who = customer_named(rest, names)
    if meant := instead(rest, names, numbers):
        return Order(line, action="correct", target=meant)
    if not action or (action != "note" and _is_in_two_minds(rest)):
        return Order(line, customer=who, invoice=first(named))
    order = Order(line, customer=who, invoice=first(named), action=action)
    if action in _OF_ALL and _names(order):
        return replace(order, action="not_understood")
    if action == "correct":
        meant = target(rest[at:], names, numbers)
        if not meant:
            return replace(order, action="not_understood")
        return replace(order, invoice="", customer="", target=meant)
    if action in UNTIL:
        order = replace(order, until=_until(action, rest, sent))
    if action == "called":
        order = _with_outcome(order, rest, sent)
    if action in {"paid", "promise", "called", "write_off", "dispute"}:
        order = replace(order, amount=_amount(action, rest))
    return order


def _with_outcome(order: Order, rest: str, sent: date) -> Order:
    """Say what came of a call; where that is denied or half said, it is asked back."""
    outcome = _outcome(rest)
    if not outcome or (outcome == "reached" and _is_open(order, rest, sent)):
        return replace(order, action="not_understood", until=None)
    return replace(order, outcome=outcome)


def _is_open(order: Order, rest: str, sent: date) -> bool:
    """Tell a call of which more was said than that it was made."""
    is_dated = order.until is not None and order.until > sent
    return is_dated or bool(OF_PAYING.search(rest))


def _said(text: str) -> tuple[str, int]:
    """Give the action of words, and where the first word of any begins; below 0 = none."""
    found = (words.search(text) for _, words in ACTIONS)
    return _action(text)[0], min((one.start() for one in found if one), default=-1)


def _is_in_two_minds(text: str) -> bool:
    """Tell a line that doubts, or orders one thing and then another."""
    if (
        _contradicts(text)
        or UNSURE.search(text)
        or ("?" in text and _action(text)[0] != "why")
    ):
        return True
    first, but, second = BUT.split(text, 1) if BUT.search(text) else ("", "", "")
    said = {_action(first)[0], _action(second)[0]} if but else set()
    return len(said - {""}) > 1 and "called" not in said


def _contradicts(text: str) -> bool:
    """Tell words that say both yes and no, and nothing else besides."""
    if _action(text)[0] not in {"approve", "skip"}:
        return False
    yes, no = WORDS["approve"].search(text), WORDS["skip"].search(text)
    if yes is None or no is None:
        return False
    return not no.start() <= yes.start() < no.end()  # "non mandarla" says no alone


def _action(text: str) -> tuple[str, int]:
    """Give the action and the place behind its word; empty if none, or if denied."""
    for action, words in ACTIONS:
        found = _last(words, text) if action == "correct" else words.search(text)
        if found is None:
            continue
        if action not in {"skip", "why", "note"} and NOT.search(
            text[: found.start()].lower()
        ):
            return "", found.end()
        return action, found.end()
    return "", 0


def _last(words: Wording, text: str) -> re.Match[str] | None:
    """Give the last place of words: "non è di Rossi, è di Verdi"."""
    found = list(words.pattern.finditer(text.lower()))
    return found[-1] if found else None


def _outcome(text: str) -> str:
    """Give what came of a call; empty where it is denied: "non paga"."""
    for word, said in OUTCOMES:
        found = said.search(text)
        if found:
            is_denied = bool(NOT.search(text[: found.start()].lower()))
            return "" if is_denied and word in ("promise", "dispute") else word
    return "reached"


def _until(action: str, text: str, sent: date) -> date | None:
    """Give the last day named; "aspetta 10" means ten days."""
    found = phrases(text, sent)
    if found:
        return found[-1].until
    if action not in {"wait", "pause", "skip"}:
        return None
    if spoken := duration(text, sent):
        return spoken
    alone = _DAYS_ALONE.match(text)
    return after(sent, int(alone[1])) if alone else None


def _is_part(text: str) -> bool:
    said = WORDS["dispute"].search(text)
    return said is not None and bool(_PART.match(text[said.end() :].lower()))


def _amount(action: str, text: str) -> str:
    if action == "dispute" and not _is_part(text):
        return ""
    said = references.first_amount(text)
    bare = _BARE_AMOUNT.search(text) if action == "paid" and not said else None
    return f"{int(bare[1])}.{bare[2] or '00'}" if bare else said
