from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from agent.errors import Refused
from agent.ledger import outbox
from agent.ledger.messages import Stored
from agent.model.customer import Language
from agent.model.day import Day
from agent.model.letter import Delivery
from agent.model.message import Failure
from agent.model.money import Money
from agent.steps import failures, rounds
from agent.steps.act import cases, letters, money, phoning
from agent.steps.day import gather
from agent.steps.desk import Desk, Intake
from agent.steps.each import picture, transaction
from agent.steps.settle import settle
from agent.steps.summarise import show
from agent.steps.watch import watch
from tests.desks import MONDAY, with_mode
from tests.steps import given

DUE = MONDAY.date() - timedelta(days=5)

TOLD = Stored(
    id="told",
    sha256="",
    message_id="",
    mailbox="office",
    role="inbox",
    sender="",
    subject="",
    sent_at=None,
    arrived_at=MONDAY,
    is_whole=True,
    state="read",
    attempts=0,
    kind="bounce",
    because="",
    customer_id="",
    delivery_id="",
    words="",
)


def today(desk: Desk) -> Day:
    with picture(desk) as tx:
        return gather(desk, tx, tx.now - timedelta(days=30))


def reminded(desk: Desk) -> Delivery:
    """Send the customer the first letter about 1/2026."""
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "9/2026", MONDAY.date() + timedelta(days=60))
    given.money(desk, 1)
    rounds.run_round(desk)
    given.send_all(desk)
    with picture(desk) as tx:
        (letter,) = outbox.in_state(tx, "sent")
    return letter


def test_a_letter_is_told_with_its_stage_its_invoices_and_its_sum(desk: Desk) -> None:
    reminded(desk)

    (line,) = today(desk).letters_out

    assert (line.title, line.said, line.amount) == (
        "Alfa Srl",
        "letter.stage",
        Money(10_000),
    )
    assert line.facts["stage"] == "first"
    assert line.facts["numbers"] == ("1/2026",)


def test_a_letter_to_approve_is_told_in_the_same_way(desk: Desk) -> None:
    desk = with_mode(desk, "approve")
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 1)
    rounds.run_round(desk)

    (line,) = today(desk).to_approve

    assert line.amount == Money(10_000)
    assert line.facts["numbers"] == ("1/2026",)
    assert line.command.startswith("sollecito approve ")


def test_a_bounce_and_its_call_name_the_address_and_the_reason(desk: Desk) -> None:
    letter = reminded(desk)
    failure = Failure(reason="user_unknown", status="5.0.0")
    with transaction(desk) as tx:
        failures.bounced(desk, tx, letter, failure, TOLD)

    day = today(desk)
    told = {
        "address": "anna@client.test",
        "reason": "user_unknown",
        "status": "5.0.0",
        "sent_on": MONDAY.date(),
    }

    assert day.bounced[0].facts.items() >= told.items()
    assert day.do_today[0].said == "call.bounced"
    assert day.do_today[0].facts.items() >= told.items()


def test_a_refusal_at_the_door_gives_its_reason_by_its_status(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 1)
    rounds.run_round(desk)
    given.channel(desk).at_offer.append(Refused("no such user", 550, "5.1.1"))
    given.send_all(desk)

    (line,) = today(desk).bounced

    assert line.said == "letter.refused"
    assert line.facts["reason"] == "user_unknown"
    assert "sent_on" not in line.facts


def test_a_silent_letter_is_named_by_address_and_day(desk: Desk) -> None:
    letter = reminded(desk)
    given.pass_time(desk, days=8)
    watch(desk)

    day = today(desk)

    assert day.unconfirmed[0].facts["sent_on"] == MONDAY.date()
    assert day.unconfirmed[0].facts["address"] == letter.recipient
    assert day.do_today[0].said == "call.unconfirmed"
    assert day.do_today[0].facts["sent_on"] == MONDAY.date()


def test_a_call_about_a_broken_promise_names_the_day_promised(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    promised = MONDAY.date() + timedelta(days=2)
    cases.promise(desk, "carla", DUE, promised, "giovedì", customer="Alfa Srl")
    given.pass_time(desk, days=10)
    watch(desk)

    (call,) = (line for line in today(desk).do_today if line.said.startswith("call."))

    assert call.said == "call.promise_broken"
    assert call.facts["promised_on"] == promised


def test_a_call_about_a_broken_promise_names_what_was_promised_alone(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    promised = MONDAY.date() + timedelta(days=2)
    given.invoice(desk, "2/2026", promised + timedelta(days=1), 50_000)
    cases.promise(desk, "carla", DUE, promised, "giovedì", customer="Alfa Srl")
    given.pass_time(desk, days=10)
    watch(desk)

    (call,) = (line for line in today(desk).do_today if line.said.startswith("call."))

    assert call.facts["numbers"] == ("1/2026",)
    assert call.amount == Money(10_000)


def test_a_part_payment_tells_what_is_left(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 4_000, "acconto fattura 1/2026", "ALFA SRL")
    money.allocate(desk, "carla", 1, ["1/2026"])

    (line,) = today(desk).money_in

    assert line.facts == {"numbers": ("1/2026",), "left": Money(6_000)}


def test_an_advance_entered_by_hand_is_named_by_its_customer(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    number = str(given.the_customer(desk).no)
    money.pay(desk, "carla", number, Money(5_000), MONDAY.date(), "advance")

    (line,) = today(desk).money_in

    assert (line.title, line.said) == ("Alfa Srl", "money.proposed")
    assert line.facts == {"numbers": (), "how": "advance"}


def test_a_persons_reason_for_a_hold_is_quoted(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.hold(desk, "carla", "parla con il capo", None, customer="Alfa Srl")

    (line,) = today(desk).held

    assert (line.said, line.quote) == ("held.hand", "parla con il capo")


def test_a_contested_invoice_is_named_and_the_objection_quoted(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")

    (line,) = today(desk).held

    assert (line.said, line.quote) == ("held.dispute", "manca lo sconto")
    assert line.facts["numbers"] == ("1/2026",)


def test_a_letter_refused_without_a_word_is_a_hold_without_words(desk: Desk) -> None:
    desk = with_mode(desk, "approve")
    given.invoice(desk, "1/2026", DUE)
    given.money(desk, 1)
    rounds.run_round(desk)
    letters.refuse(desk, "carla", 1, "")

    (line,) = today(desk).held

    assert (line.said, line.quote, line.detail) == ("held.hand", "", "")


def test_the_words_of_a_person_are_quoted_whatever_they_are(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.hold(desk, "carla", "the client refused letter 7", None, customer="Alfa")

    (line,) = today(desk).held

    assert line.quote == "the client refused letter 7"


@pytest.mark.parametrize(("note", "quote"), [("di mattina", "di mattina"), ("", "")])
def test_a_call_to_be_made_again_quotes_the_note(
    desk: Desk, note: str, quote: str
) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    phoning.call_done(desk, "carla", 1, "not_reached", note, None)
    given.pass_time(desk, days=1)

    (line,) = today(desk).do_today

    assert (line.said, line.quote) == ("call.hand", quote)


def test_nothing_is_foreseen_before_a_call_put_off_to_another_day(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    later = MONDAY.date() + timedelta(days=30)
    phoning.call_done(desk, "carla", 1, "call_back", "", later)
    given.pass_time(desk, days=14)  # past the least days between two contacts

    assert today(desk).next_days == ()


def test_a_dispute_told_by_phone_quotes_the_note(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, email="")
    rounds.run_round(desk)
    phoning.call_done(desk, "carla", 1, "dispute", "merce guasta", None)

    (line,) = today(desk).held

    assert (line.said, line.quote) == ("held.dispute", "merce guasta")


def test_cash_entered_by_hand_says_so_and_what_it_settles(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    money.pay(desk, "carla", "1/2026", Money(10_000), MONDAY.date(), "cash")

    (line,) = today(desk).money_in

    assert (line.title, line.said) == ("Alfa Srl", "money.by_hand")
    assert line.facts == {"numbers": ("1/2026",), "how": "cash"}


def test_invoices_held_alike_stand_in_one_line(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE)
    for_both = ("non ora", MONDAY.date() + timedelta(days=9))
    cases.hold(desk, "carla", *for_both, invoice="1/2026")
    cases.hold(desk, "carla", *for_both, invoice="2/2026")

    (line,) = today(desk).held

    assert line.facts["numbers"] == ("1/2026", "2/2026")


def test_what_is_said_to_end_a_dispute_ends_it(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    cases.dispute(desk, "carla", "1/2026", "manca lo sconto", "")

    (line,) = today(desk).held

    assert line.command == "sollecito dispute 1/2026 --resolve OUTCOME"


def test_a_letter_that_came_back_names_its_call(desk: Desk) -> None:
    letter = reminded(desk)
    with transaction(desk) as tx:
        failures.bounced(desk, tx, letter, Failure(status="5.1.1"), TOLD)

    day = today(desk)

    assert day.bounced[0].command == day.do_today[0].command == "sollecito call 1"


def test_letters_wait_for_a_late_account_of_ours_and_are_counted(desk: Desk) -> None:
    desk = replace(with_mode(desk, "approve"), intake=given_account(desk, "IT00OURS"))
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.money(desk, 1)
    given.pass_time(desk, days=20)

    ours, other = (line for line in today(desk).stood_still if line.title[:2] == "IT")

    assert (ours.title, ours.said, ours.command) == (
        "IT00OURS",
        "bank.none",
        "sollecito import FILE",
    )
    assert ours.facts["count"] == 1
    assert (other.title, other.said) == ("IT00TEST", "bank.other")


def given_account(desk: Desk, account: str) -> Intake:
    return replace(desk.intake, accounts=(account,))


def test_the_summary_says_who_stopped_all_letters(desk: Desk) -> None:
    letters.stop_all(desk, "carla", "we moved")

    (line,) = [each for each in today(desk).stood_still if each.title == "all letters"]

    assert line.facts["by"] == "carla"


@pytest.mark.parametrize(("language", "word"), [("it", "in pausa"), ("en", "paused")])
def test_a_pause_that_a_person_ordered_is_no_fault(
    desk: Desk, language: Language, word: str
) -> None:
    read = replace(desk, summary=replace(desk.summary, language=language))
    letters.stop_all(read, "carla", "we moved")

    written = show(read)

    assert f": {word}, " in written.subject
    assert "guast" not in written.subject
    assert "fault" not in written.subject
    assert "we moved" in " ".join(written.text.split()) or "carla" in written.text


def test_what_unsure_money_holds_is_to_be_answered_not_released(desk: Desk) -> None:
    given.invoice(desk, "1/2026", MONDAY.date())
    given.invoice(desk, "2/2026", MONDAY.date())
    given.money(desk, 10_000, "bonifico", "Qualcuno")
    rounds.run_round(desk)

    held = [line for line in today(desk).held if line.said == "held.payment"]

    assert {(line.command, line.offers) for line in held} == {("sollecito review", "")}
    assert cases.may_have_paid(desk, customer="Alfa")


def in_question(desk: Desk, *sums: int) -> None:
    """Let money of nobody known come, in cents."""
    for cents in sums:
        given.money(desk, cents, f"bonifico {cents}", "X")
    settle(desk)


def test_of_money_in_question_the_most_is_asked_about_first(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE, 900_000)
    in_question(desk, 260, 7_790, 100, 200, 300, 500_000)

    day = today(desk)

    asked = [one.amount for one in day.do_today]
    assert asked == [Money(cents) for cents in (500_000, 7_790, 300, 260, 200)]
    assert day.more_to_do == 1
