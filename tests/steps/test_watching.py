"""Watchers keep what comes and say what stands still, once."""

from __future__ import annotations

import random
import threading
from dataclasses import replace
from datetime import date

from agent.errors import TryLater
from agent.ledger import messages, tables
from agent.steps import rounds, watching
from agent.steps.desk import Desk
from agent.steps.each import picture
from tests.desks import open_desk, open_ledger
from tests.fakes import FakeMailbox
from tests.steps import given


class Signalling(FakeMailbox):
    """A mailbox that says when it was read to the end."""

    def idle(self, seconds: float, stop: threading.Event) -> bool:
        idled.set()
        return super().idle(seconds, stop)


idled = threading.Event()


def start(
    desk: Desk, stop: threading.Event, wake: threading.Event
) -> watching.Watching:
    beats: list[str] = []
    return watching.start(
        lambda: desk,
        stop,
        wake,
        lambda name, _deadline: beats.append(name),
        random.Random(1),  # noqa: S311 - repeats
    )


def test_what_arrives_is_kept_and_wakes_the_reader(tmp_path: object) -> None:
    desk = given.live(open_desk(open_ledger(f"sqlite:///{tmp_path}/ledger.db")))
    desk = replace(desk, sources=(Signalling(desk.clock),))
    given.invoice(desk, "1/2026", date(2026, 9, 1))
    given.mailbox(desk).deliver(given.mail("anna@client.test", "1/2026", "Pagata."))
    stop, wake = threading.Event(), threading.Event()
    idled.clear()
    running = start(desk, stop, wake)
    assert wake.wait(20)
    assert idled.wait(20)
    stop.set()
    running.join(20)
    watching.note_states(desk, running)
    assert given.still(desk) == {}
    with picture(desk) as tx:
        assert messages.count(tx) == {"new": 1}


def test_a_mailbox_that_stands_still_is_written_down_once(tmp_path: object) -> None:
    desk = given.live(open_desk(open_ledger(f"sqlite:///{tmp_path}/ledger.db")))
    stop = threading.Event()
    away = TryLater("imap.firm.test is away")
    given.mailbox(desk).broken = away
    running = start(desk, stop, threading.Event())
    watcher = running.watchers["office"]
    waited = threading.Event()
    for _look in range(200):
        waited.wait(0.02 if watcher.state.stands_still_since is None else 0)
    stop.set()
    running.join(20)
    watching.note_states(desk, running)
    assert given.still(desk) == {"mailbox:office": "imap.firm.test is away"}
    given.pass_time(desk, hours=1)
    before = rows(desk)
    watching.note_states(desk, running)
    assert rows(desk) == before


def rows(desk: Desk) -> list[object]:
    import sqlalchemy as sa

    with picture(desk) as tx:
        return [tuple(row.values()) for row in tx.rows(sa.select(tables.standing))]


def test_there_is_one_sender(tmp_path: object) -> None:
    desk = open_desk(open_ledger(f"sqlite:///{tmp_path}/ledger.db"))
    with watching.sender_lock(desk):
        assert desk.worker == "test"


class Counting(FakeMailbox):
    """A mailbox that says when it was connected to for the second time."""

    def open(self) -> None:
        (again if opened.is_set() else opened).set()


opened, again = threading.Event(), threading.Event()


def test_after_a_sleep_every_mailbox_is_connected_to_anew(tmp_path: object) -> None:
    desk = given.live(open_desk(open_ledger(f"sqlite:///{tmp_path}/ledger.db")))
    desk = replace(desk, sources=(Counting(desk.clock),))
    stop = threading.Event()
    running = start(desk, stop, threading.Event())
    assert opened.wait(20)
    assert not again.is_set()
    running.reconnect()
    assert again.wait(20)
    stop.set()
    running.join(20)


def test_a_mailbox_that_lets_nobody_in_does_not_stop_the_start(
    tmp_path: object,
) -> None:
    desk = given.live(open_desk(open_ledger(f"sqlite:///{tmp_path}/ledger.db")))
    box = FakeMailbox(desk.clock, broken=TryLater("imap.firm.test is away"))
    desk = replace(desk, sources=(box,))
    stop, wake = threading.Event(), threading.Event()
    running = start(desk, stop, wake)
    watching.wait_for_logins(running, 10, stop)
    told = watching.in_words(running)
    stop.set()
    running.join(20)
    assert told == "mailbox office stands still: imap.firm.test is away"


def test_a_mailbox_no_longer_configured_stands_still_no_longer(desk: Desk) -> None:
    rounds.mailbox_stands_still(desk, "old", "it is away")
    rounds.mailbox_stands_still(desk, "office", "it is away")
    rounds.forget_what_is_gone(desk)
    assert list(given.still(desk)) == ["mailbox:office"]
