from __future__ import annotations

from datetime import date, timedelta

import pytest

from agent.errors import Refused
from agent.ledger import cases as cases_of
from agent.ledger import invoices, letter_book, outbox
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import cases
from agent.steps.act.letters import approve_all
from agent.steps.calling import demand
from agent.steps.day import gather
from agent.steps.desk import Desk
from agent.steps.each import picture
from agent.steps.look.why import why
from agent.steps.remind import next_action, remind
from agent.steps.settle import settle
from tests.desks import open_desk
from tests.steps import given


@pytest.fixture
def desk() -> Desk:
    """Give a desk with an overdue invoice of 100.00, of which 30.00 are contested."""
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    cases.dispute(desk, "carla", "1/2026", "a day too many", "bruno", "30,00")
    return desk


def written(desk: Desk) -> str:
    """Give the reminder that waits, in words."""
    remind(desk)
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        (letter,) = (
            one
            for one in outbox.of_customer(tx, customer.id)
            if one.kind == "first" and one.state != "withdrawn"
        )
        return letter_book.words(tx, letter.letter_id).text.replace("\u00a0", " ")


def test_a_letter_asks_for_the_rest_and_says_what_is_left_out(desk: Desk) -> None:
    letter = written(desk)

    assert "70,00 € (resto di 100,00 €, 30,00 € in verifica)" in letter
    assert "Importo: 70,00 €" in letter


def test_the_letter_leaves(desk: Desk) -> None:
    written(desk)
    given.send_all(desk)

    assert given.recipients(desk) == ["anna@client.test"]


def test_a_letter_leaves_about_the_next_instalment_where_the_first_is_contested() -> (
    None
):
    desk = given.live(open_desk())
    given.in_two(desk, "1/2026", date(2026, 8, 20), date(2026, 9, 1))
    cases.dispute(desk, "carla", "1/2026", "wrong", "bruno", "50")

    assert "Importo: 50,00 €" in written(desk)
    given.send_all(desk)

    assert given.recipients(desk) == ["anna@client.test"]


def test_a_letter_written_before_is_taken_back() -> None:
    desk = given.live(open_desk())
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    before = written(desk)
    cases.dispute(desk, "carla", "1/2026", "a day too many", "bruno", "30,00")

    assert "Importo: 100,00 €" in before
    assert "Importo: 70,00 €" in written(desk)


def test_no_reminder_leaves_on_the_day_of_the_answer(desk: Desk) -> None:
    with picture(desk) as tx:
        (answer,) = outbox.in_state(tx, "proposed")
        assert "30,00\u00a0€" in letter_book.words(tx, answer.letter_id).text
    remind(desk)
    approve_all(desk, "carla")

    rounds.run_round(desk)
    given.send_all(desk)
    assert kinds(desk) == ["dispute_acknowledged"]

    given.pass_time(desk, days=1)
    rounds.run_round(desk)
    given.send_all(desk)
    assert sorted(kinds(desk)) == ["dispute_acknowledged", "first"]


def test_nothing_is_proposed_on_the_day_of_an_answer(desk: Desk) -> None:
    approve_all(desk, "carla")

    assert remind(desk).letters == 0
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        (case,) = cases_of.some(tx, [customer.id], desk.terms)
    assert "an answer of ours leaves today" in next_action(desk, case).because


def kinds(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [one.kind for one in outbox.sent_since(tx, tx.now - timedelta(days=9))]


def test_all_that_is_open_stays_open_to_money(desk: Desk) -> None:
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        (item,) = invoices.open_items(tx, [customer.id])

    assert item.open == Money(10_000)


def test_who_phones_asks_for_the_rest(desk: Desk) -> None:
    customer = given.the_customer(desk)
    with picture(desk) as tx:
        assert demand(desk, tx, customer.id).totals == (Money(7_000),)


def test_once_it_is_resolved_the_whole_is_asked_for(desk: Desk) -> None:
    cases.resolve(desk, "carla", "1/2026", "the day was worked")

    assert "Importo: 100,00 €" in written(desk)


def test_once_the_rest_is_paid_nothing_is_asked_for(desk: Desk) -> None:
    given.money(desk, 7_000, "acconto fattura 1/2026", payer="Alfa Srl")
    settle(desk)
    given.pass_time(desk, days=40)
    given.send_all(desk)

    customer = given.the_customer(desk)
    with picture(desk) as tx:
        chasing = [
            one
            for one in outbox.of_customer(tx, customer.id)
            if one.kind != "dispute_acknowledged"
        ]
    assert chasing == []
    assert "what is open of 1/2026 is contested" in why(desk, "1/2026").paragraph


def test_why_and_the_summary_tell_the_part(desk: Desk) -> None:
    assert (
        "30.00 EUR is contested since 2026-09-07: a day too many"
        in why(desk, "1/2026").paragraph
    )

    with picture(desk) as tx:
        (line,) = gather(desk, tx, desk.clock.now()).held
    assert line.said == "held.dispute_part"
    assert line.amount == Money(3_000)


@pytest.mark.parametrize("part", ["100,00", "250", "0"])
def test_a_part_is_less_than_what_is_open(part: str) -> None:
    desk = open_desk()
    given.invoice(desk, "1/2026", date(2026, 9, 1))

    with pytest.raises(Refused):
        cases.dispute(desk, "carla", "1/2026", "wrong", "", part)
