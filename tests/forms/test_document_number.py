"""Document numbers are the same however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.forms.document_number import named_in, normal


@pytest.mark.parametrize(
    "written",
    ["12/2026", "FT 12/2026", "ft. n. 0012-2026", "Fattura 12 2026", "Nr.12/2026"],
)
def test_a_number_is_the_same_however_it_is_dressed(written: str) -> None:
    assert normal(written) == "12/2026"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("FPR 12/26", "fpr/12/26"),
        ("2026-879", "2026/879"),
        ("A/7", "a/7"),
        ("E24", "e/24"),
        ("FT", "ft"),
        ("000", "0"),
        ("", ""),
        ("—", ""),
    ],
)
def test_what_tells_a_number_apart_is_kept(written: str, expected: str) -> None:
    assert normal(written) == expected


OPEN = {normal(number) for number in ("12/2026", "FPR 3/26", "7", "2026-879")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("la vs. fattura n. 12/2026 del 3 marzo", ("12/2026",)),
        ("FPR 3/26 e 2026/879", ("fpr/3/26", "2026/879")),
        ("12-2026, 12/2026", ("12/2026",)),
        ("fattura n. 7", ("7",)),
        ("ci vediamo il 7", ()),
        ("112/2026", ()),
        ("12/2025", ()),
        ("", ()),
    ],
)
def test_known_numbers_are_found_in_words(text: str, expected: tuple[str, ...]) -> None:
    assert named_in(text, OPEN) == expected


@given(st.text(max_size=60))
def test_the_normal_form_stays_as_it_is(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text(max_size=200), st.lists(st.text(max_size=20)))
def test_only_known_numbers_are_named(text: str, numbers: list[str]) -> None:
    assert set(named_in(text, numbers)) <= set(numbers)
