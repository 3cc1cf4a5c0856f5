"""Cases: all that decides what comes next, read together."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agent.ledger import calls, cases, customers, holds, invoices
from agent.ledger.book import Ledger, Tx
from agent.model.case import Case, Standing
from agent.model.procedure import Procedure, Stage
from tests.ledger.builders import (
    DAY,
    FIRM,
    FIRST,
    HOUR,
    NOW,
    SECOND,
    TODAY,
    a_customer,
    a_letter,
    an_invoice,
    an_item,
    document,
    moved,
)

_GENTLE = Procedure("gentle", (FIRST,))
_TERMS = cases.Terms(ZoneInfo("Europe/Rome"), ("MP12",), {"gentle": _GENTLE})


@pytest.fixture
def alfa(tx: Tx) -> str:
    return a_customer(tx, "Alfa srl", "alfa@example.com").id


def _case(tx: Tx, customer_id: str) -> Case:
    (found,) = cases.some(tx, [customer_id], _TERMS)
    return found


def test_a_case_holds_the_customer_and_his_open_items(tx: Tx, alfa: str) -> None:
    late, early = (
        an_invoice(tx, alfa, document(700, due_on=TODAY)),
        an_invoice(tx, alfa, document(800, due_on=TODAY - DAY)),
    )
    an_invoice(tx, alfa, document(900, method="MP12"))
    an_item(tx, a_customer(tx, "Beta").id)
    case = _case(tx, alfa)
    assert case.customer == customers.get(tx, alfa)
    assert [each.item.invoice_id for each in case.standings] == [early, late]
    assert (case.holds, case.letters_on, case.calls_on) == ((), (), ())
    assert (case.waiting, case.call_open) == (False, False)


def test_every_customer_with_something_open_has_a_case(tx: Tx, alfa: str) -> None:
    item = an_item(tx, alfa)
    paid = an_item(tx, a_customer(tx, "Beta").id, 700)
    invoices.change_open(tx, paid.id, -700)
    an_invoice(tx, a_customer(tx, "Gamma").id, document(needs_review=True))
    (case,) = cases.every(tx, _TERMS)
    assert case == Case(customers.get(tx, alfa), (Standing(item),))


def test_cases_of_many_customers_are_all_given(tx: Tx) -> None:
    owners = [a_customer(tx, f"C{number}").id for number in range(205)]
    items = {an_item(tx, owner).id for owner in owners}
    found = list(cases.every(tx, _TERMS))
    assert [case.customer.id for case in found] == owners
    assert {each.item.id for case in found for each in case.standings} == items


def test_a_stage_is_done_by_a_letter_that_stands(tx: Tx, alfa: str) -> None:
    one, other = an_item(tx, alfa), an_item(tx, alfa)
    a_letter(tx, alfa, one)
    moved(tx, a_letter(tx, alfa, other), "bounced")
    a_letter(tx, alfa, other, stage=SECOND)
    done = {each.item.id: each.done for each in _case(tx, alfa).standings}
    assert done == {one.id: {"first"}, other.id: {"second"}}


def test_a_stage_is_done_by_a_call(tx: Tx, alfa: str) -> None:
    item = an_item(tx, alfa)
    calls.ask(tx, alfa, "stage", "last", TODAY, steps=[(item, SECOND)])
    case = _case(tx, alfa)
    assert case.standings == (Standing(item, frozenset({"second"})),)
    assert case.call_open is True


def test_a_letter_that_only_lists_an_item_does_no_stage(tx: Tx, alfa: str) -> None:
    step, listed = an_item(tx, alfa), an_item(tx, alfa)
    a_letter(tx, alfa, step, listed=[listed])
    done = {each.item.id: each.done for each in _case(tx, alfa).standings}
    assert done == {step.id: {"first"}, listed.id: frozenset()}


def test_an_invoice_goes_by_a_procedure_of_its_own(tx: Tx, alfa: str) -> None:
    own, unknown = an_item(tx, alfa), an_item(tx, alfa)
    invoices.set_procedure(tx, own.invoice_id, "gentle")
    invoices.set_procedure(tx, unknown.invoice_id, "long gone")
    found = {each.item.id: each.procedure for each in _case(tx, alfa).standings}
    assert found == {own.id: _GENTLE, unknown.id: None}


@pytest.mark.parametrize(
    ("state", "waits"),
    [
        ("approved", True),
        ("ready", True),
        ("claimed", True),
        ("handing_over", True),
        ("uncertain", True),
        ("sent", False),
        ("delivered", False),
        ("bounced", False),
        ("withdrawn", False),
    ],
)
def test_a_letter_under_way_is_waited_for(
    tx: Tx, alfa: str, state: str, *, waits: bool
) -> None:
    letter = a_letter(tx, alfa, an_item(tx, alfa))
    assert _case(tx, alfa).waiting is True
    moved(tx, letter, state)
    assert _case(tx, alfa).waiting is waits


def test_letters_count_on_the_local_day_they_left(ledger: Ledger) -> None:
    late = NOW.replace(hour=22, minute=30)  # half past midnight in Rome
    with ledger.begin(FIRM, NOW) as tx:
        alfa = a_customer(tx).id
        moved(tx, a_letter(tx, alfa, an_item(tx, alfa)), "sent", sent_at=late)
        moved(tx, a_letter(tx, alfa, an_item(tx, alfa)), "refused", sent_at=late)
        a_letter(tx, alfa, an_item(tx, alfa))
        assert _case(tx, alfa).letters_on == (TODAY, TODAY + DAY)


def test_mails_that_are_no_reminders_are_no_pressure(tx: Tx, alfa: str) -> None:
    an_item(tx, alfa)
    thanks = a_letter(tx, alfa, stage=Stage("thank_you", 0))
    moved(tx, thanks, "sent", sent_at=NOW)
    assert _case(tx, alfa).letters_on == ()


def test_talks_count_on_the_local_day_they_were_had(ledger: Ledger) -> None:
    with ledger.begin(FIRM, NOW) as tx:
        alfa = a_customer(tx).id
        an_item(tx, alfa)
        call_id = calls.ask(tx, alfa, "hand", "ask him", TODAY)
    with ledger.begin(FIRM, NOW.replace(hour=22) + HOUR) as tx:
        calls.done(tx, call_id, "reached", "")
        case = _case(tx, alfa)
    assert (case.calls_on, case.call_open) == ((TODAY + DAY,), False)


def test_holds_not_released_stand_in_the_case(tx: Tx, alfa: str) -> None:
    an_item(tx, alfa)
    kept = holds.put(tx, alfa, "hand", "he phoned", since=TODAY, until=TODAY - DAY)
    gone = holds.put(tx, alfa, "hand", "he wrote", since=TODAY, until=None)
    holds.release(tx, gone, "answered")
    assert [hold.id for hold in _case(tx, alfa).holds] == [kept]


def test_cases_of_nobody_are_none(tx: Tx) -> None:
    assert cases.some(tx, [], _TERMS) == ()
    assert list(cases.every(tx, _TERMS)) == []
