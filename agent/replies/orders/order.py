"""Orders: what the owner answers to the daily summary, line by line.

Nothing here is done: a line that cannot be read surely is `not_understood`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from agent.forms.words import fold
from agent.replies.orders.denials import denied
from agent.replies.orders.facts import (
    amount_said,
    day_to_send,
    left_open,
    outcome_said,
    until_said,
)
from agent.replies.orders.heads import begins_with_span, in_figures, with_commas
from agent.replies.orders.manners import begins_note, is_polite, noted, plainly
from agent.replies.orders.parts import behind, parted
from agent.replies.orders.pauses import is_whole_month
from agent.replies.orders.said import action_said, is_in_two_minds, said
from agent.replies.orders.stray import has_stray, is_all_said
from agent.replies.orders.sure import STRICT, is_sure
from agent.replies.orders.targets import (
    customer_named,
    documents_named,
    first,
    instead,
    target,
    undenied,
)
from agent.replies.orders.typos import mended
from agent.replies.orders.words import GREETING, OURS, SIGNED, UNTIL
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
_BEFORE_NEXT = re.compile(r"[\s,;]+(?:but|ma|però|and|e|ed)$", re.I)
_FEW_WORDS = 4
_OF_ALL = frozenset(("stop_all", "resume_all"))
_OF_TODAY = ("promise", "call_back")  # "this morning" may tell of any other call


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
        target: The invoice or customer that a correction names; of `not_his` the
            customer who did not pay, empty where none is named.
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
        for part in _parts(plainly(line.strip())):
            found += _read(part, sent, names, numbers)
    return tuple(found)


def _parts(line: str) -> Iterator[str]:
    """Part a line into its orders; what follows a note belongs to it."""
    at = 0
    for part in [line] if begins_note(line) else parted(line, said):
        at = line.find(part, at)
        if begins_note(part):
            yield line[at:]
            return
        at += len(part)
        yield _BEFORE_NEXT.sub("", part) if line[at:].strip() else part


def _signed_off(lines: list[str], names: dict[str, str]) -> list[str]:
    """Leave out the writer's name, where it is the last line."""
    written = [line for line in lines if line.strip()]
    last = written[-1].strip() if len(written) > 1 else ""
    is_name = SIGNED.fullmatch(last) and not action_said(last)[0]
    return written[:-1] if is_name and not customer_named(last, names) else lines


def _is_courtesy(line: str) -> bool:
    if CLOSING.match(line) or is_polite(line):
        return True
    is_short = len(line.split()) <= _FEW_WORDS and not any(map(str.isdigit, line))
    is_kind = bool(COURTESY.search(line) or GREETING.match(line))
    return is_short and is_kind and action_said(line)[0] == ""


def _read(
    line: str, sent: date, names: dict[str, str], numbers: frozenset[str]
) -> Iterator[Order]:
    """Read a line: the items it names, then what is to be done with them."""
    plain = in_figures(with_commas(_mended(line)))
    head = None if begins_with_span(plain) else _ITEMS.match(plain)
    if begins_note(line):
        yield from _noted(line, head["items"] if head else "", names, numbers)
        return
    if head is not None:
        order = _ordered(line, plain[head.end() :], sent, names, numbers)
        if order.action == "stop_all" and is_whole_month(plain):
            order = replace(order, action="pause")
        if order.action in _OF_ALL:  # one number, and yet all: which is meant?
            order = Order(line)
        for item in _items(head["items"]):
            yield replace(order, item=item)
        return
    order = _ordered(line, plain, sent, names, numbers)
    at = None if _names(order) else behind(plain, *action_said(plain))
    if at is None:
        yield _of_all(order, plain, sent)
        return
    order = _ordered(line, at.rest, sent, names, numbers)
    for item in _items(at.items):
        yield replace(order, item=item)


def _of_all(order: Order, plain: str, sent: date) -> Order:
    """Take a pause for all letters' where its line says no more than its end."""
    is_bare = order.action == "pause" and order.until and not _names(order)
    is_meant = is_bare and is_all_said("pause", plain, sent, ())
    return replace(order, action="stop_all") if is_meant else order


def _noted(
    line: str, items: str, names: dict[str, str], numbers: frozenset[str]
) -> Iterator[Order]:
    """Keep a line as it is; only whom it is about is looked for."""
    about, words = noted(line)
    order = Order(
        line,
        customer=customer_named(words, names),
        invoice=first(documents_named(words, numbers)),
        action="note",
    )
    found = _items(items or about)
    yield from (replace(order, item=item) for item in found or (None,))


def _mended(line: str) -> str:
    words = _ITEMS.sub("", in_figures(line))
    return line if said(words)[1] >= 0 or begins_note(line) else mended(line)


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
    asked = Order(
        line,
        customer=customer_named(rest, names),
        invoice=first(documents_named(rest, numbers)),
    )
    if (whose := denied(rest, names)) is not None:
        return Order(line, action="not_his", target=whose)
    plain = undenied(rest, names, numbers)
    meant = instead(plain, names, numbers)
    action, at = ("correct", 0) if meant else action_said(plain)
    is_denial = action == "not_his"  # with more than that: asked back
    is_unsure = action not in {"note", "correct"} and is_in_two_minds(rest)
    if not action or is_denial or is_unsure:
        return asked
    if action == "correct":
        return _corrected(
            line, plain, meant or target(plain[at:], names, numbers), names
        )
    if action == "stop_all" and _names(asked) and is_whole_month(plain):
        action = "pause"
    if action in _OF_ALL and _names(asked):
        return asked
    return _settled(replace(asked, action=action), rest, sent)


def _corrected(line: str, rest: str, meant: str, names: dict[str, str]) -> Order:
    """Book money elsewhere, where one document or customer is named and no other."""
    known = (meant, customer_named(rest, names))
    is_meant = bool(meant) and is_sure("correct", rest, known)
    return Order(line, action="correct", target=meant) if is_meant else Order(line)


def _settled(order: Order, rest: str, sent: date) -> Order:
    """Add day, sum and outcome; what is not said surely is asked back."""
    asked = replace(order, action="not_understood")
    named, action = (order.customer, order.invoice), order.action
    if action == "approve" and (day := day_to_send(rest, sent, named)):
        return replace(order, action="wait", until=day)
    amount = amount_said(action, rest)
    if action in STRICT:
        is_plain = is_sure(action, left_open(action, rest, sent), named, amount)
        return replace(order, amount=amount) if is_plain else asked
    is_mistyped = _mended(order.line) != order.line
    is_guessed = is_mistyped and not is_all_said(action, rest, sent, named)
    if is_guessed or has_stray(action, rest, sent, named):
        return asked
    until = until_said(action, rest, sent, named) if action in UNTIL else None
    if action != "called":
        return replace(order, until=until, amount=amount)
    outcome = outcome_said(rest, until, sent)
    if not outcome:
        return asked
    is_day = until is None or until > sent or outcome in _OF_TODAY
    return replace(
        order, until=until if is_day else None, amount=amount, outcome=outcome
    )
