"""The daemon on real servers: what comes is read at once, what breaks is borne."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from agent import wiring
from agent.inbox.imap_link import ImapLogin
from agent.inbox.watch import Pace, Watcher
from agent.steps import watching
from tests.e2e.config import BOSS, OFFICE
from tests.e2e.conftest import OpenHouse
from tests.e2e.files import Credit, Owed, statement
from tests.e2e.house import LATE, MONDAY, House
from tests.e2e.mails import mail
from tests.e2e.running import Running
from tests.e2e.waiting import wait_until
from tests.servers.fault_proxy import FaultProxy, Mode
from tests.servers.mail_pair import MailPair

ANNA = "anna@client.test"
_BRISK = Pace(idle=3, first=0.2, most=1, refused=2)


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let watchers look and try again within seconds."""
    monkeypatch.setattr(watching, "Watcher", partial(Watcher, pace=_BRISK))


def question(number: int) -> bytes:
    """Write a mail of anna's about her invoice."""
    return mail(ANNA, f"Fattura 7/2025 ({number})", f"Possiamo sentirci? {number}\n")


def state(house: House) -> str:
    """Give how far the only letter has come."""
    return "".join(one.state for one in house.deliveries())


def test_a_letter_leaves_and_its_copy_is_moved_to_sent(house: House) -> None:
    house.is_owed_by(ANNA)
    with Running(house):
        wait_until(lambda: house.ids_in("Sent"))
    assert house.ids_in("Sent") == [house.letter().message_id]
    assert len(house.received(ANNA)) == 1


def test_who_starts_it_by_hand_is_told_that_it_works(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "sollecito.daemon")
    with Running(house):
        wait_until(lambda: "at work: every mailbox is read" in caplog.text)


def test_a_mail_holds_within_seconds_of_its_arrival(house: House) -> None:
    house.is_owed_by(ANNA)
    with Running(house):
        wait_until(lambda: state(house) in ("sent", "delivered"))
        house.pair.deliver(OFFICE, question(1), sender=ANNA)
        wait_until(house.holds, seconds=20)
    assert len(house.happened("reply.held")) == 1


def test_many_letters_leave_while_their_copies_come_in(house: House) -> None:
    numbers = range(1, 31)
    house.is_owed(
        *(
            Owed(f"{no}/2025", LATE, f"Alfa {no} Srl", f"ok-{no}@fault.test")
            for no in numbers
        )
    )
    with Running(house):
        wait_until(lambda: len(house.pair.mx.accepted) >= 30, seconds=30)
        wait_until(lambda: len(house.ids_in("Sent")) >= 30)
    assert len(house.pair.mx.accepted) == 30
    assert len(set(house.ids_in("Sent"))) == 30


def test_a_renumbered_mailbox_is_read_again_and_nothing_counts_twice(
    house: House,
) -> None:
    house.is_owed_by(ANNA)
    house.pair.deliver(OFFICE, question(1), sender=ANNA)
    with Running(house):
        wait_until(lambda: len(house.happened("reply.held")) == 1)
        house.pair.change_uidvalidity(OFFICE)
        house.pair.deliver(OFFICE, question(2), sender=ANNA)
        wait_until(lambda: len(house.happened("reply.held")) == 2)
    assert len(house.holds()) == 2


def test_a_mail_server_killed_and_started_again_loses_nothing(house: House) -> None:
    house.is_owed_by(ANNA)
    with Running(house):
        wait_until(lambda: state(house) in ("sent", "delivered"))
        house.wait_for_letter(ANNA)  # else Postfix may hand it to Dovecot twice
        house.pair.stop("dovecot", kill=True)
        wait_until(lambda: "mailbox:office" in "".join(house.status().stands_still))
        house.pair.start("dovecot")
        house.pair.deliver(OFFICE, question(1), sender=ANNA)
        wait_until(lambda: house.happened("reply.held"))
        wait_until(lambda: not house.status().stands_still)
    assert len(house.received(ANNA)) == 1


@pytest.fixture
def roads(mail_pair: MailPair) -> dict[str, FaultProxy]:
    """Both servers behind networks with faults."""
    ports = mail_pair.place.ports
    return {
        "mailbox.office": mail_pair.proxy(ports.imaps),
        "smtp": mail_pair.proxy(ports.smtps),
    }


@pytest.fixture
def far_house(open_house: OpenHouse, roads: dict[str, FaultProxy]) -> House:
    """A firm whose servers are far away."""
    return open_house({name: {"port": road.port} for name, road in roads.items()})


def test_connections_cut_again_and_again_double_and_lose_nothing(
    far_house: House, roads: dict[str, FaultProxy]
) -> None:
    numbers = range(1, 13)
    far_house.is_owed(
        *(
            Owed(f"{no}/2025", LATE, f"Alfa {no} Srl", f"ok-{no}@fault.test")
            for no in numbers
        )
    )
    roads["smtp"].latency_seconds = 0.02
    with Running(far_house):
        for arrived in (2, 5, 8):
            far_house.pair.mx.wait_for(f"ok-{arrived}@fault.test")
            roads["smtp"].cut()
            roads["mailbox.office"].cut()
    with Running(far_house, MONDAY + timedelta(minutes=20)):
        wait_until(lambda: len(far_house.pair.mx.accepted) >= 12)
        wait_until(lambda: len(far_house.ids_in("Sent")) >= 12)
    accepted = [mail.recipients for mail in far_house.pair.mx.accepted]
    assert len(accepted) == len(set(accepted)) == 12


def test_a_network_that_swallows_everything_is_noticed_and_told(
    far_house: House, roads: dict[str, FaultProxy], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "ImapLogin", partial(ImapLogin, timeout_seconds=3))
    far_house.is_owed_by(ANNA)
    with Running(far_house):
        wait_until(lambda: state(far_house) in ("sent", "delivered"))
        roads["mailbox.office"].mode = Mode.BLACKHOLE
        far_house.pair.deliver(OFFICE, question(1), sender=ANNA)
        wait_until(
            lambda: "does not answer" in "".join(far_house.status().stands_still)
        )
        roads["mailbox.office"].mode = Mode.PASS
        wait_until(lambda: far_house.happened("reply.held"))
        wait_until(lambda: not far_house.status().stands_still)


def test_no_letter_leaves_while_its_answer_may_lie_unread(
    far_house: House, roads: dict[str, FaultProxy]
) -> None:
    roads["mailbox.office"].mode = Mode.REFUSE
    far_house.is_owed_by(ANNA)
    with Running(far_house):
        wait_until(lambda: state(far_house) == "approved")
        wait_until(lambda: far_house.status().stands_still)
        assert len(far_house.pair.messages(ANNA)) == 0
        roads["mailbox.office"].mode = Mode.PASS
        wait_until(lambda: state(far_house) in ("sent", "delivered"))


def test_a_file_dropped_while_it_runs_is_taken_in(house: House) -> None:
    house.is_owed(
        Owed("7/2025", MONDAY.date() + timedelta(days=20), "Alfa 7 Srl", ANNA)
    )
    paid = Credit("saldo fattura 7/2025", "Alfa 7 Srl")
    house.drop("estratto.xml", statement(MONDAY.date(), [paid]))
    with Running(house):
        wait_until(lambda: house.status().owed == ())
    assert (house.folder / "drop/done/estratto.xml").is_file()


def test_the_summary_comes_once_however_often_it_starts(house: House) -> None:
    eight = MONDAY.replace(hour=8, minute=0)
    tomorrow = eight + timedelta(days=1)
    with Running(house, eight - timedelta(hours=1)):
        wait_until(lambda: house.next_summary() == eight)
    with Running(house, eight - timedelta(seconds=2)):
        wait_until(lambda: house.received(BOSS))
    with Running(house, eight + timedelta(seconds=1)):
        wait_until(lambda: house.next_summary() == tomorrow)
    with Running(house, eight + timedelta(hours=3)):
        wait_until(lambda: house.last_written() > eight + timedelta(hours=3))
    assert len(house.received(BOSS)) == 1
