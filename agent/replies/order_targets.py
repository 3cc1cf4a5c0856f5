"""Targets: the customer and the documents that a line of orders names."""

from __future__ import annotations

from agent.forms.words import fold
from agent.replies import references
from agent.replies.order_words import INSTEAD, NOT_BUT


def target(text: str, names: dict[str, str], numbers: frozenset[str]) -> str:
    """Give the document that words name, else the customer."""
    return first(documents_named(text, numbers)) or customer_named(text, names)


def instead(text: str, names: dict[str, str], numbers: frozenset[str]) -> str:
    """Give the target of "no, è Bianchi 14/2026"; empty if it is no such line."""
    found = INSTEAD.match(text) or NOT_BUT.search(text)
    return target(found["what"], names, numbers) if found else ""


def documents_named(text: str, numbers: frozenset[str]) -> tuple[str, ...]:
    """Give the documents named, as the ledger writes them where it knows them."""
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
