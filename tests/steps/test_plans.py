from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.errors import Refused
from agent.ledger import calls, customers, events, invoices, letter_book, outbox, plans
from agent.ledger.calls import CallReason
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import cases, phoning, planning
from agent.steps.act.invoicing import set_procedure
from agent.steps.day_to_do import open_calls
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.look.why import why
from agent.steps.plans import follow
from agent.steps.settle import settle
from agent.steps.watch import watch
from tests.desks import open_desk
from tests.steps import given

DUE, FIRST = date(2026, 9, 1), date(2026, 9, 21)
PROMISED = date(2026, 9, 11)


@pytest.fixture
def desk() -> Desk:
    """Give a desk with 100.00 overdue."""
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", DUE)
    return desk


@pytest.fixture
def agreed(desk: Desk) -> Desk:
    """Give the same once two parts of 50.00 are agreed on."""
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")
    return desk


def test_a_letter_taken_back_for_a_plan_says_so(agreed: Desk) -> None:
    said = why(agreed, "1/2026").paragraph

    assert "1/2026 is paid in parts now, by a plan" in said
    assert "0.00 EUR is open now" not in said


def kinds(desk: Desk) -> list[str]:
    """Give the letters that left or wait, in order."""
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        return [
            one.kind
            for one in outbox.of_customer(tx, customer.id)
            if one.state != "withdrawn"
        ]


def state(desk: Desk) -> str:
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        return plans.of_customer(tx, customer.id)[-1].state


def day_by_day(desk: Desk, days: int) -> None:
    """Let days pass, each with its rounds."""
    for _ in range(days):
        given.pass_time(desk, days=1)
        rounds.run_round(desk)
        given.send_all(desk)
        given.sign_of_life(desk)
        watch(desk)


def test_a_proposal_is_a_letter_with_the_parts_and_stops_all_others(desk: Desk) -> None:
    plan, letter_no = planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    with picture(desk) as tx:
        (letter,) = outbox.of_letter(tx, letter_no)
        words = letter_book.words(tx, letter.letter_id).text.replace("\u00a0", " ")

    assert letter.kind == "plan_proposed"
    assert "rata 1 di 2\n  scadenza 21 set 2026: 50,00 €" in words
    assert "rata 2 di 2\n  scadenza 21 ott 2026: 50,00 €" in words
    rounds.run_round(desk)
    assert kinds(desk) == ["plan_proposed"]
    assert given.standing_holds(desk) == [("plan", plan.answer_by)]


def test_a_proposal_holds_each_of_its_invoices(desk: Desk) -> None:
    given.invoice(desk, "2/2026", date(2026, 9, 2))

    plan, _ = planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    assert len(plan.invoice_ids) == 2
    assert given.standing_holds(desk) == [("plan", plan.answer_by)] * 2
    rounds.run_round(desk)
    assert kinds(desk) == ["plan_proposed"]


def test_a_proposal_that_ended_holds_nothing(desk: Desk) -> None:
    given.invoice(desk, "2/2026", date(2026, 9, 2))
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    planning.end(desk, "carla", "Alfa")

    assert given.standing_holds(desk) == []


def test_a_proposal_that_nobody_answers_lapses_and_letters_go_on(desk: Desk) -> None:
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    day_by_day(desk, 18)

    assert state(desk) == "lapsed"
    assert "first" in kinds(desk)


def test_once_agreed_the_invoice_is_due_by_its_parts(agreed: Desk) -> None:
    customer = given.the_customer(agreed)
    with picture(agreed) as tx:
        parts = [
            (one.due_on, one.open, one.instalment_no, one.instalments)
            for one in invoices.open_items(tx, [customer.id])
        ]

    assert parts == [
        (FIRST, Money(5_000), 1, 2),
        (date(2026, 10, 21), Money(5_000), 2, 2),
    ]
    assert given.standing_holds(agreed) == []


def test_a_plan_of_what_is_overdue_leaves_what_is_due_later_alone() -> None:
    desk = given.live(open_desk())
    given.in_two(desk, "1/2026", DUE, date(2026, 12, 1))
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    planning.accept(desk, "carla", "Alfa")

    customer = given.the_customer(desk)
    with picture(desk) as tx:
        found = invoices.open_items(tx, [customer.id])
    assert [(one.due_on, one.open.cents) for one in found] == [
        (FIRST, 2_500),
        (date(2026, 10, 21), 2_500),
        (date(2026, 12, 1), 5_000),
    ]


def test_one_letter_comes_before_each_part_and_none_of_the_old(agreed: Desk) -> None:
    day_by_day(agreed, 13)
    assert kinds(agreed) == ["plan"]

    given.money(agreed, 5_000, "rata 1 fattura 1/2026", payer="Alfa Srl")
    settle(agreed)
    day_by_day(agreed, 28)

    assert kinds(agreed) == ["plan", "plan"]


def test_a_plan_that_is_paid_is_kept_and_its_procedure_ends(agreed: Desk) -> None:
    given.money(agreed, 10_000, "saldo fattura 1/2026", payer="Alfa Srl")
    settle(agreed)
    watch(agreed)

    assert state(agreed) == "kept"


def test_a_part_that_does_not_come_is_noticed_and_becomes_a_call(agreed: Desk) -> None:
    day_by_day(agreed, 20)

    assert state(agreed) == "broken"
    assert kinds(agreed) == ["plan"]
    with picture(agreed) as tx:
        assert [call.reason for call in calls.listed(tx)] == ["stage"]
        newest = next(one.what for one in events.latest(tx, 500, prefix="plan"))
    assert newest == "plan.broken"


def test_a_late_part_that_is_paid_mends_the_plan(agreed: Desk) -> None:
    day_by_day(agreed, 20)
    given.money(agreed, 5_000, "rata 1 fattura 1/2026", payer="Alfa Srl")
    settle(agreed)
    watch(agreed)

    assert state(agreed) == "running"


def test_once_a_plan_is_ended_all_is_due_as_before_it(agreed: Desk) -> None:
    customer = given.the_customer(agreed)
    planning.end(agreed, "carla", "Alfa")

    with picture(agreed) as tx:
        owed = invoices.open_items(tx, [customer.id])
    assert {item.due_on for item in owed} == {DUE}
    day_by_day(agreed, 3)
    assert "plan" not in kinds(agreed)
    assert set(kinds(agreed)) & {"first", "second"}


def test_a_plan_that_ended_leaves_one_debt_less_what_was_paid_of_its_parts(
    agreed: Desk,
) -> None:
    given.money(agreed, 2_000, "acconto fattura 1/2026", payer="Alfa Srl")
    settle(agreed)

    planning.end(agreed, "carla", "Alfa")

    customer = given.the_customer(agreed)
    with picture(agreed) as tx:
        (item,) = invoices.open_items(tx, [customer.id])
    assert (item.due_on, item.open, item.instalments) == (DUE, Money(8_000), 1)


def test_after_a_plan_the_old_letters_count(desk: Desk) -> None:
    day_by_day(desk, 4)
    assert kinds(desk) == ["first"]
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")
    planning.end(desk, "carla", "Alfa")

    day_by_day(desk, 12)

    assert kinds(desk).count("first") == 1
    assert "second" in kinds(desk)


def to_phone(desk: Desk) -> list[int]:
    """Give the numbers of today's calls."""
    with picture(desk) as tx:
        return [call.no for call, _ in open_calls(desk, tx, desk.clock.today())]


def given_a_call(desk: Desk, reason: CallReason = "stage") -> None:
    customer, today = given.the_customer(desk), desk.clock.today()
    with transaction(desk) as tx:
        calls.ask(tx, customer.id, reason, "it is late", today)


def test_nobody_is_phoned_about_what_is_paid_in_parts(desk: Desk) -> None:
    given_a_call(desk)
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")

    with picture(desk) as tx:
        assert calls.listed(tx) == ()


def test_a_call_waits_for_the_answer_to_a_proposal(desk: Desk) -> None:
    given_a_call(desk)
    plan, _ = planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    assert to_phone(desk) == []
    with picture(desk) as tx:
        (call,) = calls.listed(tx)
    assert call.asked_on == plan.answer_by + timedelta(days=1)


def test_a_call_comes_back_once_a_proposal_has_lapsed(desk: Desk) -> None:
    given_a_call(desk)
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    given.pass_time(desk, days=15)
    watch(desk)

    assert state(desk) == "lapsed"
    assert to_phone(desk) == [1]


def test_a_call_comes_back_once_a_proposal_is_ended(desk: Desk) -> None:
    given_a_call(desk)
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    planning.end(desk, "carla", "Alfa")

    assert to_phone(desk) == [1]


def test_a_call_comes_back_once_a_plan_leaves_something_else_overdue(
    desk: Desk,
) -> None:
    given.invoice(desk, "2/2026", desk.clock.today() + timedelta(days=2))
    given_a_call(desk)
    planning.propose(desk, "carla", 2, FIRST, invoice="1/2026")

    given.pass_time(desk, days=4)
    planning.accept(desk, "carla", "Alfa")

    assert to_phone(desk) == [1]


def test_a_call_that_agreeing_ended_comes_back_once_the_plan_is_ended(
    desk: Desk,
) -> None:
    given_a_call(desk)
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")
    assert to_phone(desk) == []

    planning.end(desk, "carla", "Alfa")

    assert to_phone(desk) == [1]


@pytest.mark.parametrize("reason", ["unconfirmed", "bounced", "promise_broken"])
def test_a_call_that_a_plan_ended_stays_ended_where_its_cause_is_gone(
    desk: Desk, reason: CallReason
) -> None:
    given_a_call(desk, reason)
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")

    planning.end(desk, "carla", "Alfa")

    assert to_phone(desk) == []


@pytest.mark.parametrize("reason", ["bounced", "no_address", "left"])
def test_agreeing_ends_no_call_for_an_address_where_none_works(
    desk: Desk, reason: CallReason
) -> None:
    customer = given.the_customer(desk)
    with transaction(desk) as tx:
        customers.mark_dead(tx, customer.id, "anna@client.test", "no such user")
    given_a_call(desk, reason)
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    planning.accept(desk, "carla", "Alfa")

    assert to_phone(desk) == [1]


def test_who_asks_to_be_phoned_is_phoned_whatever_plan_there_is(desk: Desk) -> None:
    given_a_call(desk, "asked")

    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    assert to_phone(desk) == [1]

    planning.accept(desk, "carla", "Alfa")
    assert to_phone(desk) == [1]


@pytest.mark.parametrize(
    ("first", "left"), [("stage", []), ("asked", [2]), ("no_address", [2])]
)
def test_a_second_try_is_about_what_the_first_was(
    desk: Desk, first: CallReason, left: list[int]
) -> None:
    given_a_call(desk, first)
    phoning.call_done(desk, "carla", 1, "not_reached", "", None)
    given.pass_time(desk, days=1)
    assert to_phone(desk) == [2]

    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")

    assert to_phone(desk) == left


@pytest.mark.parametrize("first", ["stage", "promise_broken"])
def test_the_calls_that_a_plan_ended_come_back_once_it_broke_and_is_ended(
    desk: Desk, first: CallReason
) -> None:
    cases.promise(desk, "carla", PROMISED, PROMISED, "venerdì", customer="Alfa")
    given.pass_time(desk, days=9)
    watch(desk)
    given_a_call(desk, first)
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")
    assert to_phone(desk) == []
    day_by_day(desk, 20)
    assert state(desk) == "broken"

    planning.end(desk, "carla", "Alfa")

    with picture(desk) as tx:
        assert first in [call.reason for call in calls.listed(tx)]
        assert "promise_broken" in [call.reason for call in calls.listed(tx)]


def test_a_call_for_another_address_waits_for_no_proposal(desk: Desk) -> None:
    given_a_call(desk, "bounced")
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")

    assert to_phone(desk) == [1]


def test_why_tells_the_plan(agreed: Desk) -> None:
    said = "it is paid in parts: 50.00 EUR by 2026-09-21, 50.00 EUR by 2026-10-21"

    assert f"{said} (running)" in why(agreed, "1/2026").paragraph
    assert said in why(agreed, "Alfa").paragraph


def test_the_invoice_read_again_raises_no_doubt(agreed: Desk) -> None:
    given.invoice(agreed, "1/2026", DUE)

    customer = given.the_customer(agreed)
    with picture(agreed) as tx:
        assert [one.state for one in invoices.listed(tx, customer=customer.id)] == [
            "open"
        ]


def test_a_part_payment_stays_with_what_it_paid(desk: Desk) -> None:
    given.money(desk, 4_000, "acconto fattura 1/2026", payer="Alfa Srl")
    settle(desk)
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")

    assert "60.00 EUR is open" in why(desk, "1/2026").paragraph


@pytest.mark.parametrize("count", [1, 37])
def test_a_plan_has_a_sensible_number_of_parts(desk: Desk, count: int) -> None:
    with pytest.raises(Refused, match="2 to 36 parts"):
        planning.propose(desk, "carla", count, FIRST, customer="Alfa")


def test_a_second_plan_is_refused(agreed: Desk) -> None:
    with pytest.raises(Refused, match="has a plan already"):
        planning.propose(agreed, "carla", 2, FIRST, invoice="1/2026")


def test_a_plan_needs_a_debt_and_an_uncontested_one(desk: Desk) -> None:
    cases.dispute(desk, "carla", "1/2026", "too much", "", "30")
    with pytest.raises(Refused, match="contested"):
        planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    with pytest.raises(Refused, match="has no plan"):
        planning.accept(desk, "carla", "Alfa")


def test_what_changed_since_the_proposal_is_not_cut(desk: Desk) -> None:
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    given.money(desk, 4_000, "acconto fattura 1/2026", payer="Alfa Srl")
    settle(desk)

    with pytest.raises(Refused, match="other sums are open"):
        planning.accept(desk, "carla", "Alfa")


def test_what_a_person_decided_meanwhile_stands(desk: Desk) -> None:
    stale, _ = planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")
    given.pass_time(desk, days=30)

    with transaction(desk) as tx:
        follow(desk, tx, stale)

    assert state(desk) != "ended"


def test_a_proposal_never_agreed_to_hides_no_other_due_date(desk: Desk) -> None:
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.end(desk, "carla", "Alfa")

    given.invoice(desk, "1/2026", date(2026, 10, 1), issued_on=date(2026, 8, 2))

    customer = given.the_customer(desk)
    with picture(desk) as tx:
        assert [one.state for one in invoices.listed(tx, customer=customer.id)] == [
            "review"
        ]


def test_an_invoices_own_procedure_holds_again_after_its_plan(desk: Desk) -> None:
    set_procedure(desk, "carla", "1/2026", "gentle")
    planning.propose(desk, "carla", 2, FIRST, customer="Alfa")
    planning.accept(desk, "carla", "Alfa")

    planning.end(desk, "carla", "Alfa")

    customer = given.the_customer(desk)
    with picture(desk) as tx:
        assert set(invoices.own_procedures(tx, [customer.id]).values()) == {"gentle"}
