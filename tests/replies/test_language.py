"""The language of short business mails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.replies.language import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Buongiorno, la fattura è stata pagata ieri con bonifico.", "it"),
        ("Ricevuto, grazie.", "it"),
        ("Provvederemo al più presto.", "it"),
        ("We have paid this invoice last week.", "en"),
        ("Thanks, noted.", "en"),
        ("Der Betrag wurde am Montag überwiesen.", "de"),
        ("Wir zahlen bis Freitag.", "de"),
        ("Le virement a été fait hier.", "fr"),
        ("Bien reçu, merci.", "fr"),
        ("La transferencia se hizo ayer, gracias.", "es"),
        ("Estaré fuera de la oficina hasta el 20 de mayo.", "es"),
        ("Tack, vi betalar fakturan på fredag.", ""),
        ("ok", ""),
        ("", ""),
    ],
)
def test_a_text_has_its_language(text: str, expected: str) -> None:
    assert language(text) == expected


@given(st.text(max_size=200))
def test_any_text_has_one_of_five_languages_or_none(text: str) -> None:
    assert language(text) in {"it", "en", "de", "fr", "es", ""}
