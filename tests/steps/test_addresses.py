"""Who can be written to again is written to: a call for want of an address is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from agent.ledger import customers
from agent.steps import ease, rounds
from agent.steps.act.editing import edit
from agent.steps.desk import Desk
from agent.steps.each import transaction
from agent.steps.intake import take_file
from agent.steps.look.call_sheets import call_sheets
from agent.steps.taken import Taken
from tests.steps import given
from tests.steps.notices import notice

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


OLD, NEW = "anna@client.test", "bruno@client.test"
UNKNOWN = ("5.1.1", "user unknown")
REFUSED = ("5.7.1", "message rejected as spam")  # without being dead for good


def by_new_list(desk: Desk, emails: str = NEW) -> Taken:
    return take_file(
        desk, "clienti.csv", f"Cliente;Email\nAlfa Srl;{emails}\n".encode()
    )


@pytest.mark.parametrize("said", [UNKNOWN, REFUSED])
@pytest.mark.parametrize("emails", [NEW, f"{OLD} {NEW}"])
def test_after_a_bounce_the_address_a_list_names_is_written_to(
    desk: Desk, said: tuple[str, str], emails: str
) -> None:
    given.arrives(desk, notice(*said, about=given.one_letter(desk)))
    assert len(call_sheets(desk)) == 1
    taken = by_new_list(desk, emails)
    assert (taken.customers, taken.changed, taken.known) == (0, 1, 0)
    assert call_sheets(desk) == ()
    given.pass_time(desk, days=14)
    given.money(desk, 1)
    given.send_all(desk)
    given.send_all(desk)
    assert given.recipients(desk) == [OLD, NEW]


@pytest.mark.parametrize("said", [UNKNOWN, REFUSED])
def test_a_list_that_names_only_what_bounced_leaves_the_call_open(
    desk: Desk, said: tuple[str, str]
) -> None:
    given.arrives(desk, notice(*said, about=given.one_letter(desk)))
    assert by_new_list(desk, OLD).changed == 0
    assert len(call_sheets(desk)) == 1


def test_an_address_that_letters_do_not_go_to_ends_no_call(desk: Desk) -> None:
    given.arrives(desk, notice(*REFUSED, about=given.one_letter(desk)))
    customer = given.the_customer(desk)
    with transaction(desk) as tx:
        customers.put_address(tx, customer.id, NEW, confirmed=True)
        ease.reachable(tx, customer.id, [NEW])
    assert len(call_sheets(desk)) == 1


def test_an_invoice_names_another_address_once_the_first_is_dead(desk: Desk) -> None:
    given.arrives(desk, notice(*UNKNOWN, about=given.one_letter(desk)))
    given.invoice(desk, "2/2026", date(2026, 12, 1), email=NEW)
    assert call_sheets(desk) == ()
    assert given.the_customer(desk).write_to == NEW


def test_a_list_undoes_no_address_that_letters_reach(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email=OLD)
    by_new_list(desk)
    customer = given.the_customer(desk)
    assert (customer.write_to, customer.has(NEW)) == (OLD, True)
