from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from agent.ledger import holds, letter_book, outbox
from agent.letters import templates
from agent.model.letter import Delivery
from agent.model.money import Money
from agent.steps import rounds
from agent.steps.act import cases, letters, money
from agent.steps.day import gather
from agent.steps.desk import Desk, SendingMode
from agent.steps.each import picture
from agent.steps.watch import watch
from tests.desks import MONDAY, with_mode
from tests.steps import given

DUE = MONDAY.date() - timedelta(days=5)
SOON = MONDAY.date() + timedelta(days=4)


def waiting(desk: Desk) -> tuple[Delivery, ...]:
    with picture(desk) as tx:
        return outbox.in_state(tx, "proposed")


def answers(desk: Desk, mode: SendingMode) -> Desk:
    return replace(desk, sending=replace(desk.sending, answers=mode))


def contested(desk: Desk) -> Delivery:
    given.invoice(desk, "1/2026", DUE)
    told = cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")
    (answer,) = waiting(desk)
    assert answer.letter_no == told
    return answer


def promised(desk: Desk) -> Delivery:
    given.invoice(desk, "1/2026", DUE)
    _, told = cases.promise(desk, "c", DUE, SOON, "venerdì", customer="Alfa Srl")
    (answer,) = waiting(desk)
    assert answer.letter_no == told
    return answer


def test_a_dispute_puts_up_its_acknowledgement(desk: Desk) -> None:
    answer = contested(desk)

    with picture(desk) as tx:
        words = letter_book.words(tx, answer.letter_id).text
    assert (answer.kind, answer.recipient) == (
        "dispute_acknowledged",
        "anna@client.test",
    )
    assert "1/2026" in words
    assert "sconto" not in words


def test_a_promise_puts_up_its_confirmation_with_day_and_sum(desk: Desk) -> None:
    answer = promised(desk)

    with picture(desk) as tx:
        words = letter_book.words(tx, answer.letter_id).text
    assert answer.kind == "promise_confirmed"
    assert "venerdì 11 settembre 2026" in words
    assert "100,00\u00a0€" in words


def test_an_answer_waits_for_a_person_even_where_letters_do_not(desk: Desk) -> None:
    answer = contested(with_mode(desk, "auto"))
    given.money(desk, 1)
    given.send_all(desk)

    assert [each.id for each in waiting(desk)] == [answer.id]


def test_an_approved_answer_leaves_though_the_customer_is_held(desk: Desk) -> None:
    answer = contested(desk)
    letters.approve(desk, "carla", answer.letter_no)
    given.money(desk, 1)
    given.send_all(desk)

    assert given.recipients(desk) == ["anna@client.test"]


def test_answers_that_need_no_person_leave_by_themselves(desk: Desk) -> None:
    desk = answers(with_mode(desk, "auto"), "auto")
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")
    given.money(desk, 1)
    given.send_all(desk)

    assert given.recipients(desk) == ["anna@client.test"]


def test_an_answer_stands_in_the_thread_of_the_customers_mail(desk: Desk) -> None:
    raw = given.one_letter(desk)
    about = ("anna@client.test", "Re: Fattura 1/2026", "Non torna: manca lo sconto.")
    given.arrives(desk, given.mail(*about, answers=raw))
    cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")
    (answer,) = waiting(desk)
    letters.approve(desk, "carla", answer.letter_no)
    given.send_all(desk)

    first, second = (
        message_from_bytes(sent, policy=policy.default)
        for _, sent in given.channel(desk).taken
    )
    his = second["In-Reply-To"]
    assert his != first["Message-ID"]
    assert second["References"].split() == [first["Message-ID"], his]


@pytest.mark.parametrize(
    ("letters_leave", "answers_leave"), [("off", "auto"), ("auto", "off")]
)
def test_no_answer_is_written_where_they_are_switched_off(
    desk: Desk, letters_leave: SendingMode, answers_leave: SendingMode
) -> None:
    desk = answers(with_mode(desk, letters_leave), answers_leave)
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")

    assert not waiting(desk)


def test_whom_a_person_stopped_writing_to_gets_no_answer(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.hold(desk, "carla", "parla con il capo", None, customer="Alfa Srl")
    cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")

    assert not waiting(desk)


def test_a_promise_of_nothing_that_falls_due_is_not_confirmed(desk: Desk) -> None:
    given.invoice(desk, "1/2026", SOON + timedelta(days=30))
    cases.promise(desk, "carla", DUE, SOON, "venerdì", customer="Alfa Srl")

    assert not waiting(desk)


def test_another_day_promised_is_confirmed_in_place_of_the_first(desk: Desk) -> None:
    first = promised(desk)
    later = SOON + timedelta(days=3)
    cases.promise(desk, "carla", DUE, later, "lunedì", customer="Alfa Srl")

    (answer,) = waiting(desk)

    assert answer.id != first.id


def test_an_answer_to_what_is_settled_is_taken_back(desk: Desk) -> None:
    contested(desk)
    cases.resolve(desk, "carla", "1/2026", "aveva ragione lui")
    rounds.run_round(desk)

    assert "dispute_acknowledged" not in [each.kind for each in waiting(desk)]


def test_a_promise_whose_day_has_passed_is_not_confirmed(desk: Desk) -> None:
    promised(desk)
    given.pass_time(desk, days=5)
    rounds.run_round(desk)

    assert not waiting(desk)


def test_a_promise_that_was_paid_is_not_confirmed(desk: Desk) -> None:
    promised(desk)
    money.pay(desk, "carla", "1/2026", Money(10_000), MONDAY.date(), "cash")

    assert not waiting(desk)


def test_an_answer_that_lies_too_long_is_not_sent(desk: Desk) -> None:
    contested(desk)
    given.pass_time(desk, days=9)
    rounds.run_round(desk)

    assert not waiting(desk)


def test_an_answer_refused_holds_nobody(desk: Desk) -> None:
    answer = promised(desk)

    assert letters.refuse(desk, "carla", answer.letter_no, "") is None

    with picture(desk) as tx:
        assert [each.reason for each in holds.standing(tx)] == ["promise"]


def test_silence_after_an_answer_is_no_call(desk: Desk) -> None:
    answer = contested(desk)
    letters.approve(desk, "carla", answer.letter_no)
    given.money(desk, 1)
    given.send_all(desk)
    given.pass_time(desk, days=20)

    assert watch(desk).unconfirmed == 0


def test_an_answer_to_approve_stands_in_the_summary(desk: Desk) -> None:
    answer = contested(desk)

    with picture(desk) as tx:
        (line,) = gather(desk, tx, tx.now).to_approve

    assert line.facts["stage"] == "dispute_acknowledged"
    assert line.command == f"sollecito approve {answer.letter_no}"


def test_a_broken_template_never_costs_what_a_person_said(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "dispute_acknowledged.txt.j2").write_text("{{ nothing }}")
    desk = replace(desk, templates=templates.load(tmp_path))
    given.invoice(desk, "1/2026", DUE)

    cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")

    assert given.standing_holds(desk) == [("dispute", None)]
    assert "'nothing' is not known" in given.still(desk)["writing"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("La fattura è sbagliata, la contestiamo.", "dispute_acknowledged"),
        ("Pagheremo il 18 settembre.", "promise_confirmed"),
    ],
)
def test_what_a_mail_says_is_answered_by_a_letter_to_approve(
    desk: Desk, text: str, kind: str
) -> None:
    raw = given.one_letter(desk)
    subject = "Re: Fattura 1/2026"
    given.arrives(desk, given.mail("anna@client.test", subject, text, answers=raw))

    assert [letter.kind for letter in waiting(desk)] == [kind]


def test_whoever_objects_to_one_of_several_is_not_answered_by_guessing(
    desk: Desk,
) -> None:
    raw = given.one_letter(desk)
    given.invoice(desk, "2/2026", DUE)
    text = "Contestiamo la vostra richiesta, è sbagliata."
    mail = given.mail("anna@client.test", "Re: Sollecito", text, answers=raw)
    given.arrives(desk, mail)

    assert waiting(desk) == ()


def test_a_program_that_answers_each_of_our_answers_gets_one(desk: Desk) -> None:
    desk = answers(with_mode(desk, "auto"), "auto")
    raw = given.one_letter(desk)
    robot = ("anna@client.test", "Re: Fattura 1/2026", "Pagheremo il 18 settembre.")
    given.arrives(desk, given.mail(*robot, answers=raw))
    given.money(desk, 1)
    given.send_all(desk)
    _, (_, first) = given.channel(desk).taken

    again = (robot[0], robot[1], f"{robot[2]} Saluti")
    given.arrives(desk, given.mail(*again, answers=first))
    given.send_all(desk)

    assert len(given.channel(desk).taken) == 2
    assert [letter.kind for letter in waiting(desk)] == ["promise_confirmed"]
