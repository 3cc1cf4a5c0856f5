"""MT940 and MT942: SWIFT statements and interim reports, with the banks' dialects.

Source: SWIFT Standards MT, category 9, MT 940 and MT 942; the dialects as German,
Dutch, Swiss and other banks write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from agent.bank.mt_line import MtBalance
from agent.bank.mt_page import Page, days_of, read_page
from agent.bank.mt_second import difference
from agent.bank.statement import StatementFormat
from agent.bank.swift import fields, messages, text_lines
from agent.errors import Unreadable
from agent.forms.delimited import decode
from agent.model.payment import Statement

_BEGIN = r"(?:^|[\r\n]|@@|\{4:)[ \t]*:"
_HEAD = re.compile(rf"{_BEGIN}(?:20|25P?|28C?):")
_BODY = re.compile(rf"{_BEGIN}(?:60[FM]?|61|62[FM]?|34F|90[CD]):")
_LINE = re.compile(r":61:\s*\d{6}")


def _claims(data: bytes, _name: str) -> bool:
    text = decode(data)
    return bool(_HEAD.search(text) and _BODY.search(text))


def _read(data: bytes, name: str) -> tuple[Statement, ...]:
    text = decode(data)
    rows = text_lines(text)
    pages = [read_page(message) for message in messages(list(fields(rows)))]
    doubts = tuple(f"{name} {doubt}" for doubt in _unproven(pages, text, rows))
    accounts: dict[str, list[Page]] = {}
    for page in _once(pages):
        accounts.setdefault(page.account, []).append(page)
    return tuple(_joined(known, name, doubts) for known in accounts.values())


def _once(pages: Sequence[Page]) -> Iterator[Page]:
    """Leave out messages that stand twice: balances that move cannot come twice."""
    seen = set()
    for page in pages:
        text = tuple((field.tag, field.lines) for field in page.fields)
        if text not in seen or not (page.opening and page.closing):
            yield page
        seen.add(text)


def _unproven(pages: Sequence[Page], text: str, rows: Sequence[str]) -> Iterator[str]:
    """Hold a file whose lines a second reader does not find, or not the same."""
    yield from _cut(pages[-1])
    found = sum(page.found for page in pages)
    if len(_LINE.findall(text)) > found:
        yield "has lines (:61:) within other fields: its line breaks may be lost"
    try:
        differs = difference([line for page in pages for line in page.seen], rows)
    except Unreadable as error:
        if not all(page.is_proven for page in pages):
            yield f"{error}, and no balances prove the lines"
        return
    if differs:
        yield differs


def _cut(last: Page) -> Iterator[str]:
    """Hold what may be cut in its last line, if that brings money.

    Cut in its text a payment would be another one when the whole file comes. Where
    only debits could be cut the lines are taken, and no day is covered by them.
    """
    _, line = last.seen[-1] if last.seen else (0, None)
    if last.is_open and line and (line.is_credit or not line.has_type):
        yield f"line {last.number}: no closing balance: the file may be cut"


def _joined(pages: Sequence[Page], name: str, doubts: tuple[str, ...]) -> Statement:
    """Put the pages or days of one account together."""
    since, through = days_of(_unbroken(pages))
    last = max(
        (page.closing for page in reversed(pages) if page.closing),
        key=lambda closing: closing.on or date.min,
        default=None,
    )
    first = pages[0].opening
    own = [doubt for page in pages for doubt in page.doubts] + list(_gaps(pages))
    return Statement(
        account=pages[0].account,
        lines=tuple(line for page in pages for line in page.lines),
        since=since,
        through=through,
        opening=first.amount if first else None,
        closing=last.amount if last else None,
        doubts=(*(f"{name} {doubt}" for doubt in own), *doubts),
    )


def _gaps(pages: Sequence[Page]) -> Iterator[str]:
    """Name the places where pages of one statement are missing."""
    if pages[0].begins_within:
        yield f"line {pages[0].number}: the pages before it are missing"
    for page, following in pairwise(pages):
        is_within = page.ends_within or following.begins_within
        if is_within and page.closing != following.opening:
            yield f"line {following.number}: it does not go on from the page before"
    if pages[-1].ends_within:
        yield f"line {pages[-1].number}: the pages after it are missing"


def _unbroken(pages: Sequence[Page]) -> Sequence[Page]:
    """Give the pages up to where a statement is missing.

    The days behind it are covered only once that one has come, too.
    """
    if not all(page.closing and page.closing.on for page in pages):
        return pages
    ordered = sorted(pages, key=_last_day)
    for at, (page, following) in enumerate(pairwise(ordered), start=1):
        if _is_gap(page.closing, following.opening):
            return ordered[:at]
    return ordered


def _last_day(page: Page) -> date:
    return (page.closing and page.closing.on) or date.min


def _is_gap(closing: MtBalance | None, opening: MtBalance | None) -> bool:
    if not closing or not opening:
        return False
    is_same_currency = closing.amount.currency == opening.amount.currency
    return is_same_currency and closing.amount != opening.amount


FORMAT = StatementFormat("MT940, MT942", _claims, _read)
