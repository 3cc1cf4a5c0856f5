"""Who can be written to again is written to: a call for want of an address is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from agent.steps import rounds
from agent.steps.act.editing import edit
from agent.steps.desk import Desk
from agent.steps.intake import take_file
from agent.steps.look.call_sheets import call_sheets
from tests.steps import given

ANNA = "anna@client.test"
DUE = date(2026, 9, 1)


def by_hand(desk: Desk) -> None:
    edit(desk, "carla", "Alfa", {}, add_email=ANNA)


def by_list(desk: Desk) -> None:
    take_file(desk, "clienti.csv", f"Cliente;Email\nAlfa Srl;{ANNA}\n".encode())


def by_invoice(desk: Desk) -> None:
    given.invoice(desk, "2/2026", date(2026, 12, 1), email=ANNA)


@pytest.mark.parametrize("learn", [by_hand, by_list, by_invoice])
def test_an_address_learnt_late_ends_the_call_and_the_first_letter_leaves(
    desk: Desk, learn: Callable[[Desk], None]
) -> None:
    given.live(desk)
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    assert len(call_sheets(desk)) == 1
    learn(desk)
    assert call_sheets(desk) == ()
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == [ANNA]
