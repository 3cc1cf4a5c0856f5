"""While days of an account are missing, letters wait, and everything says which."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.errors import Refused
from agent.model.money import Money
from agent.model.payment import BankLine, Statement
from agent.steps import bank_gaps, read_bank, rounds
from agent.steps.desk import Desk
from agent.steps.doctor import doctor
from agent.steps.each import picture, transaction
from agent.steps.look.status import status
from agent.steps.summarise import show
from tests.steps import given

IBAN = "IT60X0542811101000000123456"


@pytest.fixture
def banked(desk: Desk) -> Desk:
    return replace(desk, intake=replace(desk.intake, accounts=(IBAN,)))


def read(
    desk: Desk,
    since: int,
    through: int,
    opening: int,
    cents: int,
    *,
    account: str = IBAN,
    doubts: tuple[str, ...] = (),
) -> None:
    day = date(2026, 9, through)
    line = BankLine(day, Money(cents), is_credit=True, remittance=f"{since}-{through}")
    statement = Statement(
        account,
        (line,),
        since=date(2026, 9, since),
        through=day,
        opening=Money(opening),
        closing=Money(opening + cents),
        doubts=doubts,
    )
    with transaction(desk) as tx:
        read_bank.record(desk, tx, statement, "s.xml", "", despite_doubts=bool(doubts))


def gap_of(desk: Desk) -> str:
    with picture(desk) as tx:
        return bank_gaps.why_gap(desk, tx)


def test_no_letter_leaves_until_the_missing_file_comes(banked: Desk) -> None:
    given.invoice(banked, "1/2026", date(2026, 9, 1))
    read(banked, 1, 2, 0, 100)
    read(banked, 4, 7, 5_100, 200)
    rounds.run_round(banked)
    given.send_all(banked)
    assert given.channel(banked).taken == []
    assert "50.00 EUR from 2026-09-02 to 2026-09-04" in status(banked).off_because

    read(banked, 3, 3, 100, 5_000)
    rounds.run_round(banked)
    given.send_all(banked)

    assert gap_of(banked) == ""
    assert len(given.channel(banked).taken) == 1


def test_the_summary_and_doctor_name_the_days(banked: Desk) -> None:
    read(banked, 1, 2, 0, 100)
    read(banked, 4, 7, 5_100, 200)

    told = " ".join(show(banked).text.split())
    assert "Scarica i giorni dal 2 settembre al 4 settembre" in told
    checks = [one.meaning for one in doctor(banked) if one.name == "bank"]
    assert any("from 2026-09-02 to 2026-09-04: letters wait" in one for one in checks)


def test_files_read_in_any_order_are_one_chain(banked: Desk) -> None:
    read(banked, 4, 7, 5_100, 200)
    read(banked, 1, 2, 0, 100)
    read(banked, 3, 3, 100, 5_000)
    assert gap_of(banked) == ""


def test_balances_in_doubt_prove_no_gap(banked: Desk) -> None:
    read(banked, 1, 2, 0, 100)
    read(banked, 4, 7, 5_100, 200, doubts=("a line is odd",))
    assert gap_of(banked) == ""


def test_another_account_is_told_and_holds_nothing(banked: Desk) -> None:
    read(banked, 1, 2, 0, 100, account="DE00OTHER")
    read(banked, 4, 7, 5_100, 200, account="DE00OTHER")
    assert gap_of(banked) == ""
    assert "le lettere partono lo stesso" in " ".join(show(banked).text.split())


def test_a_person_says_that_nothing_is_missing(banked: Desk) -> None:
    read(banked, 1, 2, 0, 100)
    read(banked, 4, 7, 5_100, 200)

    (gap,) = bank_gaps.accept(banked, "carla", IBAN[-6:], "a correction of the bank")

    assert gap.missing == Money(5_000)
    assert gap_of(banked) == ""
    with pytest.raises(Refused, match="nothing is missing"):
        bank_gaps.accept(banked, "carla", IBAN[-6:], "again")
