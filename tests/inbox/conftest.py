"""Mailboxes to read from the real servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from agent.inbox.imap import ImapSource
from agent.inbox.imap_link import ImapLogin
from tests.servers.mail_pair import MailPair

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
            "timeout_seconds": 5,
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
