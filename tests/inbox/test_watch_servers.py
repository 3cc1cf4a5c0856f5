"""The watcher on a real Dovecot, through everything a network does to it."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from agent.inbox.source import Source
from agent.inbox.watch import Pace, Watcher
from tests.inbox.conftest import US, OpenSource
from tests.servers.fault_proxy import FaultProxy, Mode
from tests.servers.letters import sample
from tests.servers.mail_pair import MailPair

# CPython leaves a socket that was reset before its TLS handshake to the collector.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)

Seen = Callable[[str], None]


@pytest.fixture
def proxy(mail_pair: MailPair) -> FaultProxy:
    return mail_pair.proxy(mail_pair.place.ports.imaps)


@pytest.fixture
def sees(
    mail_pair: MailPair, proxy: FaultProxy, source_of: OpenSource
) -> Iterator[Seen]:
    """Watch the inbox; wait until a mail with that subject was seen once."""
    subjects: queue.Queue[str] = queue.Queue()
    stop, last = threading.Event(), [0]

    def look(source: Source) -> None:
        source.select("INBOX")
        for mail in source.headers(source.new_uids(last[0])):
            last[0] = mail.position.uid
            subjects.put(mail.raw.partition(b"Subject: ")[2].split(b"\r\n")[0].decode())

    watcher = Watcher(
        source_of(mail_pair, proxy.port),
        look,
        stop,
        beat=lambda: None,
        clock=lambda: datetime.now(UTC),  # noqa: TID251
        random=random.Random(7),  # noqa: S311
        pace=Pace(idle=1, first=0.05, most=0.2),
    )
    thread = threading.Thread(target=watcher.run)
    thread.start()
    yield lambda subject: _assert_next(subjects, subject)
    stop.set()
    thread.join(60)
    assert subjects.empty()


def _assert_next(subjects: queue.Queue[str], subject: str) -> None:
    assert subjects.get(timeout=60) == subject


def deliver(pair: MailPair, subject: str) -> None:
    pair.deliver_bulk(US, [sample(subject=subject)])


def test_mails_are_seen_once_each_as_they_come(mail_pair: MailPair, sees: Seen) -> None:
    deliver(mail_pair, "first")
    sees("first")
    deliver(mail_pair, "second")
    sees("second")


def cut(_pair: MailPair, proxy: FaultProxy) -> None:
    proxy.cut()


def swallow(pair: MailPair, proxy: FaultProxy) -> None:
    proxy.mode = Mode.BLACKHOLE
    deliver(pair, "swallowed")
    proxy.cut()
    proxy.mode = Mode.PASS


def refuse(_pair: MailPair, proxy: FaultProxy) -> None:
    proxy.mode = Mode.REFUSE
    proxy.cut()
    proxy.mode = Mode.PASS


def restart(pair: MailPair, _proxy: FaultProxy) -> None:
    pair.restart("dovecot")


def kill(pair: MailPair, _proxy: FaultProxy) -> None:
    pair.restart("dovecot", kill=True)


@pytest.mark.parametrize("fault", [cut, refuse, restart, kill])
def test_no_fault_loses_or_doubles_a_mail(
    mail_pair: MailPair,
    proxy: FaultProxy,
    sees: Seen,
    fault: Callable[[MailPair, FaultProxy], None],
) -> None:
    deliver(mail_pair, "before")
    sees("before")
    fault(mail_pair, proxy)
    deliver(mail_pair, "after")
    sees("after")


def test_a_mail_that_came_while_the_network_swallowed_all_is_seen(
    mail_pair: MailPair, proxy: FaultProxy, sees: Seen
) -> None:
    deliver(mail_pair, "before")
    sees("before")
    swallow(mail_pair, proxy)
    sees("swallowed")
