from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from agent.dunning.charges import LateTerms, charges
from agent.dunning.interest import Payment
from agent.dunning.rates import Rate, Tables
from agent.errors import Refused
from agent.letters.samples import CUSTOMER, item
from agent.model.customer import InterestMode
from agent.model.invoice import OpenItem
from agent.model.letter import Charges
from agent.model.money import Money

YEAR = (Rate(date(2026, 1, 1), date(2026, 12, 31), Decimal("10.95"), "invented"),)
CLAIM = LateTerms(Tables(YEAR, YEAR), "claim")
DUE = date(2026, 3, 1)
ONE = item("1/2026", DUE, 100000)
LATE = date(2026, 3, 31)  # 30 days: 1000.00 x 10.95 % x 30 / 365 = 9.00


@pytest.mark.parametrize(("mode", "is_claimed"), [("claim", True), ("show", False)])
def test_interest_and_forty_euro_are_reckoned_up_to_the_day(
    mode: InterestMode, *, is_claimed: bool
) -> None:
    terms = replace(CLAIM, letters=mode)

    assert charges(CUSTOMER, (ONE,), {}, LATE, terms) == Charges(
        LATE, Money(900), Money(4000), is_claimed
    )


def test_who_waives_says_nothing() -> None:
    assert charges(CUSTOMER, (ONE,), {}, LATE, replace(CLAIM, letters="waive")) is None


def test_a_customers_own_word_stands_before_the_firms() -> None:
    spared = replace(CUSTOMER, interest="waive")
    told = replace(CUSTOMER, interest="show")

    assert charges(spared, (ONE,), {}, LATE, CLAIM) is None
    found = charges(told, (ONE,), {}, LATE, replace(CLAIM, letters="waive"))
    assert found
    assert not found.is_claimed


def test_a_consumer_is_asked_for_neither() -> None:
    person = replace(CUSTOMER, is_consumer=True)

    assert charges(person, (ONE,), {}, LATE, CLAIM) is None


def test_a_short_delay_is_passed_over() -> None:
    assert charges(CUSTOMER, (ONE,), {}, date(2026, 3, 15), CLAIM) is None
    found = charges(CUSTOMER, (ONE,), {}, date(2026, 3, 16), CLAIM)
    assert found
    assert found.fixed == Money(4000)


def test_each_late_item_bears_its_own_and_one_just_due_none() -> None:
    fresh = item("2/2026", LATE, 50000)
    again = item("3/2026", DUE, 100000)

    found = charges(CUSTOMER, (ONE, fresh, again), {}, LATE, CLAIM)

    assert found == Charges(LATE, Money(1800), Money(8000), is_claimed=True)


def test_a_part_paid_in_time_bears_nothing() -> None:
    half = item("1/2026", DUE, 100000, 50000)
    paid = {half.id: (Payment(DUE, Money(50000)),)}

    found = charges(CUSTOMER, (half,), paid, LATE, CLAIM)

    assert found == Charges(LATE, Money(450), Money(4000), is_claimed=True)


def test_what_was_given_up_bears_nothing() -> None:
    half = item("1/2026", DUE, 100000, 50000)

    found = charges(CUSTOMER, (half,), {}, LATE, CLAIM)

    assert found
    assert found.interest == Money(450)


def test_a_pro_forma_bears_nothing() -> None:
    proforma = replace(ONE, kind="proforma")

    assert charges(CUSTOMER, (proforma,), {}, LATE, CLAIM) is None


@pytest.mark.parametrize(
    ("items", "day", "because"),
    [
        ((ONE, item("4/2026", DUE, -1000)), LATE, "credit note"),
        (
            (replace(ONE, amount=Money(1, "CHF"), open=Money(1, "CHF")),),
            LATE,
            "in euro",
        ),
        ((ONE,), date(2027, 1, 31), "no rate of interest is known for 2027-01-01"),
    ],
)
def test_a_figure_that_cannot_be_known_is_refused_and_it_is_said_why(
    items: tuple[OpenItem, ...], day: date, because: str
) -> None:
    with pytest.raises(Refused, match=because):
        charges(CUSTOMER, items, {}, day, CLAIM)
