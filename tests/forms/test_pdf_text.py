"""The text of a PDF; what is none says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.forms.pdf_text import pdf_text
from tests.pdf import pdf


def test_the_words_of_a_page_are_given() -> None:
    assert "Contabile di bonifico" in pdf_text(pdf("Contabile di bonifico"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4", b"no pdf", b"%PDF-" + b"0" * 2**21])
def test_what_is_no_pdf_says_nothing(data: bytes) -> None:
    assert pdf_text(data) == ""


@given(st.integers(0, 400), st.binary(max_size=20))
def test_a_broken_file_is_no_fault(at: int, put: bytes) -> None:
    data = pdf("Importo 100,00")

    assert isinstance(pdf_text(data[:at] + put + data[at:]), str)
