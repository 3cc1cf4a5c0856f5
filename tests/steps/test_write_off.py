"""A debt is given up by a person with a reason, and asked for again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.errors import Refused
from agent.ledger import calls, holds, invoices, outbox, promises, write_offs
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import cases, invoicing, money
from agent.steps.desk import Desk
from agent.steps.each import picture
from tests.steps import given

_MONTH = timedelta(days=20)


def _owe(desk: Desk, number: str = "12/2026") -> None:
    given.invoice(desk, number, desk.clock.today() - _MONTH, 70_050)


def _open(desk: Desk) -> list[Money]:
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        found = invoices.open_items(tx, [customer.id])
    return [item.open for item in found]


def test_what_is_given_up_is_asked_for_no_more(desk: Desk) -> None:
    _owe(desk)
    assert invoicing.write_off(desk, "carla", "12/2026", "bankrupt") == Money(70_050)
    assert _open(desk) == []
    given.send_all(desk)
    assert given.recipients(desk) == []


def test_a_letter_not_yet_gone_is_taken_back(desk: Desk) -> None:
    _owe(desk)
    rounds.run_round(desk)
    invoicing.write_off(desk, "carla", "12/2026", "bankrupt")
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        (letter,) = outbox.of_customer(tx, customer.id)
    assert letter.state == "withdrawn"


def test_the_log_says_how_much_but_not_the_persons_words(desk: Desk) -> None:
    _owe(desk)
    invoicing.write_off(desk, "carla", "12/2026", "the owner has died")
    last = given.history(desk)[-1]
    assert (last.what, last.actor) == ("invoice.written_off", "carla")
    assert last.because == "700.50 EUR given up by a person"
    assert last.data == {"amount": "700.50 EUR"}
    with picture(desk) as tx:
        (found,) = write_offs.standing(tx, last.subject.removeprefix("invoice:"))
    assert (found.because, found.by) == ("the owner has died", "carla")


def test_what_was_given_up_is_asked_for_again(desk: Desk) -> None:
    _owe(desk)
    invoicing.write_off(desk, "carla", "12/2026", "bankrupt")
    assert invoicing.undo_write_off(desk, "carla", "12/2026") == Money(70_050)
    assert _open(desk) == [Money(70_050)]
    rounds.run_round(desk)
    given.send_all(desk)
    assert len(given.recipients(desk)) == 1
    assert "invoice.asked_again" in given.happened(desk)


def test_money_that_came_meanwhile_pays_what_is_asked_for_again(desk: Desk) -> None:
    _owe(desk)
    invoicing.write_off(desk, "carla", "12/2026", "bankrupt")
    given.money(desk, 70_050, "saldo fattura 12/2026", "Alfa Srl")
    rounds.run_round(desk)
    invoicing.undo_write_off(desk, "carla", "12/2026")
    rounds.run_round(desk)
    given.send_all(desk)
    assert _open(desk) == []
    assert given.recipients(desk) == []


def test_a_promise_to_pay_it_is_neither_kept_nor_broken(desk: Desk) -> None:
    _owe(desk)
    day = desk.clock.today() + timedelta(days=1)
    cases.promise(desk, "carla", day, day, "domani", invoice="12/2026")
    invoicing.write_off(desk, "carla", "12/2026", "bankrupt")
    with picture(desk) as tx:
        (promise,) = promises.in_state(tx, "")
        assert promise.state == "undone"
        assert holds.standing(tx) == ()


def test_a_promise_about_another_invoice_stands(desk: Desk) -> None:
    _owe(desk)
    _owe(desk, "13/2026")
    day = desk.clock.today() + timedelta(days=1)
    cases.promise(desk, "carla", day, day, "domani", invoice="13/2026")
    invoicing.write_off(desk, "carla", "12/2026", "bankrupt")
    with picture(desk) as tx:
        assert len(promises.in_state(tx, "open")) == 1
        assert len(holds.standing(tx)) == 1


def test_what_was_given_up_is_never_said_to_be_paid(desk: Desk) -> None:
    given.invoice(desk, "12/2026", date(2026, 9, 1), email="")
    given.invoice(desk, "13/2026", date(2026, 12, 1), email="")
    rounds.run_round(desk)
    day = desk.clock.today() + timedelta(days=1)
    cases.promise(desk, "carla", day, day, "domani", customer="Alfa")
    invoicing.write_off(desk, "carla", "12/2026", "bankrupt")
    with picture(desk) as tx:
        assert calls.listed(tx, state="done")[0].note == (
            "what was overdue is asked for no more"
        )
        assert [each.state for each in promises.in_state(tx, "")] == ["undone"]
    assert not [each for each in given.history(desk) if "paid" in each.because]


@pytest.mark.parametrize("because", ["", "  "])
def test_nothing_is_given_up_without_a_reason(desk: Desk, because: str) -> None:
    _owe(desk)
    with pytest.raises(Refused, match="for a reason"):
        invoicing.write_off(desk, "carla", "12/2026", because)
    assert _open(desk) == [Money(70_050)]


def test_nothing_is_given_up_twice(desk: Desk) -> None:
    _owe(desk)
    invoicing.write_off(desk, "carla", "12/2026", "bankrupt")
    with pytest.raises(Refused, match="nothing open to give up"):
        invoicing.write_off(desk, "carla", "12/2026", "bankrupt")


def test_what_was_never_given_up_is_not_asked_for_again(desk: Desk) -> None:
    _owe(desk)
    with pytest.raises(Refused, match="was given up"):
        invoicing.undo_write_off(desk, "carla", "12/2026")
    assert _open(desk) == [Money(70_050)]


def test_a_candidate_whose_invoice_was_cancelled_is_refused(desk: Desk) -> None:
    _owe(desk)
    given.money(desk, 70_050, payer="somebody")
    rounds.run_round(desk)
    invoicing.cancel(desk, "carla", "12/2026", "issued in error")
    with pytest.raises(Refused, match="there are 0"):
        money.accept(desk, "carla", 1)
