from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from agent.ledger import outbox
from agent.model.letter import Delivery
from agent.steps import rounds
from agent.steps.act import letters, money
from agent.steps.desk import Desk, SendingMode
from agent.steps.each import picture
from agent.steps.look.lists import payment_rows
from tests.desks import MONDAY
from tests.steps import given


def thanking(desk: Desk, how: SendingMode = "approve") -> Desk:
    return replace(desk, sending=replace(desk.sending, thank_you=how))


def thanks(desk: Desk) -> list[Delivery]:
    with picture(desk) as tx:
        everything = outbox.in_state(tx, "proposed", "approved", "ready", "sent")
    return [one for one in everything if one.kind == "thank_you"]


def paid(desk: Desk) -> None:
    """Let the customer pay what the first letter asked for."""
    given.one_letter(desk)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)


def told(desk: Desk) -> None:
    """Let the summary of the day leave."""
    given.pass_time(desk, minutes=1)
    rounds.write_summary(desk)
    given.send_all(desk)


def test_thanks_are_put_up_a_working_day_after_the_summary_showed_the_money(
    desk: Desk,
) -> None:
    desk = thanking(desk)
    paid(desk)
    told(desk)
    given.pass_time(desk, days=1)
    rounds.run_round(desk)

    (letter,) = thanks(desk)
    assert (letter.state, letter.recipient) == ("proposed", "anna@client.test")


def test_no_thanks_come_on_the_day_of_the_summary(desk: Desk) -> None:
    desk = thanking(desk)
    paid(desk)
    told(desk)
    given.pass_time(desk, hours=3)
    rounds.run_round(desk)

    assert thanks(desk) == []


def test_no_thanks_come_for_money_that_no_summary_showed(desk: Desk) -> None:
    desk = thanking(desk)
    given.one_letter(desk)
    told(desk)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    given.pass_time(desk, days=1)
    rounds.run_round(desk)

    assert thanks(desk) == []


@pytest.mark.parametrize("how", ["off"])
def test_no_thanks_come_where_they_are_not_wanted(desk: Desk, how: SendingMode) -> None:
    desk = thanking(desk, how)
    paid(desk)
    told(desk)
    given.pass_time(desk, days=1)
    rounds.run_round(desk)

    assert thanks(desk) == []


def test_no_thanks_come_while_something_else_is_overdue(desk: Desk) -> None:
    desk = thanking(desk)
    paid(desk)
    told(desk)
    given.invoice(desk, "2/2026", MONDAY.date() - timedelta(days=1))
    given.pass_time(desk, days=1)
    rounds.run_round(desk)

    assert thanks(desk) == []


def test_no_thanks_come_for_what_nobody_was_asked_for(desk: Desk) -> None:
    desk = thanking(desk)
    given.invoice(desk, "1/2026", date(2026, 10, 30))
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    told(desk)
    given.pass_time(desk, days=1)
    rounds.run_round(desk)

    assert thanks(desk) == []


def test_thanks_come_once_though_a_person_refused_them(desk: Desk) -> None:
    desk = thanking(desk)
    paid(desk)
    told(desk)
    given.pass_time(desk, days=1)
    rounds.run_round(desk)
    (letter,) = thanks(desk)
    letters.refuse(desk, "carla", letter.letter_no, "")
    rounds.run_round(desk)

    assert thanks(desk) == []
    assert [reason for reason, _ in given.standing_holds(desk)] == []


def test_thanks_are_taken_back_with_the_payment(desk: Desk) -> None:
    desk = thanking(desk)
    paid(desk)
    told(desk)
    given.pass_time(desk, days=1)
    rounds.run_round(desk)
    (row,) = payment_rows(desk)
    money.undo(desk, "carla", row.no)
    rounds.run_round(desk)

    assert thanks(desk) == []


def test_thanks_that_need_no_person_leave_without_a_copy(desk: Desk) -> None:
    desk = thanking(desk, "auto")
    paid(desk)
    told(desk)
    given.pass_time(desk, days=1)
    given.money(desk, 1)
    rounds.run_round(desk)
    given.send_all(desk)

    (letter,) = thanks(desk)
    assert letter.state == "sent"
