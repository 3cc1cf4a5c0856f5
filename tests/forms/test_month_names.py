"""Months by their names in five languages."""

import re

import pytest

from agent.forms.month_names import PATTERN, month


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("gennaio", 1),
        ("Jän.", 1),
        ("février", 2),
        ("März", 3),
        ("abril", 4),
        ("mag", 5),
        ("June", 6),
        ("juillet", 7),
        ("août", 8),
        ("settembre", 9),
        ("Okt", 10),
        ("NOVEMBRE", 11),
        ("diciembre", 12),
    ],
)
def test_a_month_has_its_number(name: str, number: int) -> None:
    assert month(name) == number
    assert re.match(PATTERN, name, re.IGNORECASE)


def test_another_word_is_no_month() -> None:
    assert month("until") == 0
    assert month("") == 0
