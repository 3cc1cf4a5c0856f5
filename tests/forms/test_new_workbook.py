"""What we write as a workbook reads as it was meant, whatever the words are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.forms.new_workbook import write_workbook
from agent.forms.workbook import read_workbook

_PLAIN = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Cn")), min_size=1, max_size=20
)


def read(rows: list[list[str]]) -> list[list[str]]:
    (table,) = read_workbook(write_workbook(rows))
    return [[str(cell) for cell in row.cells] for row in table.rows]


@given(st.lists(st.lists(_PLAIN, min_size=2, max_size=2), min_size=1, max_size=5))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    assert read(rows) == rows


def test_a_number_keeps_its_zeros_and_a_formula_is_words() -> None:
    rows = [["00123456789", '=HYPERLINK("x.test")'], ["<a> & b", "-1"]]
    assert read(rows) == rows


def test_what_xml_cannot_hold_is_a_blank() -> None:
    assert read([["a\x00b\ufffe", "c"]]) == [["a b", "c"]]


def test_the_same_words_are_the_same_bytes() -> None:
    assert write_workbook([["a"]]) == write_workbook([["a"]])
