"""Texts are equal where only their dress differs."""

from hypothesis import given
from hypothesis import strategies as st

from agent.forms.words import fold


def test_accents_capitals_and_marks_do_not_count() -> None:
    assert (
        fold("Società  «Caffè» N° 1")
        == fold("SOCIETA' CAFFE N° 1")
        == "societa caffe n 1"
    )


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
