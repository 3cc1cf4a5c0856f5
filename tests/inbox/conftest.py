"""Mailboxes to read from the real servers."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.inbox.imap import ImapSource
from agent.inbox.imap_link import ImapLogin
from tests.inbox.imap_stage import ImapStage
from tests.servers.loop_thread import LoopThread
from tests.servers.mail_pair import MailPair
from tests.servers.tls import make_certificates

US = "incassi@firm.test"

OpenSource = Callable[..., ImapSource]


@pytest.fixture
def source_of() -> Iterator[OpenSource]:
    """Make sources of a pair's mailbox that are closed after the test."""
    made: list[ImapSource] = []

    def make(pair: MailPair, port: int = 0, **changes: Any) -> ImapSource:
        settings: dict[str, Any] = {
            "host": "localhost",
            "port": port or pair.place.ports.imaps,
            "user": US,
            "password": lambda: pair.password,
            "ca_file": str(pair.ca_file),
            "timeout_seconds": 30,
        }
        made.append(ImapSource(ImapLogin(**(settings | changes)), "main"))
        return made[-1]

    yield make
    for source in made:
        source.close()


@pytest.fixture
def open_source(source_of: OpenSource) -> OpenSource:
    """Make sources that are connected and look into the inbox."""

    def open_one(pair: MailPair, port: int = 0, **changes: Any) -> ImapSource:
        source = source_of(pair, port, **changes)
        source.open()
        source.select("INBOX")
        return source

    return open_one


@pytest.fixture(scope="session")
def imap_loop() -> Iterator[LoopThread]:
    loop = LoopThread("imap-stage")
    yield loop
    loop.close()


@pytest.fixture
def imap_stage(imap_loop: LoopThread) -> Iterator[ImapStage]:
    made = ImapStage(imap_loop)
    yield made
    made.close()


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imap-stage") / "tls"
    make_certificates(folder)
    return folder


@pytest.fixture
def tls_stage(imap_loop: LoopThread, certificates: Path) -> Iterator[ImapStage]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificates / "server.pem", certificates / "server.key")
    made = ImapStage(imap_loop, tls)
    yield made
    made.close()
