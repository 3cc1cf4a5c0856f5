"""The second look: it may only add holds, asks once, and nobody waits for it."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import Phase, settings
from hypothesis import given as any_of
from hypothesis import strategies as st

from agent.channels.endpoint import HttpEndpoint
from agent.errors import Refused, SollecitoError, TryLater
from agent.replies.second_reader import WORDS
from agent.steps import rounds
from agent.steps.act import cases
from agent.steps.desk import Desk
from agent.steps.doctor import Check, doctor
from agent.steps.second_look import READER, second_look
from tests.channels.chat_stage import ChatStage, Reply, chat_stage
from tests.desks import open_desk
from tests.fakes import FakeEndpoint
from tests.replies.chat import said, saying
from tests.steps import given

DUE = date(2026, 9, 1)
WEDNESDAY, FRIDAY = date(2026, 9, 9), date(2026, 9, 18)
NOTED = "Ricevuto, grazie.\nCi risentiamo con calma."
WORK = "Buongiorno, il disegno del tetto arriva domani con il corriere."


@pytest.fixture
def reader() -> FakeEndpoint:
    return FakeEndpoint()


@pytest.fixture
def looked(desk: Desk, reader: FakeEndpoint) -> Desk:
    """A desk with a second reader, and a letter out."""
    desk = replace(desk, second_reader=reader)
    given.one_letter(desk)
    return desk


def writes(desk: Desk, text: str) -> None:
    """Let the customer answer our letter."""
    about = given.channel(desk).taken[0][1]
    mail = given.mail("anna@client.test", "Re: lettera", text, answers=about)
    given.arrives(desk, mail)


def shown_to(reader: FakeEndpoint) -> list[str]:
    contents = [json.loads(asked)["messages"][1]["content"] for asked in reader.asked]
    return [json.loads(content)["text"] for content in contents]


def test_without_a_second_reader_nothing_is_asked(desk: Desk) -> None:
    given.one_letter(desk)
    writes(desk, NOTED)
    assert second_look(desk) == 0
    assert given.standing_holds(desk) == [("reply", WEDNESDAY)]


def test_what_a_person_must_decide_holds_until_he_does(
    looked: Desk, reader: FakeEndpoint
) -> None:
    reader.answers.append(said(("disputes", "Ci risentiamo con calma")))
    writes(looked, NOTED)
    assert set(given.standing_holds(looked)) == {("reply", WEDNESDAY), ("reply", None)}
    told = given.history(looked)[-1]
    assert told.what == "reply.held"
    assert "a second reader sees in his mail: disputes" in told.because


def test_a_dispute_of_one_invoice_keeps_no_mail_from_being_shown(
    looked: Desk, reader: FakeEndpoint
) -> None:
    given.invoice(looked, "2/2026", DUE)
    cases.dispute(looked, "carla", "2/2026", "il collaudo manca", "")
    reader.answers.append(said(("disputes", "Ci risentiamo con calma")))
    writes(looked, NOTED)
    assert len(shown_to(reader)) == 1
    assert ("reply", None) in given.standing_holds(looked)


def test_a_letter_not_yet_gone_is_taken_back(
    looked: Desk, reader: FakeEndpoint
) -> None:
    given.invoice(looked, "9/2026", DUE, name="Beta", email="bea@beta.test")
    rounds.run_round(looked)
    reader.answers.append(said(("legal", "il corriere")))
    given.arrives(looked, given.mail("bea@beta.test", "Consegna", WORK))
    assert "letter.withdrawn" in given.happened(looked)


def test_a_day_in_a_quoted_promise_holds_until_two_working_days_after_it(
    looked: Desk, reader: FakeEndpoint
) -> None:
    text = "Ricevuto, grazie.\nSi chiude tutto il 16 settembre."
    reader.answers.append(said(("promises_payment", "tutto il 16 settembre")))
    writes(looked, text)
    assert ("reply", FRIDAY) in given.standing_holds(looked)
    assert "promise.made" not in given.happened(looked)


def test_what_is_not_in_his_words_holds_nobody(
    looked: Desk, reader: FakeEndpoint
) -> None:
    reader.answers.append(said(("legal", "il nostro avvocato")))
    writes(looked, NOTED)
    assert given.standing_holds(looked) == [("reply", WEDNESDAY)]


def test_each_mail_is_shown_once_and_its_addresses_stay_at_home(
    looked: Desk, reader: FakeEndpoint
) -> None:
    reader.answers += [said(), said()]
    writes(looked, "Ricevuto, grazie, su ufficio@client.test.")
    second_look(looked)
    writes(looked, NOTED)
    second_look(looked)
    assert shown_to(reader)[:1] == ["Ricevuto, grazie, su [address]."]
    assert len(reader.asked) == 2


def test_only_customers_are_asked_about(looked: Desk, reader: FakeEndpoint) -> None:
    given.arrives(looked, given.mail("x@other.test", "Fattura 77/2026", "pago domani"))
    assert reader.asked == []


def test_what_waits_for_a_person_anyway_is_not_shown(
    looked: Desk, reader: FakeEndpoint
) -> None:
    writes(looked, "La fattura è sbagliata, la contestiamo.")
    assert reader.asked == []


def test_a_robot_is_not_asked_about(looked: Desk, reader: FakeEndpoint) -> None:
    robot = given.mail(
        "anna@client.test", "Re: x", "Sono assente.", Auto_Submitted="auto-replied"
    )
    given.arrives(looked, robot)
    assert reader.asked == []


def test_a_mail_of_more_than_a_day_ago_is_left_alone(desk: Desk) -> None:
    given.one_letter(desk)
    writes(desk, NOTED)
    given.pass_time(desk, days=2)
    reader = FakeEndpoint()
    assert second_look(replace(desk, second_reader=reader)) == 0


@pytest.mark.parametrize("error", [TryLater("it is away"), Refused("wrong key")])
def test_who_does_not_answer_is_told_of_once_and_left_alone(
    looked: Desk,
    reader: FakeEndpoint,
    error: SollecitoError,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reader.answers += [error, error, said()]
    with caplog.at_level(logging.WARNING):
        writes(looked, NOTED)
        writes(looked, "Ricevuto, a presto.")
        assert len(reader.asked) == 1
        given.pass_time(looked, minutes=11)
        writes(looked, "Ricevuto, buona giornata.")
    assert given.still(looked) == {READER: str(error)}
    assert [record.message for record in caplog.records] == [f"{READER}: {error}"]
    assert shown_to(reader) == [NOTED, "Ricevuto, a presto."]
    assert given.standing_holds(looked) == [("reply", WEDNESDAY)] * 3
    given.pass_time(looked, minutes=11)
    second_look(looked)
    assert shown_to(reader)[2:] == ["Ricevuto, buona giornata."]
    assert given.still(looked) == {}


def test_a_bad_answer_costs_that_mail_alone(
    looked: Desk, reader: FakeEndpoint, caplog: pytest.LogCaptureFixture
) -> None:
    reader.answers += [saying("Certo!"), saying("[]"), said()]
    writes(looked, NOTED)
    writes(looked, "Ricevuto, a presto.")
    assert len(reader.asked) == 2
    assert len(caplog.records) == 1
    assert "form asked for" in given.still(looked)[READER]


def test_a_fault_of_ours_is_not_tried_again(looked: Desk, reader: FakeEndpoint) -> None:
    reader.answers.append(UnicodeError("odd"))
    writes(looked, NOTED)
    assert second_look(looked) == 0
    assert len(reader.asked) == 1


def test_while_it_thinks_the_ledger_can_be_written_and_mail_read(
    looked: Desk, reader: FakeEndpoint
) -> None:
    reader.answers += [said(), said()]
    seen = []

    def come_another() -> None:
        reader.meanwhile = lambda: None
        writes(looked, "Ricevuto, a presto.")
        seen.append(given.standing_holds(looked))

    reader.meanwhile = come_another
    writes(looked, NOTED)
    assert seen == [[("reply", WEDNESDAY)] * 2]
    assert shown_to(reader) == [NOTED, "Ricevuto, a presto."]


def test_one_round_asks_about_a_few_and_the_next_goes_on(
    looked: Desk, reader: FakeEndpoint
) -> None:
    reader.answers += [said()] * 12
    mails = [
        given.mail("anna@client.test", "Re: fattura 1/2026", f"Ricevuto, {no} volte")
        for no in range(12)
    ]
    _ = [given.mailbox(looked).deliver(mail) for mail in mails]
    rounds.run_round(looked)
    assert len(reader.asked) == 10
    rounds.run_round(looked)
    assert len(reader.asked) == 12


@settings(max_examples=6, deadline=None, phases=[Phase.generate])
@any_of(
    st.sampled_from([NOTED, WORK, "Pagheremo il 18 settembre.", "Abbiamo pagato."]),
    st.sets(st.sampled_from(WORDS), max_size=12),
    st.booleans(),
)
def test_whatever_it_says_what_stood_stands(
    text: str,
    words: set[str],
    about_money: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    desk = given.live(open_desk())
    given.one_letter(desk)
    writes(desk, text)
    before, log = set(given.standing_holds(desk)), given.happened(desk)
    quoted = [(word, text[:20].strip()) for word in sorted(words)]
    answer = said(*quoted, about_money=about_money)
    second_look(replace(desk, second_reader=FakeEndpoint(answers=[answer])))
    after = set(given.standing_holds(desk))
    assert before <= after
    assert {reason for reason, _ in after - before} <= {"reply"}
    assert set(given.happened(desk)[len(log) :]) <= {"reply.held", "letter.withdrawn"}


@pytest.fixture
def stage() -> Iterator[ChatStage]:
    with chat_stage() as stage:
        yield stage


def served(desk: Desk, stage: ChatStage, seconds: float = 5) -> Desk:
    url = f"http://127.0.0.1:{stage.port}/v1"
    return replace(desk, second_reader=HttpEndpoint(url, "small", str, seconds=seconds))


def test_over_a_real_connection_it_adds_its_hold(desk: Desk, stage: ChatStage) -> None:
    stage.says(said(("disputes", "Ci risentiamo con calma")))
    desk = served(desk, stage)
    given.one_letter(desk)
    writes(desk, NOTED)
    assert set(given.standing_holds(desk)) == {("reply", WEDNESDAY), ("reply", None)}


@pytest.mark.parametrize(
    "reply",
    [
        Reply(b"<html>"),
        Reply(status=500),
        Reply(status=302, location="http://127.0.0.1:9/"),
        Reply(b"x" * 300_000),
        Reply(is_silent=True),
        Reply(said(("legal", "non lo dice"))),
    ],
    ids=["not JSON", "500", "elsewhere", "huge", "silent", "invented"],
)
def test_whatever_goes_wrong_the_mail_stands_as_it_was_read(
    desk: Desk, stage: ChatStage, reply: Reply
) -> None:
    stage.replies.append(reply)
    desk = served(desk, stage, seconds=0.3)
    given.one_letter(desk)
    writes(desk, NOTED)
    assert len(stage.asked) == 1
    assert given.standing_holds(desk) == [("reply", WEDNESDAY)]


def found_by_doctor(desk: Desk) -> Check:
    return next(check for check in doctor(desk) if check.name == READER)


def test_the_doctor_tells_whether_it_answers(desk: Desk, stage: ChatStage) -> None:
    stage.says(said(("promises_payment", "venerdì prossimo")), saying("Certo!"))
    well = found_by_doctor(served(desk, stage))
    assert well.state == "ok"
    assert "promises_payment" in well.meaning
    ill = found_by_doctor(served(desk, stage))
    assert ill.state == "warning"
    assert "JSON schema" in ill.cure


def test_a_reader_no_longer_configured_is_no_longer_told_of(
    looked: Desk, reader: FakeEndpoint
) -> None:
    reader.answers.append(TryLater("it is away"))
    writes(looked, NOTED)
    rounds.forget_what_is_gone(replace(looked, second_reader=None))
    assert given.still(looked) == {}
