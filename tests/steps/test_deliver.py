"""Letters leave once, in office hours, and only while they are still right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from agent.channels import protocol
from agent.errors import Refused, TryLater, Uncertain
from agent.ledger import customers, due, outbox
from agent.model.letter import DeliveryState
from agent.steps import rounds
from agent.steps.act import cases, letters
from agent.steps.deliver import deliver, recover
from agent.steps.desk import Desk
from agent.steps.each import picture, transaction
from agent.steps.fate import let
from tests.desks import ROME, open_desk, with_mode
from tests.statements import heard
from tests.steps import given

DUE = date(2026, 9, 1)


def states(desk: Desk) -> list[str]:
    with picture(desk) as tx:
        return [each.state for each in outbox.listed(tx) if each.customer_id]


def test_a_due_letter_leaves_after_the_undo_window(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    assert given.recipients(desk) == []
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_a_fresh_ledger_sends_nothing_until_gone_live() -> None:
    desk = open_desk()
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    done = given.send_all(desk)
    assert given.recipients(desk) == []
    assert done.waits == "sending is off"


def test_off_in_the_configuration_sends_nothing_though_live(desk: Desk) -> None:
    off = with_mode(desk, "off")
    given.invoice(off, "1/2026", DUE)
    rounds.run_round(off)
    given.send_all(off)
    assert given.recipients(off) == []


def test_approve_waits_for_a_person(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    rounds.run_round(asked)
    given.send_all(asked)
    assert states(asked) == ["proposed"]
    letters.approve(asked, "carla", 1)
    given.send_all(asked)
    assert states(asked) == ["sent"]


def test_money_that_comes_a_second_before_stops_the_letter(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.pass_time(desk, minutes=11)
    given.money(desk, 10_000, "saldo fattura 1/2026", "Alfa Srl")
    assert next(deliver(desk)).because == "money that came in is still to be settled"
    rounds.run_round(desk)
    assert states(desk) == ["withdrawn"]


def test_money_that_comes_between_two_letters_stops_the_second(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    given.pass_time(desk, minutes=11)
    leaving = deliver(desk)
    assert next(leaving).outcome == "sent"
    given.money(desk, 10_000, "saldo fattura 2/2026", "Beta Spa")
    assert [one.because for one in leaving] == [
        "money that came in is still to be settled"
    ]
    assert given.recipients(desk) == ["anna@client.test"]


def test_whoever_asks_no_further_leaves_no_letter_half_sent(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Spa", email="b@beta.test")
    rounds.run_round(desk)
    given.pass_time(desk, minutes=11)
    next(deliver(desk))
    assert states(desk) == ["sent", "approved"]


def test_once_one_letter_finds_that_all_wait_no_other_is_claimed(desk: Desk) -> None:
    for no in (1, 2, 3):
        given.invoice(
            desk, f"{no}/2026", DUE, name=f"C{no}", email=f"c{no}@client.test"
        )
    rounds.run_round(desk)
    given.pass_time(desk, minutes=11)
    leaving = deliver(desk)
    next(leaving)
    given.mailbox(desk).deliver(
        given.mail("c2@client.test", "Fattura 2/2026", "L'ho pagata ieri.")
    )
    rounds.take_mail(desk, given.mailbox(desk))
    with heard() as asked:
        assert [one.waits_for_reader for one in leaving] == [True]
    assert asked.count("BEGIN IMMEDIATE") == 1


def kinds(desk: Desk, *states: DeliveryState) -> list[tuple[str, str]]:
    """Give who has letters in these states, and of what kind."""
    with picture(desk) as tx:
        found = outbox.in_state(tx, *states)
        return sorted(
            (customers.get(tx, one.customer_id).name, one.kind) for one in found
        )


def answered(desk: Desk) -> None:
    """Let Alfa get an answer on the day of a letter that chases; and Beta only that."""
    given.invoice(desk, "1/2026", DUE)
    given.invoice(desk, "2/2026", DUE, name="Beta Srl", email="b@beta.test")
    given.invoice(desk, "3/2026", date(2026, 10, 1))
    rounds.run_round(desk)
    cases.dispute(desk, "carla", "3/2026", "too much", "")
    letters.approve_all(desk, "carla")
    given.pass_time(desk, minutes=11)


def test_who_gets_an_answer_today_is_chased_on_another_day(desk: Desk) -> None:
    answered(desk)

    list(deliver(desk))

    assert kinds(desk, "sent") == [
        ("Alfa Srl", "dispute_acknowledged"),
        ("Beta Srl", "first"),
    ]
    assert kinds(desk, "approved", "ready") == [("Alfa Srl", "first")]
    given.pass_time(desk, days=1)
    rounds.run_round(desk)
    assert kinds(desk, "approved", "ready") == []


def test_a_letter_that_stays_for_its_own_reasons_keeps_no_other_back(
    desk: Desk,
) -> None:
    answered(desk)

    told = [(one.outcome, one.because) for one in deliver(desk)]

    assert told == [("sent", ""), ("sent", ""), ("waits", "")]


def test_mail_not_yet_read_stops_every_letter(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.pass_time(desk, minutes=11)
    given.mailbox(desk).deliver(
        given.mail("anna@client.test", "Fattura 1/2026", "L'ho pagata ieri.")
    )
    rounds.take_mail(desk, given.mailbox(desk))
    assert next(deliver(desk)).because == "mail that came in is still to be read"


def test_a_part_payment_changes_the_letter(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.pass_time(desk, minutes=11)
    given.money(desk, 4_000, "acconto fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert "sent" not in states(desk)


def test_nothing_leaves_on_a_sunday() -> None:
    desk = given.live(open_desk(at=datetime(2026, 9, 6, 10, tzinfo=ROME)))
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    assert given.recipients(desk) == []


def test_a_letter_approved_in_the_evening_leaves_in_the_morning(desk: Desk) -> None:
    asked = with_mode(desk, "approve")
    given.invoice(asked, "1/2026", DUE)
    rounds.run_round(asked)
    given.pass_time(asked, hours=14)
    letters.approve(asked, "carla", 1)
    given.send_all(asked)
    assert given.recipients(asked) == []
    given.pass_time(asked, hours=10)
    given.send_all(asked)
    assert given.recipients(asked) == ["anna@client.test"]


def test_a_server_that_is_away_leaves_the_letter_for_later(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).at_offer.append(TryLater("mail.firm.test is away"))
    given.send_all(desk)
    assert states(desk) == ["ready"]
    given.send_all(desk)
    assert states(desk) == ["sent"]


def test_a_refused_address_is_a_call_at_once(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).at_offer.append(Refused("no such user", 550, "5.1.1"))
    given.send_all(desk)
    assert states(desk) == ["refused"]
    assert given.the_customer(desk).write_to == ""
    assert "call.asked" in given.happened(desk)


def test_an_unknown_fate_is_never_repeated_by_itself(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).at_hand_over.append(Uncertain("cut after the last byte"))
    given.send_all(desk)
    assert states(desk) == ["handing_over"]
    for _minutes in range(6):
        given.pass_time(desk, minutes=9)
        rounds.run_round(desk)
    assert states(desk) == ["uncertain"]
    assert given.channel(desk).taken == []


def test_our_own_copy_proves_that_the_letter_left(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).at_hand_over.append(Uncertain("cut after the last byte"))
    given.send_all(desk)
    with picture(desk) as tx:
        (letter,) = outbox.in_state(tx, "handing_over")
        raw = outbox.sealed(tx, letter.id)
    given.mailbox(desk).deliver(raw)
    rounds.run_round(desk)
    assert states(desk) == ["sent"]


def test_our_own_copy_ends_up_once_in_sent(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    ((_, raw),) = given.channel(desk).taken
    given.mailbox(desk).deliver(raw)
    rounds.run_round(desk)
    rounds.run_round(desk)
    rounds.run_round(desk)
    assert len(given.mailbox(desk).mails["INBOX"]) == 0
    assert len(given.mailbox(desk).mails["Sent"]) == 1


def test_a_letter_without_a_copy_is_filed_by_us(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    given.pass_time(desk, minutes=20)
    rounds.run_round(desk)
    assert len(given.mailbox(desk).mails["Sent"]) == 1


def test_a_claim_of_a_dead_process_is_taken_back(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    with transaction(desk) as tx:
        (letter,) = outbox.in_state(tx, "approved")
        let(tx, letter, protocol.UndoOver())
        let(tx, letter, protocol.Claimed())
    assert states(desk) == ["claimed"]
    assert recover(desk) == 1
    given.send_all(desk)
    assert given.recipients(desk) == ["anna@client.test"]


def test_letters_bear_the_name_beside_the_address_that_was_chosen(desk: Desk) -> None:
    as_firm = given.one_letter(desk)
    desk = replace(desk, sender=replace(desk.sender, from_name="Anna dei conti"))
    given.invoice(desk, "2/2026", DUE, name="Beta Srl")
    rounds.run_round(desk)
    given.send_all(desk)
    assert desk.sender.name.encode() in as_firm
    assert b"From: Anna dei conti <" in given.channel(desk).taken[-1][1]


def test_letters_of_one_customer_stand_in_one_thread(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.send_all(desk)
    given.sign_of_life(desk)
    given.pass_time(desk, days=10)
    rounds.run_round(desk)
    given.send_all(desk)
    (_, first), (_, second) = given.channel(desk).taken
    assert f"In-Reply-To: {given.message_id(first)}".encode() in second


def test_a_mailbox_unreadable_for_long_stops_letters(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.mailbox(desk).broken = TryLater("imap.firm.test is away")
    rounds.run_round(desk)
    given.pass_time(desk, minutes=40)
    done = rounds.run_round(desk)
    assert given.recipients(desk) == []
    assert "mailbox:office cannot be read" in done.waits


def test_a_recipient_put_off_for_days_becomes_a_call(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.pass_time(desk, minutes=11)
    given.channel(desk).at_offer += [TryLater("450 4.2.0 greylisted")] * 60
    _live_on(desk, days=5)
    assert states(desk) == ["refused"]
    assert "call.asked" in given.happened(desk)
    assert "sending" not in given.still(desk)


def test_a_letter_sent_again_by_a_person_is_tried_as_often_as_the_first_time(
    desk: Desk,
) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.pass_time(desk, minutes=11)
    given.channel(desk).at_offer += [TryLater("450 4.2.0 greylisted")] * 60
    _live_on(desk, days=5)
    letters.send_again(desk, "carla", 1)
    given.channel(desk).at_offer[:] = [TryLater("450 4.2.0 greylisted")] * 2
    _live_on(desk, days=3)
    assert states(desk) == ["sent"]


def test_a_server_of_ours_that_is_away_for_days_makes_no_calls(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    given.channel(desk).fault = "smtp.firm.test is away"
    given.channel(desk).at_offer += [TryLater("smtp.firm.test is away")] * 60
    _live_on(desk, days=4)
    assert "letter.refused" not in given.happened(desk)
    assert "sending" in given.still(desk)


def _live_on(desk: Desk, days: int) -> None:
    for _ in range(days * 24):
        given.pass_time(desk, hours=1)
        rounds.run_round(desk)


def test_a_letter_taken_back_stands_still_no_longer(desk: Desk) -> None:
    given.invoice(desk, "1/2026", DUE)
    rounds.run_round(desk)
    with transaction(desk) as tx:
        due.stands_still(tx, "letter 1", "it could not be made")
    given.money(desk, 10_000, "fattura 1/2026", "Alfa Srl")
    rounds.run_round(desk)
    assert given.still(desk) == {}
