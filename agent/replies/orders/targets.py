"""Targets: the customer and the documents that a line of orders names."""

from __future__ import annotations

import re

from agent.forms.words import fold
from agent.replies import references
from agent.replies.orders.not_his import BESIDE, BUT_HIS
from agent.replies.orders.words import INSTEAD

_WHOLE_DAY = re.compile(r"\b\d{1,2}([./-])\d{1,2}\1(?:20)?\d\d\b|\b20\d\d-\d\d-\d\d\b")


def target(text: str, names: dict[str, str], numbers: frozenset[str]) -> str:
    """Give the document that words name, else the customer."""
    return first(documents_named(text, numbers)) or customer_named(text, names)


def undenied(text: str, names: dict[str, str], numbers: frozenset[str]) -> str:
    """Leave out what money is said not to belong to: "è di Verdi, non di Rossi"."""
    ours = {word for name in names for word in name.split()}
    ours |= {word for number in numbers for word in fold(number).split()}

    def kept(found: re.Match[str]) -> str:
        words = set(fold(found["what"]).split())
        return ", " if words and words <= ours else found[0]

    return BESIDE.sub(kept, BUT_HIS.sub(", ", text))


def instead(text: str, names: dict[str, str], numbers: frozenset[str]) -> str:
    """Give the target of "no, è Bianchi 14/2026"; empty if it is no such line."""
    found = INSTEAD.match(text)
    return target(found["what"], names, numbers) if found else ""


def documents_named(text: str, numbers: frozenset[str]) -> tuple[str, ...]:
    """Give the documents named, as the ledger writes them where it knows them."""
    known = {fold(each) for each in numbers}
    text = _WHOLE_DAY.sub(
        lambda day: day[0] if fold(day[0]) in known else " ", text
    )  # 31/12/2026 is no document 12/2026
    padded = f" {fold(text)} "
    whole = sorted(
        (each for each in numbers if f" {fold(each)} " in padded),
        key=len,
        reverse=True,
    )
    return (*whole[:1],) or references.documents(text, numbers)


def customer_named(text: str, names: dict[str, str]) -> str:
    """Give the longest customer's name, or its one rare word, that stands in a text."""
    padded = f" {fold(text)} "
    whole = [plain for plain in names if f" {plain} " in padded]
    if whole:
        return names[max(whole, key=len)]
    firsts = [plain for plain in names if f" {plain.split()[0]} " in padded]
    return names[firsts[0]] if len(firsts) == 1 else ""


def first(values: tuple[str, ...]) -> str:
    """Give the first of values; empty if there is none."""
    return values[0] if values else ""
