"""The same line coming again is recognised, and two lines are never one."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from agent.bank.fingerprint import fingerprints
from agent.model.money import Money
from agent.model.payment import BankLine, Statement

DAY = date(2026, 3, 5)
LINE = BankLine(DAY, Money(10000), is_credit=True, remittance="FT 12/2026")
LINES = st.lists(
    st.builds(
        BankLine,
        booked_on=st.integers(0, 3).map(lambda days: DAY + timedelta(days=days)),
        amount=st.sampled_from([Money(100), Money(200)]),
        is_credit=st.booleans(),
        remittance=st.sampled_from(["a", "b"]),
        bank_reference=st.sampled_from(["", "R1"]),
        status=st.sampled_from(["booked", "pending"]),
    ),
    max_size=12,
)


def prints(*lines: BankLine, account: str = "IT1") -> tuple[str, ...]:
    return fingerprints(Statement(account, lines))


def test_two_equal_lines_of_a_day_are_two() -> None:
    assert len(set(prints(LINE, LINE))) == 2


def test_an_export_that_begins_in_the_middle_of_the_day_adds_nothing() -> None:
    morning = replace(LINE, remittance="FT 11/2026")
    whole_day = prints(morning, LINE, LINE)

    assert set(prints(LINE, LINE)) < set(whole_day)
    assert set(prints(LINE)) < set(whole_day)


def test_text_counts_only_where_no_reference_tells() -> None:
    told = replace(LINE, bank_reference="SVC-1")

    assert prints(told) == prints(replace(told, remittance="other words"))
    assert prints(LINE) != prints(replace(LINE, remittance="FT 13/2026"))
    assert prints(LINE) == prints(replace(LINE, remittance="FT  12/2026 "))


def test_the_payers_reference_tells_where_the_bank_gives_none() -> None:
    told = replace(LINE, end_to_end_id="E2E-1")

    assert prints(told) == prints(replace(told, remittance=""))
    assert prints(told) != prints(replace(told, end_to_end_id="E2E-2"))
    assert prints(told) != prints(replace(told, booked_on=DAY + timedelta(days=30)))


def test_accounts_directions_and_pending_lines_are_kept_apart() -> None:
    assert prints(LINE) != prints(LINE, account="IT2")
    assert prints(LINE) != prints(replace(LINE, is_credit=False))
    assert prints(LINE) != prints(replace(LINE, status="pending"))
    assert prints(replace(LINE, status="pending"), LINE)[1] == prints(LINE)[0]


@given(LINES)
def test_each_line_has_its_own_and_the_same_each_time(lines: list[BankLine]) -> None:
    assert prints(*lines) == prints(*lines)
    assert len(set(prints(*lines))) == len(lines)


@given(LINES, st.randoms(use_true_random=False))
def test_the_order_of_the_export_does_not_matter(
    lines: list[BankLine], random: Random
) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)

    assert set(prints(*shuffled)) == set(prints(*lines))


@given(LINES, st.integers(0, 3), st.integers(0, 3))
def test_an_export_of_fewer_days_is_a_part_of_the_whole(
    lines: list[BankLine], first: int, days: int
) -> None:
    since = DAY + timedelta(days=first)
    until = since + timedelta(days=days)
    within = [line for line in lines if since <= line.booked_on <= until]

    assert set(prints(*within)) <= set(prints(*lines))
