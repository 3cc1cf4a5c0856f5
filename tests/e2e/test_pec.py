"""Certified mail end to end: a letter leaves, its receipts come, are tied and kept."""

from __future__ import annotations

import email

import pytest

from agent.ledger import blobs, messages
from agent.steps.act.editing import edit
from agent.steps.doctor import doctor
from agent.steps.each import picture
from agent.steps.intake import take_file
from agent.steps.look.why import why
from tests import gestore
from tests.e2e import config, mails
from tests.e2e.config import OFFICE, Tables
from tests.e2e.conftest import OpenHouse
from tests.e2e.house import House, has_id, message_id
from tests.servers.fault_proxy import HEALTHY, Fault, FaultProxy
from tests.servers.mail_pair import MailPair

PEC, ALFA = "pec@firm.test", "bruno@client.test"
ANNA = "anna@client.test"
DEAD = "ok-1@fault.test"  # taken over; the provider says later that nobody is there
_IN_THE_LETTER = 6_000  # bytes up: past login and envelope, before the last dot


def tables(pair: MailPair, port: int = 0) -> Tables:
    """Give what the configuration says of certified mail."""
    ports = pair.place.ports
    return {
        "mailbox.certified": {**config.login(pair, PEC, ports.imaps), "kind": "pec"},
        "pec": {**config.login(pair, PEC, port or ports.smtps), "from": PEC},
    }


@pytest.fixture
def house(open_house: OpenHouse, mail_pair: MailPair) -> House:
    """A firm gone live that has a certified mailbox too."""
    return open_house(tables(mail_pair))


def is_owed_by_pec(house: House, address: str = ALFA) -> None:
    """Take in an invoice of Alfa, who is to be written to by certified mail."""
    house.is_owed_by(ANNA)
    edit(house.desk, "carla", "Alfa", {"pec": address, "channel": "pec"})


def handed_over(house: House, address: str = ALFA) -> bytes:
    """Let the letter leave, and give what the certified system got of it."""
    assert house.round().sent == 1
    return house.pair.wait_for(address, has_id(house.letter().message_id))


def told(
    house: House, kind: str, letter: bytes, *, to: str = PEC, **more: str
) -> bytes:
    """Let the provider write a receipt; give it."""
    receipt = gestore.receipt(kind, letter, **more)
    house.pair.deliver(to, receipt, sender="posta-certificata@gestore.test")
    house.round(minutes=1)
    return receipt


def test_a_letter_leaves_from_the_certified_mailbox(house: House) -> None:
    is_owed_by_pec(house)
    letter = email.message_from_bytes(handed_over(house))
    assert letter["Return-Path"] == f"<{PEC}>"
    assert PEC in letter["From"]
    assert (letter["To"], letter["Reply-To"]) == (ALFA, None)
    assert letter.get_content_type() == "text/plain"
    assert house.received(ANNA) == []
    house.round(minutes=16)
    house.round(minutes=16)
    copies = [message_id(raw) for raw in house.pair.messages(PEC, "Sent")]
    assert copies == [house.letter().message_id]
    assert house.pair.messages(PEC) == []
    assert house.ids_in("Sent") == []


def test_its_receipts_are_tied_kept_whole_and_count_as_delivered(house: House) -> None:
    is_owed_by_pec(house)
    letter = handed_over(house)
    receipts = [
        told(house, "accettazione", letter),
        told(house, "avvenuta-consegna", letter),
    ]
    assert house.letter().state == "delivered"
    with picture(house.desk) as tx:
        found = messages.receipts(tx, house.letter())
        kept = [blobs.get(tx, one.sha256) for one in found]
    assert [one.kind for one in found] == ["pec_accepted", "pec_delivered"]
    assert [raw[raw.index(b"From:") :] for raw in kept] == [
        raw[raw.index(b"From:") :] for raw in receipts
    ]
    assert all(b"smime.p7s" in raw for raw in kept)
    said = why(house.desk, "7/2025").paragraph
    assert f"certified mail to {ALFA}" in said
    assert "accepted on 2025-09-08, delivered on 2025-09-08" in said
    house.round(days=6)
    assert house.happened("letter.unconfirmed") == []


def test_a_dead_address_is_a_call_within_one_cycle(house: House) -> None:
    is_owed_by_pec(house, DEAD)
    assert house.round().sent == 1
    (taken,) = house.pair.mx.wait_for(DEAD)
    told(house, "accettazione", taken.data)
    assert house.letter().state == "sent"
    told(house, "errore-consegna", taken.data, error="no-dest")
    assert house.letter().state == "bounced"
    (sheet,) = house.calls()
    assert "the address does not exist" in sheet.because
    assert f"sollecito call {sheet.no}" in house.summary()


def test_a_warning_is_no_failure_and_a_missing_receipt_is_shown(house: House) -> None:
    is_owed_by_pec(house)
    letter = handed_over(house)
    told(house, "preavviso-errore-consegna", letter, error="altro")
    assert house.letter().state == "delayed"
    assert house.calls() == ()
    house.round(hours=25)
    assert "ricevuta di consegna PEC" in house.summary()


@pytest.mark.parametrize(
    ("to", "about"), [(OFFICE, ""), (PEC, "<nobody@firm.test>"), (PEC, "<x@y.test>")]
)
def test_a_forged_receipt_changes_nothing(house: House, to: str, about: str) -> None:
    is_owed_by_pec(house)
    letter = handed_over(house)
    told(house, "errore-consegna", letter, to=to, about=about, error="no-dest")
    assert house.letter().state == "sent"
    assert house.calls() == ()


def test_a_first_letter_does_not_go_by_certified_mail_unless_chosen(
    house: House,
) -> None:
    house.is_owed_by(ANNA)
    edit(house.desk, "carla", "Alfa", {"pec": ALFA})
    assert house.round().sent == 1
    house.wait_for_letter(ANNA)
    assert house.received(ALFA) == []


def test_an_answer_by_certified_mail_holds_the_case(house: House) -> None:
    is_owed_by_pec(house)
    handed_over(house)
    answer = mails.mail(ALFA, "Re: fattura", "La fattura è sbagliata.\n", to=PEC)
    sender = "posta-certificata@gestore.test"
    house.pair.deliver(PEC, gestore.carried(answer), sender=sender)
    house.round(minutes=1)
    assert house.is_held("Alfa")


@pytest.fixture
def way_out(mail_pair: MailPair) -> FaultProxy:
    """The provider behind a network that can lose its answers."""
    return mail_pair.proxy(mail_pair.place.ports.smtps)


def test_an_answer_lost_after_data_is_settled_by_the_receipt(
    open_house: OpenHouse, mail_pair: MailPair, way_out: FaultProxy
) -> None:
    house = open_house(tables(mail_pair, way_out.port))
    is_owed_by_pec(house)
    take_file(house.desk, "7-2025.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 100)
    lost = way_out.connections + 1
    fault = Fault(lose_answer_after=_IN_THE_LETTER)
    way_out.plan = lambda number: fault if number == lost else HEALTHY
    assert house.round().sent == 0
    assert way_out.faults_done == 1
    assert house.letter().state == "handing_over"
    letter = house.pair.wait_for(ALFA, has_id(house.letter().message_id))
    told(house, "accettazione", letter)
    assert house.letter().state == "sent"
    house.round(hours=2)
    assert len(house.received(ALFA)) == 1


def test_doctor_looks_at_the_certified_mailbox_and_its_way_out(house: House) -> None:
    found = {check.name: check.state for check in doctor(house.desk)}
    assert found["certified mail"] == found["mailbox certified"] == "ok"


def test_doctor_names_a_certified_login_that_is_refused(house: House) -> None:
    (house.folder / "password").write_text("forgotten", "utf-8")
    faults = {
        check.name: check.meaning
        for check in doctor(house.desk)
        if check.state == "fault"
    }
    assert "refuses user or password" in faults["certified mail"]
    assert "forgotten" not in " ".join(faults.values())
