"""Statements of a round: made once, kept once."""

from __future__ import annotations

from datetime import date

from agent.ledger import prepared
from agent.steps import rounds
from tests.desks import open_desk
from tests.steps import given


def test_rounds_go_on_and_no_more_statements_are_kept() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    for _ in range(3):
        rounds.run_round(desk)
    before = prepared.kept()
    for _ in range(10):
        rounds.run_round(desk)
    assert prepared.kept() == before
