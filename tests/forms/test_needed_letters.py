"""A pattern's letters are those that no match lacks."""

from __future__ import annotations

import pytest

from agent.forms.needed_letters import alternatives, needed_letters


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        ("user unknown", {"user unknown"}),
        (r"pagat\w{0,2}", {"pagat"}),
        (r"(?:sent|paid)(?: to)? you", {"sent", "paid"}),
        (r"(?:sent|paid|)(?: to)? you", {" you"}),
        ("mail(?:er)?[- ]?deliver+ed", {"deliver"}),
        ("colou?rs", {"colo"}),
        ("ab{2,3}cdefg", {"cdefg"}),
        (r"a\.b\.c\.", {"a.b.c."}),
        ("(?:aaaa|bbbbb(?:cccc)?)", {"aaaa", "bbbbb"}),
        ("one two|three", {"one two", "three"}),
        ("(?!never)hallo(?=there)", {"hallo"}),
        (r"\bno\b", {"no"}),
        (r"\d+", {""}),
        ("abcd|e", {""}),
        ("x|abcd", {""}),
    ],
)
def test_letters_are_those_that_no_match_lacks(pattern: str, letters: set[str]) -> None:
    assert set(needed_letters(pattern)) == letters


def test_a_pattern_is_taken_apart_outside_of_brackets_only() -> None:
    assert alternatives("a|(?:b|c)|[|]|d\\|e") == ["a", "(?:b|c)", "[|]", "d\\|e"]
