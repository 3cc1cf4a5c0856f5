"""A letter leaves once: to the customer, with a copy in Sent, whatever is lost."""

from __future__ import annotations

import email
from datetime import datetime, timedelta

import pytest

from agent.steps.act import letters
from tests.e2e.config import OFFICE
from tests.e2e.conftest import OpenHouse
from tests.e2e.files import Credit, Owed, statement
from tests.e2e.house import LATE, MONDAY, ROME, House, has_id
from tests.servers.fault_proxy import HEALTHY, Fault, FaultProxy
from tests.servers.mail_pair import MailPair

ANNA = "anna@client.test"
_IN_THE_LETTER = 6_000  # bytes up: past login and envelope, before the last dot


def test_a_reminder_leaves_once_and_its_copy_ends_in_sent_once(house: House) -> None:
    house.is_owed_by(ANNA)
    assert house.round().sent == 1
    house.wait_for_letter(ANNA)
    house.wait_for_copy()
    house.round(minutes=1)
    house.round(minutes=5)
    letter = house.letter()
    assert len(house.received(ANNA)) == 1
    assert house.ids_in("Sent") == [letter.message_id]
    assert letter.message_id not in house.ids_in("INBOX")


def test_a_copy_that_does_not_come_is_filed_by_us_once(house: House) -> None:
    house.is_owed_by(ANNA)
    house.round()
    house.wait_for_copy()
    _take_away_copies(house.pair)
    house.round(minutes=20)
    house.round(minutes=20)
    assert house.ids_in("Sent") == [house.letter().message_id]


def test_the_next_letter_stands_in_the_thread_of_the_one_before(house: House) -> None:
    house.is_owed_by(ANNA)
    house.round()
    first = email.message_from_bytes(house.wait_for_letter(ANNA))
    house.pair.wait_for_report(OFFICE, ANNA, "delivered")
    house.round(days=7)
    assert len(house.deliveries()) == 2
    second = house.pair.wait_for(ANNA, has_id(house.deliveries()[1].message_id))
    assert email.message_from_bytes(second)["References"] == first["Message-ID"]
    assert email.message_from_bytes(second)["In-Reply-To"] == first["Message-ID"]


def test_a_report_of_success_confirms_the_letter(house: House) -> None:
    house.is_owed_by(ANNA)
    house.round()
    house.pair.wait_for_report(OFFICE, ANNA, "delivered")
    house.round(minutes=1)
    assert house.letter().state == "delivered"
    house.round(days=6)
    assert house.happened("letter.unconfirmed") == []


def test_a_letter_says_what_it_is_to_programs(house: House) -> None:
    house.is_owed_by(ANNA)
    house.round()
    letter = email.message_from_bytes(house.wait_for_letter(ANNA))
    token = house.letter().token
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Return-Path"] == f"<incassi+{token}@firm.test>"


@pytest.fixture
def way_out(mail_pair: MailPair) -> FaultProxy:
    """The mail server behind a network that can lose its answers."""
    return mail_pair.proxy(mail_pair.place.ports.smtps)


@pytest.fixture
def far_house(open_house: OpenHouse, way_out: FaultProxy) -> House:
    """A firm whose first letter's 250 is lost, and no report tells of it."""
    opened = open_house({"smtp": {"port": way_out.port, "dsn_success": False}})
    opened.is_owed_by(ANNA)
    opened.round(hours=-1, minutes=-30)  # the probe, and the letter; nothing leaves
    lost = way_out.connections + 1
    fault = Fault(lose_answer_after=_IN_THE_LETTER)
    way_out.plan = lambda number: fault if number == lost else HEALTHY
    way_out.cut()
    return opened


def test_an_answer_lost_after_data_is_settled_by_our_own_copy(
    far_house: House, way_out: FaultProxy
) -> None:
    assert far_house.round(hours=2).sent == 0
    assert way_out.faults_done == 1
    assert far_house.letter().state == "handing_over"
    far_house.wait_for_copy()
    far_house.round(minutes=1)
    assert far_house.letter().state == "sent"
    far_house.round(hours=2)
    assert len(far_house.received(ANNA)) == 1


def test_a_letter_of_unknown_fate_is_a_question_and_never_sent_again(
    far_house: House,
) -> None:
    far_house.round(hours=2)
    far_house.wait_for_copy()
    _take_away_copies(far_house.pair)
    for _ in range(6):
        far_house.round(minutes=9)
    letter = far_house.letter()
    assert letter.state == "uncertain"
    assert f"sollecito review letter {letter.letter_no}" in far_house.summary()
    far_house.round(days=1)
    assert len(far_house.received(ANNA)) == 1


def test_a_copy_that_comes_late_answers_the_question(far_house: House) -> None:
    far_house.round(hours=2)
    far_house.wait_for_copy()
    (copy,) = _take_away_copies(far_house.pair)
    for _ in range(6):
        far_house.round(minutes=9)
    assert far_house.is_held("Alfa")
    far_house.pair.deliver(OFFICE, copy)
    far_house.round(minutes=5)
    assert far_house.letter().state == "sent"
    assert not far_house.is_held("Alfa")
    assert len(far_house.received(ANNA)) == 1


def test_a_person_who_knows_that_it_did_not_leave_has_it_sent(
    open_house: OpenHouse, way_out: FaultProxy
) -> None:
    house = open_house({"smtp": {"port": way_out.port}})
    house.is_owed_by(ANNA)
    house.round(hours=-1, minutes=-30)
    way_out.cut()
    way_out.plan = lambda _number: Fault(cut_up_after=_IN_THE_LETTER)
    house.round(hours=2)
    way_out.plan = lambda _number: HEALTHY
    for _ in range(6):
        house.round(minutes=9)
    assert house.letter().state == "uncertain"
    letters.send_again(house.desk, "carla", house.letter().letter_no)
    house.clock.jump_to(MONDAY + timedelta(hours=6))
    house.round()
    house.wait_for_letter(ANNA)
    assert house.letter().state == "sent"
    assert len(house.received(ANNA)) == 1


def test_money_told_by_a_file_just_before_the_slot_stops_the_letter(
    open_house: OpenHouse,
) -> None:
    house = open_house({"sending": {"undo_minutes": 10}})
    house.is_owed_by(ANNA)
    house.round()
    assert house.letter().state == "approved"
    paid = Credit("saldo fattura 7/2025", "Alfa 7 Srl")
    house.drop("estratto.xml", statement(MONDAY.date(), [paid]))
    assert house.round(minutes=10).sent == 0
    assert house.letter().state == "withdrawn"
    assert house.received(ANNA) == []


@pytest.mark.parametrize(
    ("at", "letters_out"),
    [
        (datetime(2025, 9, 8, 8, 59, tzinfo=ROME), 0),
        (datetime(2025, 9, 8, 9, 0, tzinfo=ROME), 1),
        (datetime(2025, 9, 8, 12, 31, tzinfo=ROME), 0),
        (datetime(2025, 9, 8, 23, 40, tzinfo=ROME), 0),
        (datetime(2025, 9, 13, 10, 0, tzinfo=ROME), 0),
        (datetime(2025, 12, 8, 10, 0, tzinfo=ROME), 0),
    ],
    ids=["early", "nine", "lunch", "night", "saturday", "holiday"],
)
def test_nothing_leaves_outside_office_hours(
    open_house: OpenHouse, at: datetime, letters_out: int
) -> None:
    house = open_house(at=at)
    due_on = at.date() - (MONDAY.date() - LATE)
    house.is_owed(Owed("7/2025", due_on, "Alfa 7 Srl", ANNA))
    assert house.round().sent == letters_out


def _take_away_copies(pair: MailPair) -> list[bytes]:
    """Let a filter hide what came to our inbox; give it."""
    taken = pair.messages(OFFICE)
    pair.dovecot.doveadm("expunge", "-u", OFFICE, "mailbox", "INBOX", "all")
    return taken
