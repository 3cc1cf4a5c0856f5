"""Interest: equal to sums done by hand, the working beside each."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent import resources
from agent.dunning.interest import Debt, Debtor, Payment, fixed_sum, interest, spans
from agent.dunning.rates import Rate, Tables, rate_on, read_rates
from agent.errors import Refused
from agent.model.money import Money

LAW = resources.find("agent/dunning/law")
TABLES = Tables(
    read_rates((LAW / "it_late_payment.csv").read_text("utf-8")),
    read_rates((LAW / "it_legal.csv").read_text("utf-8")),
)
day = date.fromisoformat
Paid = tuple[tuple[str, int], ...]


def debt(
    debtor: Debtor = "business",
    cents: int = 100000,
    due_on: str = "2026-01-31",
    noticed_on: str = "",
    payments: Paid = (),
) -> Debt:
    return Debt(
        Money(cents),
        day(due_on),
        debtor,
        day(noticed_on) if noticed_on else None,
        tuple(Payment(day(on), Money(amount)) for on, amount in payments),
    )


# Each span: principal x rate x days / 365, to the cent.
# fmt: off
BY_HAND: list[tuple[Debtor, int, str, str, str, Paid, int]] = [
    # 30 d of 1000.00 at 10.15
    ("business", 100000, "2026-01-31", "", "2026-03-02", (), 834),
    # 1 d of 1000.00 at 10.15
    ("business", 100000, "2026-01-31", "", "2026-02-01", (), 28),
    # paid on the due date
    ("business", 100000, "2026-01-31", "", "2026-01-31", (), 0),
    # 31 d of 1220.00 at 10.15; 31 d of 1220.00 at 10.15
    ("business", 122000, "2025-11-30", "", "2026-01-31", (), 2104),
    # 30 d of 5000.00 at 12.50; 31 d of 5000.00 at 12.25
    ("business", 500000, "2024-05-31", "", "2024-07-31", (), 10339),
    # 182 d of 1000.00 at 12.50
    ("business", 100000, "2023-12-31", "", "2024-06-30", (), 6233),
    # 182 d of 1000.00 at 12.50; 184 d of 1000.00 at 12.25
    ("business", 100000, "2023-12-31", "", "2024-12-31", (), 12408),
    # 1 d of 1000.00 at 12.50
    ("business", 100000, "2024-02-28", "", "2024-02-29", (), 34),
    # 2 d of 1000.00 at 12.50
    ("business", 100000, "2024-02-28", "", "2024-03-01", (), 68),
    # 1 d of 1000.00 at 10.50
    ("business", 100000, "2023-02-28", "", "2023-03-01", (), 29),
    # 181 d of 10000.00 at 10.50; 184 d of 10000.00 at 12.00
    ("business", 1000000, "2022-12-31", "", "2023-12-31", (), 112561),
    # 184 d of 2500.50 at 8.00; 90 d of 2500.50 at 10.50
    ("business", 250050, "2022-06-30", "", "2023-03-31", (), 16558),
    # thirteen half-years of one cent, each less than half a cent
    ("business", 1, "2020-01-01", "", "2026-06-30", (), 0),
    # 1 d of 999999.99 at 10.15
    ("business", 99999999, "2025-06-30", "", "2025-07-01", (), 27808),
    # 30 d of 1000.00 at 10.15; 59 d of 600.00 at 10.15
    ("business", 100000, "2026-01-31", "", "2026-04-30", (("2026-03-02", 40000),), 1818),
    # 30 d of 1000.00 at 10.15
    ("business", 100000, "2026-01-31", "", "2026-04-30", (("2026-03-02", 100000),), 834),
    # 89 d of 600.00 at 10.15
    ("business", 100000, "2026-01-31", "", "2026-04-30", (("2026-01-15", 40000),), 1485),
    # 31 d of 1000.00 at 10.15; 59 d of 700.00 at 10.15; 31 d of 400.00 at 10.15
    ("business", 100000, "2025-11-30", "", "2026-03-31", (("2025-12-31", 30000), ("2026-02-28", 30000)), 2355),
    # 15 d of 800.00 at 12.50; 15 d of 600.00 at 12.25
    ("business", 80000, "2024-06-15", "", "2024-07-15", (("2024-06-30", 20000),), 713),
    # 10 d of 1000.00 at 10.15; 79 d of 300.00 at 10.15
    ("business", 100000, "2026-01-31", "", "2026-04-30", (("2026-02-10", 60000), ("2026-02-10", 10000)), 937),
    # 180 d of 3660.00 at 8.75; 184 d of 3660.00 at 8.50
    ("business", 366000, "2013-01-01", "", "2013-12-31", (), 31476),
    # 181 d of 1000.00 at 8.05; 184 d of 1000.00 at 8.05
    ("business", 100000, "2014-12-31", "", "2015-12-31", (), 8050),
    # 151 d of 1000.00 at 8.05; 184 d of 1000.00 at 8.00
    ("business", 100000, "2016-01-31", "", "2016-12-31", (), 7363),
    # 30 d of 1000.00 at 10.15
    ("public_body", 100000, "2026-01-31", "", "2026-03-02", (), 834),
    # 16 d of 7543.21 at 12.25; 181 d of 7543.21 at 11.15; 46 d of 7543.21 at 10.15
    ("public_body", 754321, "2024-12-15", "", "2025-08-15", (), 55408),
    # 61 d of 1000.00 at 1.60
    ("consumer", 100000, "2026-01-31", "2026-03-31", "2026-05-31", (), 267),
    # 169 d of 1000.00 at 2.00; 181 d of 1000.00 at 1.60
    ("consumer", 100000, "2025-06-30", "2025-07-15", "2026-06-30", (), 1719),
    # 61 d of 500.00 at 5.00; 75 d of 500.00 at 2.50; 230 d of 300.00 at 2.50
    ("consumer", 50000, "2023-10-31", "2023-10-01", "2024-10-31", (("2024-03-15", 20000),), 1148),
    # 364 d of 1000.00 at 0.01
    ("consumer", 100000, "2020-12-31", "2021-01-01", "2021-12-31", (), 10),
    # 334 d of 1000.00 at 1.60
    ("consumer", 100000, "2026-01-31", "2026-01-31", "2026-12-31", (), 1464),
]
# fmt: on


@pytest.mark.parametrize(
    ("debtor", "cents", "due_on", "noticed_on", "until", "payments", "owed"), BY_HAND
)
def test_interest_is_what_the_sum_by_hand_gives(
    debtor: Debtor,
    cents: int,
    due_on: str,
    noticed_on: str,
    until: str,
    payments: Paid,
    owed: int,
) -> None:
    late = debt(debtor, cents, due_on, noticed_on, payments)

    assert interest(late, day(until), TABLES) == Money(owed)


def test_thirty_sums_are_done_by_hand() -> None:
    assert len(BY_HAND) == 30


def test_a_delay_is_told_span_by_span() -> None:
    late = debt(due_on="2024-05-31", payments=(("2024-07-10", 40000),))

    told = [
        (str(one.since), str(one.until), one.days, one.principal, one.rate.percent)
        for one in spans(late, day("2024-07-31"), TABLES)
    ]

    assert told == [
        ("2024-06-01", "2024-06-30", 30, Money(100000), Decimal("12.50")),
        ("2024-07-01", "2024-07-10", 10, Money(100000), Decimal("12.25")),
        ("2024-07-11", "2024-07-31", 21, Money(60000), Decimal("12.25")),
    ]


@pytest.mark.parametrize(
    ("due_on", "until", "missing"),
    [
        ("2026-01-31", "2026-07-01", "2026-07-01"),
        ("2026-09-30", "2026-10-31", "2026-10-01"),
        ("2012-12-01", "2013-02-01", "2012-12-02"),
    ],
)
def test_a_half_year_that_is_not_known_refuses_the_whole_figure(
    due_on: str, until: str, missing: str
) -> None:
    with pytest.raises(Refused, match=f"no rate of interest is known for {missing}"):
        interest(debt(due_on=due_on), day(until), TABLES)


def test_an_unknown_half_year_after_the_last_payment_refuses_nothing() -> None:
    paid = debt(payments=(("2026-03-02", 100000),))

    assert interest(paid, day("2026-10-31"), TABLES) == Money(834)


def test_a_rate_of_the_users_own_stands_before_ours() -> None:
    half = (day("2026-07-01"), day("2026-12-31"))
    own = Rate(*half, Decimal("10.40"), "GU 170 of 22 Jul 2026")
    with_own = Tables((own, *TABLES.late_payment), TABLES.legal)

    # 31 d of 1000.00 at 10.40
    late = debt(due_on="2026-06-30")
    assert interest(late, day("2026-07-31"), with_own) == Money(883)
    assert spans(late, day("2026-07-31"), with_own)[0].rate.source.startswith("GU 170")


def test_a_consumer_without_a_notice_owes_none_and_it_is_said_why() -> None:
    with pytest.raises(Refused, match="from a formal notice on"):
        interest(debt("consumer"), day("2026-05-31"), TABLES)


def test_forty_euro_are_owed_for_each_late_payment_of_a_firm() -> None:
    today = day("2026-03-01")
    late = debt()
    in_time = debt(payments=(("2026-01-31", 100000),))
    not_yet = debt(due_on="2026-03-01")
    paid_late = debt(payments=(("2026-02-02", 100000),))

    assert fixed_sum([late, in_time, not_yet, paid_late], today) == Money(8000)


def test_a_public_body_owes_the_fixed_sum_and_a_consumer_none() -> None:
    today = day("2026-03-01")

    assert fixed_sum([debt("public_body")], today) == Money(4000)
    assert fixed_sum([debt("consumer", noticed_on="2026-02-01")], today) == Money(0)


def test_what_was_paid_in_time_bears_no_interest() -> None:
    paid = debt(payments=(("2026-01-20", 100000),))

    assert spans(paid, day("2026-12-31"), TABLES) == ()


@pytest.mark.parametrize("rates", [TABLES.late_payment, TABLES.legal])
def test_our_tables_have_no_gap_and_no_overlap(rates: tuple[Rate, ...]) -> None:
    following = [rate.until + timedelta(days=1) for rate in rates[:-1]]

    assert [rate.since for rate in rates[1:]] == following
    assert all(rate.since <= rate.until and rate.source for rate in rates)


def test_the_second_half_of_2026_is_not_in_our_table() -> None:
    with pytest.raises(Refused):
        rate_on(day("2026-07-01"), TABLES.late_payment)


DAYS = st.dates(day("2013-01-01"), day("2026-06-30"))


@given(st.integers(1, 10**9), DAYS, DAYS, DAYS)
def test_interest_only_grows_and_cutting_it_in_two_changes_only_cents(
    cents: int, one: date, two: date, three: date
) -> None:
    due_on, middle, until = sorted((one, two, three))
    whole = Debt(Money(cents), due_on)

    first = interest(whole, middle, TABLES)
    both = interest(whole, until, TABLES)
    rest = interest(Debt(Money(cents), middle), until, TABLES)

    assert first <= both
    assert abs((first + rest - both).cents) <= 1


@given(st.integers(1, 10**7), st.lists(st.tuples(DAYS, st.integers(1, 10**6))), DAYS)
def test_spans_follow_one_another_and_their_principal_only_falls(
    cents: int, paid: list[tuple[date, int]], due_on: date
) -> None:
    payments = tuple(Payment(on, Money(amount)) for on, amount in paid)
    told = spans(
        Debt(Money(cents), due_on, payments=payments), day("2026-06-30"), TABLES
    )

    assert [one.until + timedelta(days=1) for one in told[:-1]] == [
        one.since for one in told[1:]
    ]
    owed = [one.principal.cents for one in told]
    assert owed == sorted(owed, reverse=True)
    assert all(amount > 0 for amount in owed)


def test_a_collection_that_came_back_never_paid() -> None:
    moved = (("2026-01-31", 100000), ("2026-02-10", -100000), ("2026-04-10", 100000))
    paid_once = debt(payments=(("2026-04-10", 100000),))

    back = debt(payments=moved)

    until = day("2026-06-30")
    assert spans(back, until, TABLES) == spans(paid_once, until, TABLES) != ()
    assert fixed_sum([back], until) == Money(4000)


def test_what_came_back_is_the_credit_of_its_sum() -> None:
    moved = (("2026-02-10", 30000), ("2026-02-20", 5000), ("2026-03-01", -30000))

    back = debt(payments=moved)

    until = day("2026-06-30")
    kept = debt(payments=(("2026-02-20", 5000),))
    assert interest(back, until, TABLES) == interest(kept, until, TABLES)


def test_more_taken_back_than_one_credit_takes_of_the_one_before() -> None:
    moved = (("2026-02-10", 30000), ("2026-02-20", 5000), ("2026-03-01", -10000))

    back = debt(payments=moved)

    until = day("2026-06-30")
    kept = debt(payments=(("2026-02-10", 25000),))
    assert interest(back, until, TABLES) == interest(kept, until, TABLES)
