"""The page of `preview --html`: letters in frames, and nothing fetched from anywhere."""

from __future__ import annotations

import re

from agent.letters.shown_page import page
from agent.model.letter import Composed
from tests.letters import golden

LINE = "2026-09-07 · anna@client.test"
LETTER = golden.letter(*golden.CASES[0])


def on_a_phone(shown: str) -> str:
    """Give the rules that hold where the window is as narrow as a phone."""
    found = re.search(r"@media \(max-width: 480px\) \{(.*?)\n\}", shown, re.S)
    assert found is not None
    return found[1]


def test_on_a_phone_a_letter_has_the_whole_width_to_itself() -> None:
    rules = on_a_phone(page([(LINE, LETTER)]))

    assert "body { padding: 16px 0; }" in rules
    assert "border-width: 1px 0;" in rules


def test_a_letter_is_never_taller_than_the_window() -> None:
    shown = page([(LINE, LETTER)])

    heights = re.findall(r"iframe \{[^}]*?height: (\d+)(\w+);", shown)
    assert heights == [("70", "vh"), ("85", "vh")]


def test_letters_run_no_scripts_and_load_nothing() -> None:
    shown = page([(LINE, LETTER)])

    assert shown.count("<iframe sandbox srcdoc=") == 1
    assert "cid:" not in shown
    assert not re.search(r"""(?:src|href)=(?:"|&quot;|')https?:""", shown)


def test_a_letter_without_html_is_shown_as_its_words() -> None:
    shown = page([(LINE, Composed("A & B", "1 < 2"))])

    assert "<h2>A &amp; B</h2>" in shown
    assert "<pre>1 &lt; 2</pre>" in shown
