"""No letter names an account to pay to that is not ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from agent.errors import Unreadable
from agent.ledger import outbox
from agent.letters import templates
from agent.steps import rounds
from agent.steps.act import cases
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.remind import lapse
from agent.steps.sealing import seal
from tests.steps import given

DUE = date(2026, 9, 1)
NEW = "DE89370400440532013000"
OTHER = "DE89 3704 0044 0532 0130 00"


@pytest.fixture
def hard_coded(desk: Desk, tmp_path: Path) -> Desk:
    """A desk whose own Italian letters name an account of former days."""
    (tmp_path / "it").mkdir()
    for name in ("first", "dispute_acknowledged"):
        (tmp_path / f"it/{name}.txt.j2").write_text(
            f"Subject: Fattura\n\nBuongiorno.\n\n- {OTHER}\n", "utf-8"
        )
    return replace(desk, templates=templates.load(tmp_path))


def moved(desk: Desk) -> Desk:
    """Give the same desk once the firm changed its bank."""
    return replace(desk, sender=replace(desk.sender, iban=NEW))


def letters(desk: Desk) -> list[tuple[int, str, str]]:
    with picture(desk) as tx:
        return [
            (each.letter_no, each.state, each.because)
            for each in outbox.listed(tx)
            if each.customer_id
        ]


def test_a_template_that_hard_codes_another_account_writes_no_letter(
    hard_coded: Desk,
) -> None:
    given.invoice(hard_coded, "1/2026", DUE)
    done = rounds.run_round(hard_coded)
    rounds.run_round(hard_coded)
    assert letters(hard_coded) == []
    (fault,) = {each for each in done.faults if "account" in each}
    assert "it/first.txt.j2: it names the account ...3000, which is not in" in fault
    assert "writing" in given.still(hard_coded)


def test_such_a_template_never_costs_what_a_person_said(hard_coded: Desk) -> None:
    given.invoice(hard_coded, "1/2026", DUE)
    cases.dispute(hard_coded, "carla", "1/2026", "wrong goods", "carla")
    assert letters(hard_coded) == []
    assert "...3000" in given.still(hard_coded)["writing"]
    assert given.standing_holds(hard_coded) == [("dispute", None)]


def test_a_template_may_name_any_account_of_ours(hard_coded: Desk) -> None:
    desk = replace(hard_coded, intake=replace(hard_coded.intake, accounts=(NEW,)))
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    assert [no for no, _, _ in letters(desk)] == [1]


def test_a_letter_written_before_the_account_changed_is_made_anew(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    after = moved(desk)
    assert lapse(after) == 1
    given.send_all(after)
    given.send_all(after)
    ((_, raw),) = given.channel(after).taken
    (first, _) = letters(after)
    assert first == (
        1,
        "withdrawn",
        "it names the account ...3456, which is not in the configuration",
    )
    assert b"DE89 3704" in raw
    assert b"0000 0123 456" not in raw


def test_no_letter_is_sealed_that_names_another_account(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    with transaction(desk) as tx:
        (letter,) = outbox.in_state(tx, "ready", "approved")
        assert b"IT60 X054" in seal(desk, tx, letter)
        with pytest.raises(Unreadable, match=r"\.\.\.3456.*withdraw it"):
            seal(moved(desk), tx, letter)
