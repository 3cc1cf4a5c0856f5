"""Amounts are read exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.errors import Unreadable
from agent.forms.amount import DecimalMark, amount, decimal_mark, is_amount, number

CENTS = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234,50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("1’234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("18 668, 63", "18668.63"),
        ("-12", "-12"),
        ("12-", "-12"),
        ("\u22125,5", "-5.5"),
        ("(12,00)", "-12.00"),
        ("+ 7", "7"),
        ("€ 7,10", "7.10"),
        ("7,10 EUR", "7.10"),
        ("-€ 7,10", "-7.10"),
        ("0,848252", "0.848252"),
        ("12,", "12"),
    ],
)
def test_an_amount_is_read_as_people_write_it(text: str, value: str) -> None:
    assert amount(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "dieci",
        "12..34",
        "1.23.45",
        "12 34",
        "$120",
        "100 USD",
        "100,95|",
        "--5",
        "-5-",
        "1,2.345,6",
        "01/02/2026",
        "9" * 60,
    ],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="is not an amount"):
        amount(text)


def test_a_number_with_two_readings_is_refused_until_its_column_tells() -> None:
    with pytest.raises(Unreadable, match="thousands or a fraction"):
        amount("1.234")

    assert amount("1.234", ",") == 1234
    assert amount("1.234", ".") == Decimal("1.234")


def test_a_mark_against_the_column_is_refused() -> None:
    with pytest.raises(Unreadable, match="decimal mark ','"):
        amount("1.5", ",")


def test_a_column_tells_its_decimal_mark_by_the_cells_with_one_reading() -> None:
    assert decimal_mark(["1.234", "", "2,50", "Totale"]) == ","
    assert decimal_mark(["1,234", "1,234.5"]) == "."
    assert decimal_mark(["1.234", "12"]) is None


def test_a_column_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(Unreadable, match="stand in one column"):
        decimal_mark(["1,50", "1.50"])


def test_numbers_of_documents_have_a_point_and_no_thousands() -> None:
    assert number("-1234.50") == Decimal("-1234.50")
    with pytest.raises(Unreadable):
        number("1,234")
    with pytest.raises(Unreadable):
        number("1e5")


@given(CENTS, st.sampled_from([".", ","]))
def test_a_written_amount_comes_back(cents: int, mark: DecimalMark) -> None:
    value = Decimal(cents).scaleb(-2)
    written = f"{value:,.2f}"
    swapped = written.translate(str.maketrans(",.", ".,")) if mark == "," else written

    assert amount(swapped, mark) == value


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        assert amount(text).is_finite()
    except Unreadable:
        return
    assert is_amount(text)
