"""The second reader finds every difference in number, day, sign and amount."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agent.bank.mt_line import MtLine
from agent.bank.mt_second import difference

ROWS = (":20:A", ":61:2603020302C5,00NTRFNONREF")
LINE = MtLine(
    booked_on=date(2026, 3, 2),
    value_on=date(2026, 3, 2),
    amount=Decimal(5),
    is_credit=True,
    is_reversal=False,
    is_expected=False,
    has_type=True,
    reference="",
    bank_reference="",
    more="",
)


def test_readers_who_agree_say_nothing() -> None:
    assert difference([(2, LINE)], ROWS) == ""


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (replace(LINE, is_credit=False), "finds 5.00 of 2.3.26 where we read -5 of"),
        (replace(LINE, amount=Decimal(6)), "finds 5.00 of 2.3.26 where we read 6 of"),
        (
            replace(LINE, value_on=date(2026, 3, 3)),
            "of 2.3.26 where we read 5 of 3.3.26",
        ),
    ],
)
def test_a_line_that_differs_is_named(line: MtLine, why: str) -> None:
    assert difference([(2, line)], ROWS).startswith("line 2: a second reader")
    assert why in difference([(2, line)], ROWS)


def test_a_line_too_many_or_too_few_is_counted() -> None:
    assert difference([], ROWS) == "a second reader finds 1 lines, we 0"
    assert difference([(2, LINE)] * 2, ROWS) == "a second reader finds 1 lines, we 2"
