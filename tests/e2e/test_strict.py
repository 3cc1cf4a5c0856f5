"""A provider that allows little: what still holds, and what doctor says does not."""

from __future__ import annotations

import email
import json

import pytest

from agent.steps.doctor import Check, doctor
from tests.e2e.config import OFFICE
from tests.e2e.house import House

ANNA = "anna@client.test"


def looked_at(house: House) -> dict[str, list[Check]]:
    """Give what doctor finds, by the name of the thing looked at."""
    found: dict[str, list[Check]] = {}
    for check in doctor(house.desk, []):
        found.setdefault(check.name, []).append(check)
    return found


def test_the_probe_learns_that_there_is_no_detail(strict_house: House) -> None:
    strict_house.round()
    assert strict_house.happened("detail.probed") == ["+detail: no"]


def test_reminders_leave_once_and_are_filed_once(strict_house: House) -> None:
    strict_house.is_owed_by(ANNA)
    assert strict_house.round().sent == 1
    letter = email.message_from_bytes(strict_house.wait_for_letter(ANNA))
    assert letter["Return-Path"] == f"<{OFFICE}>"
    strict_house.wait_for_copy()
    strict_house.round(minutes=1)
    strict_house.round(minutes=5)
    assert len(strict_house.received(ANNA)) == 1
    assert strict_house.ids_in("Sent") == [strict_house.letter().message_id]


def test_a_bounce_is_tied_by_the_message_id_it_gives_back(strict_house: House) -> None:
    strict_house.is_owed_by("ghost@client.test")
    strict_house.round()
    strict_house.pair.wait_for_report(OFFICE, "ghost@client.test")
    strict_house.round(minutes=1)
    assert strict_house.letter().state == "bounced"
    (sheet,) = strict_house.calls()
    assert "5.1.1" in sheet.because


def test_doctor_names_what_does_not_work_and_what_it_means(strict_house: House) -> None:
    found = looked_at(strict_house)
    assert [check.state for check in found["+detail"]] == ["warning"]
    assert "by Message-ID alone" in found["+detail"][0].meaning
    (no_reports,) = [one for one in found["way out"] if one.state == "warning"]
    assert "no delivery reports" in no_reports.meaning
    assert no_reports.cure


def test_a_full_mailbox_of_our_own_stops_no_letter_and_is_told(
    strict_house: House,
) -> None:
    strict_house.pair.set_quota(OFFICE, "1K")
    strict_house.is_owed_by(ANNA)
    assert strict_house.round().sent == 1
    strict_house.wait_for_letter(ANNA)
    strict_house.round(minutes=20)
    strict_house.round(minutes=20)
    told = " ".join(strict_house.status().stands_still)
    assert "quota" in told.lower()
    assert len(strict_house.received(ANNA)) == 1


@pytest.fixture
def locked_out(strict_house: House) -> House:
    """A firm whose password is wrong."""
    (strict_house.folder / "password").write_text("forgotten", "utf-8")
    strict_house.is_owed_by(ANNA)
    return strict_house


def test_a_wrong_password_is_named_in_a_sentence(locked_out: House) -> None:
    done = locked_out.round()
    assert done.sent == 0
    assert any("refuses user or password" in fault for fault in done.faults)
    assert "refuses user or password" in " ".join(locked_out.status().stands_still)
    assert "forgotten" not in json.dumps(done.faults)


def test_doctor_finds_both_logins_refused(locked_out: House) -> None:
    found = looked_at(locked_out)
    assert [one.state for one in found["mailbox office"]] == ["fault"]
    assert [one.state for one in found["way out"]] == ["fault"]
    assert "password" in found["way out"][0].meaning
