"""A letter leaves only as long as it is still right, and nobody is pressed too hard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agent.channels.channel import Envelope
from agent.errors import Refused, TryLater, Uncertain
from agent.ledger import calls, due, firms, letter_book, outbox
from agent.steps import rounds
from agent.steps.act import cases, editing, invoicing, letters
from agent.steps.calling import ask_call
from agent.steps.deliver import deliver
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.remind import lapse
from agent.steps.settle import settle
from agent.steps.summarise import show, summarise
from tests.desks import open_desk, with_mode
from tests.fakes import FakeChannel
from tests.steps import given

DUE = date(2026, 9, 1)
DAY = date(2026, 9, 7)


def told(desk: Desk) -> list[tuple[str, str]]:
    """Give state and reason of each letter to a customer, oldest first."""
    with picture(desk) as tx:
        return [
            (each.state, each.because) for each in outbox.listed(tx) if each.customer_id
        ]


def states(desk: Desk) -> list[str]:
    return [state for state, _ in told(desk)]


def written(desk: Desk, due_on: date = DUE) -> Desk:
    """Let a letter be written; it waits for its undo window."""
    given.invoice(desk, "1/2026", due_on)
    rounds.run_round(desk)
    return desk


def test_a_credit_note_is_taken_off_what_is_asked_for(desk: Desk) -> None:
    given.invoice(desk, "NC 1/2026", DUE, 3_000, kind="credit_note")
    written(desk)
    given.send_all(desk)
    ((_, raw),) = given.channel(desk).taken
    with picture(desk) as tx:
        text = letter_book.words(tx, outbox.of_letter(tx, 1)[0].letter_id).text
    assert "70,00" in text
    assert b"anna@client.test" in raw


def test_a_credit_note_that_comes_since_takes_the_letter_back(desk: Desk) -> None:
    written(desk)
    given.invoice(desk, "NC 1/2026", DUE, 10_000, kind="credit_note")
    given.send_all(desk)
    assert told(desk) == [("withdrawn", "credit note NC 1/2026 came since")]


def test_a_call_asked_for_meanwhile_comes_first(desk: Desk) -> None:
    asked = written(with_mode(desk, "approve"))
    customer = given.the_customer(asked)
    with transaction(asked) as tx:
        ask_call(tx, customer.id, "hand", "he wants to be called", DAY)
    with pytest.raises(Refused, match="call 1 is to be made first"):
        letters.approve(asked, "carla", 1)
    rounds.run_round(asked)
    assert states(asked) == ["withdrawn"]


def test_no_letter_leaves_the_day_after_a_talk(desk: Desk) -> None:
    asked = written(with_mode(desk, "approve"))
    customer = given.the_customer(asked)
    with transaction(asked) as tx:
        call_id = calls.ask(tx, customer.id, "hand", "he called", DAY)
        calls.done(tx, call_id, "reached", "")
    with pytest.raises(Refused, match="he heard from us lately"):
        letters.approve(asked, "carla", 1)


def test_a_letter_about_a_day_to_come_does_not_leave_after_it(desk: Desk) -> None:
    asked = written(with_mode(desk, "approve"), due_on=date(2026, 9, 10))
    assert states(asked) == ["proposed"]
    given.pass_time(asked, days=4)
    with pytest.raises(Refused, match="as to come has passed"):
        letters.approve(asked, "carla", 1)
    assert lapse(asked) == 1


def test_a_letter_too_old_is_written_anew(desk: Desk) -> None:
    asked = written(with_mode(desk, "approve"))
    given.pass_time(asked, days=4)
    letters.approve(asked, "carla", 1)
    given.channel(asked).at_offer += [TryLater("away")] * 9
    given.send_all(asked)
    given.pass_time(asked, days=4)
    rounds.run_round(asked)
    assert told(asked)[0] == (
        "withdrawn",
        "it was written on 2026-09-07: its days no longer fit",
    )
    assert states(asked) == ["withdrawn", "proposed"]


def test_proposals_nobody_answers_lapse_and_come_anew(desk: Desk) -> None:
    asked = written(with_mode(desk, "approve"))
    given.pass_time(asked, days=8)
    rounds.run_round(asked)
    assert states(asked) == ["withdrawn", "proposed"]


def test_another_address_sends_the_letter_anew(desk: Desk) -> None:
    written(desk)
    editing.edit(desk, "carla", "Alfa", {}, add_email="nuova@client.test")
    assert states(desk) == ["withdrawn"]
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["nuova@client.test"]


def test_a_hold_of_another_invoice_leaves_the_letter_alone(desk: Desk) -> None:
    written(desk)
    given.invoice(desk, "2/2026", date(2026, 12, 1))
    cases.hold(desk, "carla", "wait", None, invoice="2/2026")
    given.send_all(desk)
    assert states(desk) == ["sent"]


def test_an_invoice_cancelled_takes_its_letter_back(desk: Desk) -> None:
    written(desk)
    invoicing.cancel(desk, "carla", "1/2026", "issued in error")
    assert told(desk) == [
        ("withdrawn", "an invoice it lists was cancelled or is in review")
    ]


def test_the_reason_in_the_log_holds_nobodys_words(desk: Desk) -> None:
    written(desk)
    cases.hold(desk, "carla", "Mario Rossi is ill", None, customer="Alfa")
    assert told(desk) == [("withdrawn", "a hold stands (hand)")]


def test_a_mailbox_never_looked_into_lets_nothing_leave(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    settle(desk)
    rounds.write_due(desk)
    given.pass_time(desk, minutes=11)
    assert next(deliver(desk)).because == "mailbox:office was not looked into yet"


def test_after_a_weekend_off_the_mailbox_is_read_before_anything_leaves(
    desk: Desk,
) -> None:
    written(desk)
    given.pass_time(desk, days=1)
    assert "mailbox:office cannot be read since" in next(deliver(desk)).because
    rounds.run_round(desk)
    assert states(desk) == ["sent"]


def test_stopping_takes_back_what_waits_and_resuming_lets_new_letters_leave(
    desk: Desk,
) -> None:
    written(desk)
    assert letters.stop_all(desk, "carla", "we moved") == 1
    given.send_all(desk)
    assert given.recipients(desk) == []
    letters.resume_all(desk, "carla")
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_money_that_comes_while_a_letter_is_offered_stops_it(desk: Desk) -> None:
    class Slow(FakeChannel):
        def offer(self, envelope: Envelope) -> None:
            given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
            super().offer(envelope)

    slow = replace(desk, channel=Slow())
    written(slow)
    given.send_all(slow)
    assert given.recipients(slow) == []
    rounds.run_round(slow)
    assert states(slow) == ["withdrawn"]


def test_a_hold_put_while_a_letter_is_offered_stops_it(desk: Desk) -> None:
    class Slow(FakeChannel):
        def offer(self, envelope: Envelope) -> None:
            cases.hold(desk, "carla", "he called", None, customer="Alfa")
            super().offer(envelope)

    slow = replace(desk, channel=Slow())
    written(slow)
    given.send_all(slow)
    assert (given.recipients(slow), states(slow)) == ([], ["withdrawn"])


def test_a_letter_that_cannot_be_made_costs_only_itself(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="bad\n@client.test")
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == ["b@beta.test"]
    with picture(desk) as tx:
        assert [each.what for each in due.standings(tx) if each.since] == ["letter 1"]


def test_a_channel_that_fails_unexpectedly_keeps_the_letter_for_later(
    desk: Desk,
) -> None:
    class Broken(FakeChannel):
        def offer(self, _envelope: Envelope) -> None:
            raise ZeroDivisionError

    written(desk)
    odd = replace(desk, channel=Broken())
    given.send_all(odd)
    assert states(desk) == ["ready"]
    given.pass_time(desk, hours=1)
    given.send_all(desk)
    assert states(desk) == ["sent"]
    with picture(desk) as tx:
        assert not [each.what for each in due.standings(tx) if each.since]


def test_a_channel_that_fails_after_the_intent_leaves_it_to_evidence(
    desk: Desk,
) -> None:
    class Broken(FakeChannel):
        def hand_over(self, _raw: bytes) -> str:
            raise ZeroDivisionError

    written(desk)
    given.send_all(replace(desk, channel=Broken()))
    assert states(desk) == ["handing_over"]


@pytest.mark.parametrize("at", ["at_offer", "at_hand_over"])
def test_an_answer_to_come_back_costs_only_time(desk: Desk, at: str) -> None:
    written(desk)
    getattr(given.channel(desk), at).append(TryLater("greylisted"))
    given.send_all(desk)
    assert states(desk) == ["ready"]
    given.send_all(desk)
    assert states(desk) == ["sent"]


def test_a_refusal_after_data_is_a_call(desk: Desk) -> None:
    written(desk)
    given.channel(desk).at_hand_over.append(
        Refused("a fault of the server", 554, "5.3.0")
    )
    given.send_all(desk)
    assert states(desk) == ["refused"]
    assert given.the_customer(desk).write_to == "anna@client.test"
    assert "call.asked" in given.happened(desk)


def test_a_refused_summary_is_told_and_not_doubled(desk: Desk) -> None:
    summarise(desk)
    given.channel(desk).at_offer.append(Refused("no such user", 550, "5.1.1"))
    rounds.run_round(desk)
    assert not summarise(desk)
    rounds.run_round(desk)
    assert given.recipients(desk) == []
    with picture(desk) as tx:
        assert [each.what for each in due.standings(tx) if each.since] == ["summary"]


def test_a_summary_of_unknown_fate_is_a_question_and_not_doubled(desk: Desk) -> None:
    summarise(desk)
    given.channel(desk).at_hand_over.append(Uncertain("cut"))
    for _look in range(6):
        rounds.run_round(desk)
        given.pass_time(desk, minutes=9)
    assert "letter.uncertain" in given.happened(desk)
    assert given.recipients(desk) == []
    assert "sollecito review letter 1" in show(desk).text


def test_without_a_way_out_letters_wait(desk: Desk) -> None:
    assert (
        next(deliver(replace(desk, channel=None))).because == "no way out is configured"
    )


def test_a_provider_that_files_copies_itself_gets_none_from_us(desk: Desk) -> None:
    with transaction(desk) as tx:
        firms.set_switch(tx, "provider_files_sent", "yes", "seen")
        firms.set_switch(tx, "plus_detail", "no", "asked")
    written(desk)
    given.send_all(desk)
    ((envelope, _),) = given.channel(desk).taken
    assert (envelope.own_copy, envelope.sender) == ("", "office@firm.test")


def test_a_customer_on_holiday_waits_while_others_are_written_to(desk: Desk) -> None:
    def closed(customer: object) -> object:
        abroad = getattr(customer, "country", "IT") == "FR"
        return (lambda _day: True) if abroad else desk.rules.is_closed

    wide = replace(desk, rules=replace(desk.rules, is_closed_for=closed))  # type: ignore[arg-type]
    given.invoice(wide, "1/2026", DUE)
    editing.edit(wide, "carla", "Alfa", {"country": "FR"})
    given.invoice(wide, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(wide)
    given.send_all(wide)
    assert given.recipients(wide) == ["b@beta.test"]


def test_a_fresh_desk_writes_nothing_but_asks_for_calls() -> None:
    desk = open_desk()
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="")
    done = rounds.run_round(desk)
    assert (done.letters, done.calls) == (0, 1)
