"""A letter that does not arrive becomes a call within one cycle, and is told."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from agent.steps.intake import take_file
from tests.e2e.config import OFFICE
from tests.e2e.house import House
from tests.servers.letters import large_sample


def is_a_call(house: House, reason: str) -> None:
    """Require one call that gives number, amount and reason, in the summary too."""
    (sheet,) = house.calls()
    assert reason in sheet.because
    assert sheet.customer.phone
    assert [item.number for item in sheet.items] == ["7/2025"]
    assert f"sollecito call {sheet.no}" in house.summary()
    assert "+39 02 1234567" in house.summary()


@pytest.mark.parametrize(
    ("address", "status"),
    [("ghost@firm.test", "5.1.1"), ("x@nodomain.test", "5.1.2")],
)
def test_an_address_our_own_server_refuses_is_a_call_at_once(
    house: House, address: str, status: str
) -> None:
    house.is_owed_by(address)
    house.round()
    assert house.letter().state == "refused"
    is_a_call(house, status)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ghost@client.test", "the address does not exist (5.1.1)"),
        ("nouser-1@fault.test", "the address does not exist (5.1.1)"),
        ("blocked-1@fault.test", "(5.7.1)"),
    ],
)
def test_a_letter_sent_back_by_the_world_is_a_call(
    house: House, address: str, reason: str
) -> None:
    house.is_owed_by(address)
    assert house.round().sent == 1
    house.pair.wait_for_report(OFFICE, address)
    house.round(minutes=1)
    assert house.letter().state == "bounced"
    is_a_call(house, reason)


def comes_back_again(house: House) -> None:
    """Let the letter that came back be written once more, and come back too."""
    assert house.letter().state == "bounced"
    assert house.calls() == ()
    house.round(days=3)
    house.round(minutes=11)
    token = house.deliveries()[-1].token.encode()
    house.pair.wait_for(OFFICE, lambda raw: token in raw and b"Action: failed" in raw)
    house.round(minutes=1)
    assert [one.state for one in house.deliveries()] == ["bounced", "bounced"]


def test_a_mailbox_over_quota_is_tried_once_more_and_then_a_call(house: House) -> None:
    house.is_owed_by("overq-1@fault.test")
    house.round()
    house.pair.wait_for_report(OFFICE, "overq-1@fault.test")
    house.round(minutes=1)
    comes_back_again(house)
    is_a_call(house, "the mailbox is full (5.2.2)")


def test_a_full_mailbox_is_a_call_in_the_end_and_its_address_lives(
    house: House,
) -> None:
    filling = large_sample("full@client.test", "ok@client.test", 19)
    house.pair.deliver_bulk("full@client.test", [filling])
    house.is_owed_by("full@client.test")
    house.round()
    house.pair.wait_for_report(OFFICE, "full@client.test")
    house.round(minutes=1)
    comes_back_again(house)
    is_a_call(house, "the mailbox is full (5.2.2)")
    assert house.calls()[0].customer.write_to == "full@client.test"


def test_an_address_that_does_not_exist_is_written_to_no_more(house: House) -> None:
    house.is_owed_by("ghost@client.test")
    house.round()
    house.pair.wait_for_report(OFFICE, "ghost@client.test")
    house.round(minutes=1)
    assert house.calls()[0].customer.write_to == ""
    house.round(days=7)
    assert len(house.deliveries()) == 1


def test_a_letter_too_large_for_its_receiver_is_a_call(house: House) -> None:
    house.is_owed_by("x@small.test")
    take_file(house.desk, "7-2025.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 100)
    house.round()
    house.wait_for_copy()
    assert PurePath("7-2025.pdf").stem in house.pair.messages(OFFICE)[0].decode()
    house.pair.wait_for_report(OFFICE, "x@small.test")
    house.round(minutes=1)
    is_a_call(house, "too large")


def test_a_delay_is_no_failure_and_its_end_is(house: House) -> None:
    house.is_owed_by("x@down.test")
    house.round()
    house.pair.wait_for_report(OFFICE, "x@down.test", "delayed")
    house.round(minutes=1)
    assert house.letter().state == "delayed"
    assert house.calls() == ()
    house.pair.wait_for_report(OFFICE, "x@down.test", "failed")
    house.round(minutes=1)
    comes_back_again(house)
    is_a_call(house, "did not arrive")


def test_a_greylisted_letter_arrives_once_and_nobody_is_called(house: House) -> None:
    house.is_owed_by("grey-1@fault.test")
    house.round()
    assert len(house.pair.mx.wait_for("grey-1@fault.test")) == 1
    house.round(minutes=10)
    assert house.calls() == ()
    assert len(house.pair.mx.copies("grey-1@fault.test")) == 1


def test_a_bounce_counts_once_however_often_it_comes(house: House) -> None:
    house.is_owed_by("ghost@client.test")
    house.round()
    house.pair.wait_for_report(OFFICE, "ghost@client.test")
    (report,) = [raw for raw in house.pair.messages(OFFICE) if b"5.1.1" in raw]
    house.round(minutes=1)
    again = report.replace(b"\r\n\r\n", b"\r\nX-Again: yes\r\n\r\n", 1)
    house.pair.deliver(OFFICE, again, sender="")
    house.round(minutes=1)
    assert len(house.happened("letter.bounced")) == 1
    assert len(house.calls()) == 1
