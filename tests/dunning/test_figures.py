from __future__ import annotations

from datetime import date

from agent.dunning.figures import average_days, days_sales_outstanding
from agent.model.course import Course
from agent.model.money import Money


def course(
    issued_on: date, cents: int, left: int, paid_on: date | None = None
) -> Course:
    amount = Money(cents)
    paid = () if paid_on is None else ((paid_on, amount),)
    return Course("i", "i", "c", "1", issued_on, issued_on, amount, Money(left), paid)


# By hand: 150,000 open on 31 October; October brought 80,000 (31 days), September
# 60,000 (30 days), August 100,000 (31 days). 150 - 80 - 60 = 10, a tenth of August:
# 31 + 30 + 3.1 = 64 days.
def test_dso_counts_back_month_by_month() -> None:
    known = [
        course(date(2026, 10, 5), 80_000, 80_000),
        course(date(2026, 9, 5), 60_000, 60_000),
        course(date(2026, 8, 5), 100_000, 10_000),
    ]

    assert days_sales_outstanding(known, date(2026, 10, 31)) == 64


# By hand: on 10 October ten days of the month have passed; 20,000 of 40,000: 5 days.
def test_the_month_under_way_counts_with_the_days_it_has_had() -> None:
    known = [
        course(date(2026, 10, 1), 40_000, 20_000),
        course(date(2026, 1, 1), 40_000, 0, date(2026, 2, 1)),
    ]

    assert days_sales_outstanding(known, date(2026, 10, 10)) == 5


def test_a_month_without_invoices_counts_whole() -> None:
    known = [course(date(2026, 8, 31), 40_000, 40_000)]

    assert days_sales_outstanding(known, date(2026, 10, 31)) == 31 + 30 + 31


def test_where_nothing_is_open_dso_is_nothing() -> None:
    known = [course(date(2026, 9, 1), 40_000, 0, date(2026, 9, 20))]

    assert days_sales_outstanding(known, date(2026, 10, 10)) == 0


# By hand: 100.00 after 10 days and 300.00 after 30 days: (100 x 10 + 300 x 30) / 400.
def test_average_days_weigh_by_amount() -> None:
    known = [
        course(date(2026, 9, 1), 10_000, 0, date(2026, 9, 11)),
        course(date(2026, 9, 1), 30_000, 0, date(2026, 10, 1)),
        course(date(2026, 1, 1), 99_000, 0, date(2026, 6, 30)),
        course(date(2026, 9, 1), 99_000, 99_000),
    ]

    assert average_days(known, date(2026, 9, 1), date(2026, 10, 31)) == 25
    assert average_days(known, date(2025, 9, 1), date(2025, 10, 31)) is None
