"""Filters: how money, days and names are written in each language."""

from __future__ import annotations

import dataclasses
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import TypeVar, cast

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency
from jinja2 import pass_context
from jinja2.runtime import Context

from agent.model.invoice import OpenItem
from agent.model.money import Money

T = TypeVar("T")

# European English: 3 December 2026, and amounts as the Italian reader pays them.
_LOCALES = {"en": "en_GB"}
# Their full form has a comma after the weekday, which trips a sentence.
_WEEKDAY = {"en": "EEEE d MMMM y", "es": "EEEE d 'de' MMMM 'de' y"}
_LONG = {"de": "d. MMMM", "es": "d 'de' MMMM"}
_LONG_WITH_YEAR = {"de": "d. MMMM y", "es": "d 'de' MMMM 'de' y"}
_BRIEF = {"de": "d. MMM"}
# French counts the first of a month and no other day ("1er décembre").
_FRENCH_FIRST = re.compile(r"\b1(?= )")
_LONGEST = 1000
_JOINERS = {"\u200c", "\u200d"}
# Beyond 15 digits (ITU-T E.164 § 6) it is two numbers, or a number and a note.
_DIALLED = re.compile(r"\+?\d[-\d\s./()]{4,}")
_TRUNK_ZERO = re.compile(r"\+.*\(0\)")
_MOST_DIGITS = 15
_LONGEST_PHONE = 24  # what is longer holds words too
_LETTER_BESIDE_DIGIT = re.compile(r"(?<=[A-Z])(?=\d)")


def locale(language: str) -> str:
    """Name the locale by which a language writes its numbers and dates."""
    return _LOCALES.get(language, language)


def clean(value: T) -> T:
    """Rebuild a value with every string in it made harmless to a letter.

    Line breaks, control characters and marks that turn the direction of reading
    are taken out, so that no name can end a line, forge a block or reorder text.
    """
    return cast("T", _clean(value))


def _clean(value: object) -> object:
    if isinstance(value, str):
        return _clean_text(value)
    if isinstance(value, tuple):
        return tuple(map(_clean, value))
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value)]
        changes = {name: _clean(getattr(value, name)) for name in names}
        return dataclasses.replace(value, **changes)
    return value


def _clean_text(text: str) -> str:
    kept = text[: 4 * _LONGEST]
    if not kept.isprintable():
        kept = "".join(map(_harmless, kept))
    short = re.sub(r" {2,}", " ", kept).strip()
    return short if len(short) <= _LONGEST else short[: _LONGEST - 1] + "…"


def _harmless(char: str) -> str:
    match unicodedata.category(char):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cs":
            return "\ufffd"
        case "Cf":
            return char if char in _JOINERS else ""
        case _:
            return char


def money(amount: Money, language: str) -> str:
    """Write an amount: "1.220,00 €", "€1,220.00"."""
    text = format_currency(
        amount.decimal,
        amount.currency,
        locale=locale(language),
        decimal_quantization=False,
    )
    return _LETTER_BESIDE_DIGIT.sub("\u00a0", text)


def whole(amount: Money, language: str) -> str:
    """Write a sum that is not exact, without cents: "1.220 €", "€1,220"."""
    name = locale(language)
    form = Locale.parse(name).currency_formats["standard"].pattern
    return format_currency(
        amount.decimal,
        amount.currency,
        re.sub(r"\.0+", "", form),
        locale=name,
        currency_digits=False,
    )


def weekday(day: date, language: str) -> str:
    """Write a day for a sentence: "venerdì 11 dicembre 2026"."""
    return _dated(day, _WEEKDAY.get(language, "full"), language)


def series(words: Iterable[str], language: str) -> str:
    """Join words as a sentence does: "a, b e c"."""
    return format_list(list(words), locale=locale(language))


def numbers(items: Iterable[OpenItem]) -> tuple[str, ...]:
    """Give the document numbers of items, each once, in order."""
    return tuple(dict.fromkeys(item.number for item in items))


def iban(account: str) -> str:
    """Group an account number by four."""
    bare = account.replace(" ", "")
    return " ".join(bare[at : at + 4] for at in range(0, len(bare), 4))


def phone(number: str) -> str:
    """Write a telephone number so that no line breaks inside it."""
    return _unbroken(number) if len(number) <= _LONGEST_PHONE else number


def _unbroken(text: str) -> str:
    return "\u00a0".join(text.split())


def dial(number: str) -> str:
    """Give what a telephone dials; empty where that is not sure."""
    if _TRUNK_ZERO.search(number):
        return ""  # dialled in some countries, left out in others
    found = _DIALLED.search(number)
    digits = re.sub(r"[^\d+]", "", found.group()) if found else ""
    return digits if len(digits) <= _MOST_DIGITS else ""


def wrap(text: str, width: int, indent: int = 0) -> str:
    """Break text into lines of at most `width` columns, words kept whole."""
    pad = " " * min(indent, 8)
    return textwrap.fill(
        text,
        width,
        initial_indent=pad,
        subsequent_indent=pad,
        break_long_words=False,
        break_on_hyphens=False,
    )


def upper_first(text: str) -> str:
    """Begin with a capital, leave the rest."""
    return text[:1].upper() + text[1:]


@pass_context
def _money(context: Context, amount: Money) -> str:
    return money(amount, context["language"])


@pass_context
def _whole(context: Context, amount: Money) -> str:
    return whole(amount, context["language"])


@pass_context
def _series(context: Context, words: Iterable[str]) -> str:
    return series(words, context["language"])


@pass_context
def _weekday(context: Context, day: date) -> str:
    return weekday(_need_day(day), context["language"])


@pass_context
def _short(context: Context, day: date) -> str:
    return _dated(_need_day(day), "medium", context["language"])


@pass_context
def _brief(context: Context, day: date) -> str:
    return _brief_day(_need_day(day), context["language"])


@pass_context
def _long(context: Context, day: date) -> str:
    language, this_year = context["language"], _need_day(context["today"]).year
    if _need_day(day).year == this_year:
        return _unbroken(_dated(day, _LONG.get(language, "d MMMM"), language))
    form = _LONG_WITH_YEAR.get(language, "d MMMM y")
    return _unbroken(_dated(day, form, language))


@pass_context
def _agenda(context: Context, day: date) -> str:
    language = context["language"]
    name = _dated(_need_day(day), "EEE", language)
    return _unbroken(f"{name} {_brief_day(day, language)}")


def _clock(moment: time) -> str:
    """Write a time of day, or that of a moment: "9:05" as "09:05"."""
    return f"{moment:%H:%M}"


def _brief_day(day: date, language: str) -> str:
    return _dated(day, _BRIEF.get(language, "d MMM"), language)


def _dated(day: date, form: str, language: str) -> str:
    text = format_date(day, form, locale=locale(language))
    return _FRENCH_FIRST.sub("1er", text) if language == "fr" else text


def _need_day(value: date) -> date:
    if not isinstance(value, date):
        raise TypeError(f"'{value!s:.40}' is not a date")
    return value


FILTERS = {
    "money": _money,
    "whole": _whole,
    "series": _series,
    "weekday": _weekday,
    "short": _short,
    "brief": _brief,
    "long": _long,
    "agenda": _agenda,
    "clock": _clock,
    "numbers": numbers,
    "iban": iban,
    "phone": phone,
    "dial": dial,
    "wrap": wrap,
    "upper_first": upper_first,
}
