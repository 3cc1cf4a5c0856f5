from __future__ import annotations

from datetime import date

import pytest
from jinja2 import BaseLoader

from agent.letters.filters import (
    dial,
    iban,
    money,
    numbers,
    phone,
    series,
    upper_first,
    weekday,
    wrap,
)
from agent.letters.samples import TODAY, item
from agent.letters.sandbox import Sandbox
from agent.model.money import Money


@pytest.mark.parametrize(
    ("amount", "language", "written"),
    [
        (Money(122000), "it", "1.220,00\u00a0€"),
        (Money(122000), "en", "€1,220.00"),
        (Money(-5), "it", "-0,05\u00a0€"),
        (Money(123456700, "CHF"), "it", "1.234.567,00\u00a0CHF"),
        (Money(5000, "CHF"), "en", "CHF\u00a050.00"),
        (Money(1220, "JPY"), "it", "1.220\u00a0JPY"),
        (Money(1234567, "TND"), "it", "1.234,567\u00a0TND"),
        (Money(1234567, "IQD"), "it", "1.234,567\u00a0IQD"),
        (Money(100, "QQQ"), "it", "1,00\u00a0QQQ"),
        (Money(122000), "de", "1.220,00\u00a0€"),
        (Money(122000), "fr", "1\u202f220,00\u00a0€"),
        (Money(122000), "es", "1.220,00\u00a0€"),
    ],
)
def test_money_is_written_as_the_language_writes_it(
    amount: Money, language: str, written: str
) -> None:
    assert money(amount, language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("it", "venerdì 1 gennaio 2027"),
        ("en", "Friday 1 January 2027"),
        ("de", "Freitag, 1. Januar 2027"),
        ("fr", "vendredi 1er janvier 2027"),
        ("es", "viernes 1 de enero de 2027"),
    ],
)
def test_a_day_is_written_as_a_sentence_of_the_language_has_it(
    language: str, written: str
) -> None:
    assert weekday(date(2027, 1, 1), language) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "1. Jan. · 1. Januar · Fr. 1. Jan. · 1. Januar 2026"),
        ("fr", "1er janv. · 1er janvier · ven. 1er janv. · 1er janvier 2026"),
        ("es", "1 ene · 1 de enero · vie 1 ene · 1 de enero de 2026"),
    ],
)
def test_a_day_of_a_list_is_short_and_of_the_language(
    language: str, written: str
) -> None:
    day, before = date(2027, 1, 1), date(2026, 1, 1)
    words = "{{ day|brief }} · {{ day|long }} · {{ day|agenda }} · {{ before|long }}"
    template = Sandbox(BaseLoader(), escape=False).from_string(words)

    shown = template.render(language=language, today=day, day=day, before=before)

    assert shown.replace("\u00a0", " ") == written


def test_words_are_joined_as_in_a_sentence() -> None:
    assert series(["a", "b", "c"], "it") == "a, b e c"
    assert series(["a", "b", "c"], "en") == "a, b and c"
    assert series(["a"], "it") == "a"


def test_a_document_is_named_once() -> None:
    items = [item("2", TODAY, 1), item("1", TODAY, 1), item("2", TODAY, 1)]

    assert numbers(items) == ("2", "1")


def test_an_account_is_grouped_by_four() -> None:
    assert iban("IT60X0542811101000000123456") == "IT60 X054 2811 1010 0000 0123 456"
    assert iban("IT60 X054 28") == "IT60 X054 28"


def test_words_longer_than_a_line_are_kept_whole() -> None:
    assert wrap("a " + "b" * 50, 44, 2) == "  a\n  " + "b" * 50


def test_only_the_first_letter_is_raised() -> None:
    assert upper_first("fattura ABC") == "Fattura ABC"
    assert upper_first("") == ""


def test_no_line_breaks_inside_a_phone_number() -> None:
    assert phone("+39 011  555 0199") == "+39\u00a0011\u00a0555\u00a00199"
    assert phone("chiedere di Anna in portineria") == "chiedere di Anna in portineria"


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("011 555 0199", "0115550199"),
        ("+39 011/555.01-99", "+390115550199"),
        ("(011) 555 0199", "0115550199"),
        ("011 555 0199 int. 3", "0115550199"),
        ("011 555 0199 / 333 555 0142", ""),
        ("+44 (0)20 5555 0123", ""),
        ("chiedere in portineria", ""),
        ("", ""),
    ],
)
def test_only_a_number_that_is_sure_is_dialled(number: str, dialled: str) -> None:
    assert dial(number) == dialled
