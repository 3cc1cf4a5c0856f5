from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.letters.typography import typeset
from agent.model.customer import Language, Register
from tests.letters import golden


@pytest.mark.parametrize(
    ("plain", "set_"),
    [
        ("merci : rien", "merci\u00a0: rien"),
        ("merci: rien", "merci\u00a0: rien"),
        ("un problème ?", "un problème\u202f?"),
        ("« payée le … »", "«\u00a0payée le …\u00a0»"),
        ("parti ;\n", "parti\u202f;\n"),
        ("à 14:05", "à 14:05"),
        ("Subject: Facture\n", "Subject\u00a0: Facture\n"),
    ],
)
def test_french_marks_have_their_spaces(plain: str, set_: str) -> None:
    assert typeset(plain, "fr") == set_


def test_other_languages_are_left_as_they_are() -> None:
    assert typeset("¿Todo bien? «Sí»: gracias", "es") == "¿Todo bien? «Sí»: gracias"


@given(st.text(alphabet="ab :;?!«»\n\u00a0\u202f", max_size=30))
def test_setting_twice_is_setting_once(words: str) -> None:
    once = typeset(words, "fr")

    assert typeset(once, "fr") == once


@pytest.mark.parametrize("case", [case for case in golden.CASES if case[1] == "fr"])
def test_no_french_mark_begins_a_line_of_a_letter(
    case: tuple[str, Language, Register, int],
) -> None:
    written = golden.letter(*case)

    assert not {mark for mark in ":;?!»" if f" {mark}" in written.text}
