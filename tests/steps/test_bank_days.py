"""Letters wait while a bank statement is missing, and everything says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.ledger import payments
from agent.model.payment import Statement
from agent.steps import read_bank, rounds
from agent.steps.bank_days import bank_is_late
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.status import status
from agent.steps.look.why import why
from tests.steps import given

IBAN = "IT60X0542811101000000123456"
DUE = date(2026, 9, 1)


@pytest.fixture
def banked(desk: Desk) -> Desk:
    """A desk with an account of its own, on Monday the seventh of September."""
    return replace(desk, intake=replace(desk.intake, accounts=(IBAN,), stale_days=2))


def covered(desk: Desk, through: date, account: str = IBAN) -> None:
    with transaction(desk) as tx:
        statement = Statement(account, (), through=through)
        read_bank.record(desk, tx, statement, "e.xml", "")


def test_without_any_statement_no_letter_leaves(banked: Desk) -> None:
    given.invoice(banked, "1/2026", DUE)
    rounds.run_round(banked)
    done = given.send_all(banked)
    assert given.recipients(banked) == []
    assert done.waits == "no bank statement of account ...3456 was read yet"


def test_a_statement_of_some_days_ago_is_enough_until_it_is_too_old(
    banked: Desk,
) -> None:
    given.invoice(banked, "1/2026", DUE)
    covered(banked, date(2026, 9, 3))  # two working days before the Monday
    rounds.run_round(banked)
    given.send_all(banked)
    assert given.recipients(banked) == ["anna@client.test"]
    given.pass_time(banked, days=1)
    with picture(banked) as tx:
        assert "goes to 2026-09-03" in bank_is_late(banked, tx)


def test_status_and_why_say_that_letters_wait_for_the_bank(banked: Desk) -> None:
    given.invoice(banked, "1/2026", DUE)
    assert "no bank statement" in status(banked).off_because
    assert "no bank statement" in why(banked, "1/2026").paragraph


@pytest.mark.parametrize("written", ["", "000000123456", "0123456", IBAN.lower()])
def test_a_statement_covers_the_account_it_names_in_short(
    banked: Desk, written: str
) -> None:
    covered(banked, date(2026, 9, 4), written)
    with picture(banked) as tx:
        assert payments.coverage(tx) == {IBAN: date(2026, 9, 4)}
