"""Who always pays on one day of the month is reminded after it; it can be switched off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from agent.steps.desk import Desk
from agent.steps.look.why import why
from agent.steps.settle import settle
from tests.desks import ROME, open_desk
from tests.steps import given


@pytest.fixture
def habitual() -> Desk:
    """Alfa paid five invoices on the tenth, and owes one due on 31 August."""
    desk = open_desk(at=datetime(2026, 9, 2, 9, tzinfo=ROME))
    for month in range(3, 8):
        number = f"{month}/2026"
        given.invoice(desk, number, date(2026, month, 1), 10_000 + month)
        text, day = f"saldo fattura {number}", date(2026, month, 10)
        given.money(desk, 10_000 + month, text, "Alfa Srl", booked_on=day)
    given.invoice(desk, "12/2026", date(2026, 8, 31), 50_000)
    settle(desk)
    return desk


def test_why_tells_of_the_habit(habitual: Desk) -> None:
    told = why(habitual, "12/2026").paragraph

    assert "counted from 2026-09-10: by habit he pays then" in told


def test_habits_can_be_switched_off(habitual: Desk) -> None:
    desk = replace(habitual, rules=replace(habitual.rules, habits=False))

    assert "by habit" not in why(desk, "12/2026").paragraph


def test_an_invoice_with_a_procedure_of_its_own_knows_no_habit(habitual: Desk) -> None:
    from agent.steps.act import invoicing

    invoicing.set_procedure(habitual, "carla", "12/2026", "gentle")

    assert "by habit" not in why(habitual, "12/2026").paragraph
