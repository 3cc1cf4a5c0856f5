"""Call sheets: on the phone as much is asked for as by letter."""

from __future__ import annotations

from datetime import date

from agent.model.money import Money
from agent.steps.act import cases
from agent.steps.calling import ask_call
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.call_sheets import CallSheet, call_sheets
from agent.steps.look.preview import preview
from tests.desks import MONDAY
from tests.steps import given

DUE, LATER = date(2026, 9, 1), date(2026, 9, 30)


def sheet(desk: Desk) -> CallSheet:
    customer = given.the_customer(desk)
    with transaction(desk) as tx:
        ask_call(tx, customer.id, "hand", "as asked", MONDAY.date())
    (found,) = call_sheets(desk)
    return found


def test_a_credit_note_not_yet_used_is_taken_off(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 672_000)
    given.invoice(desk, "NC1", LATER, 12_200, kind="credit_note")
    by_letter = [plan.amounts for plan in preview(desk, MONDAY.date())]

    found = sheet(desk)

    assert [item.number for item in found.items] == ["1/2026", "NC1"]
    assert found.total == (Money(659_800),)
    assert by_letter == [found.total]
    assert [plan.amounts for plan in preview(desk, MONDAY.date())] == [found.total]


def test_the_days_line_says_the_same_sum(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 672_000)
    given.invoice(desk, "2/2026", LATER)
    given.invoice(desk, "NC1", LATER, 12_200, kind="credit_note")
    sheet(desk)

    with picture(desk) as tx:
        day = gather(desk, tx, tx.now)
    (line,) = (one for one in day.do_today if one.said == "call.hand")

    assert (line.amount, line.facts["numbers"]) == (Money(659_800), ("1/2026",))


def test_what_is_not_yet_due_or_contested_stands_apart(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", LATER)
    given.invoice(desk, "3/2026", DUE, 70_000)
    cases.dispute(desk, "carla", "3/2026", "manca merce", "")

    found = sheet(desk)

    assert [item.number for item in found.items] == ["1/2026"]
    assert found.total == (Money(10_000),)
    assert sorted(item.number for item in found.apart) == ["2/2026", "3/2026"]


def test_where_the_credit_covers_all_nothing_is_asked_for(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "NC1", DUE, 20_000, kind="credit_note")

    assert sheet(desk).total == ()
