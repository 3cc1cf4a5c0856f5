"""What is to be transferred is stated by the document, or derived and said so."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agent.invoices.transfer import Stated, Transfer, to_transfer
from agent.model.money import Money

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)
NOTHING = Money(0)


def transfer(
    *stated: Stated, total: int = 100, withheld: int = 0, split: int = 0
) -> Transfer:
    return to_transfer(stated, Money(total), Money(withheld), Money(split))


def amounts(said: Transfer) -> list[int]:
    return [item.amount.cents for item in said.instalments]


def test_stated_instalments_are_taken_as_they_are() -> None:
    said = transfer(Stated(MARCH, Money(60)), Stated(APRIL, Money(40)))

    assert amounts(said) == [60, 40]
    assert (said.remarks, said.needs_review) == ((), False)


def test_nothing_stated_is_the_total_less_deductions() -> None:
    said = transfer(withheld=20, split=18)

    assert amounts(said) == [62]
    assert said.instalments[0].due_on is None
    assert said.remarks[0] == "it states no due date"
    assert said.remarks[1] == (
        "the amount to transfer is derived: total 1.00 EUR less withholding 0.20 EUR "
        "less split VAT 0.18 EUR"
    )
    assert not said.needs_review


def test_one_missing_amount_is_the_rest() -> None:
    said = transfer(Stated(MARCH, Money(60)), Stated(APRIL, None, "MP05"), withheld=20)

    assert amounts(said) == [60, 20]
    assert said.instalments[1].method == "MP05"
    assert "derived" in said.remarks[0]


def test_a_rest_that_makes_no_sense_is_not_invented() -> None:
    said = transfer(Stated(MARCH, Money(150)), Stated(APRIL, None))

    assert amounts(said) == [100]
    assert said.instalments[0].due_on == APRIL
    assert said.needs_review


def test_two_missing_amounts_cannot_be_divided() -> None:
    said = transfer(Stated(MARCH, None), Stated(APRIL, None))

    assert (amounts(said), said.needs_review) == ([100], True)


def test_more_than_the_document_justifies_is_for_a_person() -> None:
    with_the_withholding = transfer(Stated(MARCH, Money(100)), withheld=20)
    less = transfer(Stated(MARCH, Money(50)))
    rounded = transfer(Stated(MARCH, Money(104)))

    assert with_the_withholding.needs_review
    assert "its instalments make 1.00 EUR" in with_the_withholding.remarks[0]
    assert (less.needs_review, len(less.remarks)) == (False, 1)
    assert not rounded.needs_review


def test_the_whole_offered_in_two_ways_is_paid_once() -> None:
    said = transfer(
        Stated(MARCH, Money(100), "MP05"), Stated(MARCH, Money(100), "MP08")
    )

    assert amounts(said) == [100]
    assert [way.method for way in said.other_ways] == ["MP08"]
    assert said.remarks == ("one payment is offered in 2 ways: taken once",)
    assert amounts(transfer(Stated(MARCH, Money(50)), Stated(MARCH, Money(50)))) == [
        50,
        50,
    ]


@given(st.integers(1, 10**6), st.integers(0, 100), st.integers(0, 100))
def test_without_instalments_nobody_pays_more_than_the_total(
    total: int, withheld: int, split: int
) -> None:
    assert sum(amounts(transfer(total=total, withheld=withheld, split=split))) <= total


def test_ways_of_several_instalments_are_told_by_their_method() -> None:
    said = transfer(
        Stated(MARCH, Money(50), "MP05"),
        Stated(APRIL, Money(50), "MP05"),
        Stated(MARCH, Money(50), "MP08"),
        Stated(APRIL, Money(50), "MP08"),
    )

    assert (amounts(said), said.needs_review) == ([50, 50], False)
    assert [way.method for way in said.other_ways] == ["MP08", "MP08"]


def test_of_two_ways_the_one_that_leaves_more_time_is_asked_for() -> None:
    said = transfer(
        Stated(MARCH, Money(100), "MP08"), Stated(APRIL, Money(100), "MP05")
    )

    assert [(one.due_on, one.method) for one in said.instalments] == [(APRIL, "MP05")]


def test_methods_that_make_the_whole_together_are_no_ways() -> None:
    said = transfer(Stated(MARCH, Money(40), "MP08"), Stated(APRIL, Money(60), "MP05"))

    assert (amounts(said), said.other_ways) == ([40, 60], ())
