"""An account number counts only with right check digits, however it is grouped."""

from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban

from agent.bank.ibans import is_iban

IBAN = "DE98999999990000000008"
MARKS = st.text(" -.\u2013\u00a0_/:", max_size=2)


@given(st.lists(MARKS, min_size=len(IBAN), max_size=len(IBAN)), st.booleans())
def test_groups_and_small_letters_do_not_matter(marks: list[str], small: bool) -> None:  # noqa: FBT001
    written = "".join(map("".join, zip(marks, IBAN, strict=True)))
    written = written.lower() if small else written

    assert is_iban(written) is iban.is_valid(written)


@given(st.text(max_size=34))
def test_what_the_check_refuses_is_none(text: str) -> None:
    assert is_iban(text) is iban.is_valid(text)


def test_a_wrong_check_digit_makes_it_none() -> None:
    assert is_iban(IBAN)
    assert not is_iban(IBAN.replace("98", "97", 1))
