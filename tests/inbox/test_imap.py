"""What a mailbox does when its server says odd things."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.errors import Refused, TryLater
from agent.inbox.imap import ImapSource
from agent.inbox.imap_link import ImapLogin
from tests.inbox.imap_stage import ImapStage

OK = "{tag} OK done"
NEVER = threading.Event()

Says = Callable[..., ImapSource]


@pytest.fixture
def says(tls_stage: ImapStage, certificates: Path) -> Iterator[Says]:
    """Open the inbox of a server that answers some commands as a test wants."""
    opened: list[ImapSource] = []

    def open_one(**answers: str) -> ImapSource:
        tls_stage.answers |= {
            "EXAMINE": f"* 3 EXISTS|* OK [UIDVALIDITY 7] v|* OK [UIDNEXT 9] n|{OK}",
            "NOOP": OK,
            **answers,
        }
        login = ImapLogin(
            "localhost",
            "u",
            lambda: "secret",
            port=tls_stage.port,
            ca_file=str(certificates / "ca.pem"),
            timeout_seconds=2,
        )
        opened.append(ImapSource(login, "main"))
        opened[-1].open()
        assert opened[-1].select("INBOX").uidvalidity == 7
        return opened[-1]

    yield open_one
    for source in opened:
        source.close()


def test_a_mailbox_without_a_sent_folder_says_so(says: Says) -> None:
    source = says(LIST=rf'* LIST (\HasNoChildren) "/" INBOX|{OK}')
    with pytest.raises(Refused, match="main has no folder for sent mail"):
        source.append_sent(
            b"Message-ID: <a@b>\r\n\r\n", datetime(2026, 3, 2, tzinfo=UTC)
        )


def test_a_mail_the_library_cannot_read_comes_without_bytes(says: Says) -> None:
    source = says(UID=f"* 1 FETCH (UID nonsense)|{OK}")
    first, second = source.headers([4, 5])
    assert (first.position.uid, first.raw, first.is_whole) == (4, b"", False)
    assert (second.position.uid, second.raw) == (5, b"")


def test_a_mail_removed_before_it_was_fetched_is_left_out(says: Says) -> None:
    source = says(UID=f"* 1 FETCH (UID 4 BODY[HEADER]<0> NIL)|{OK}")
    assert list(source.headers([4])) == []


def test_a_server_that_says_goodbye_in_the_waiting_is_gone(says: Says) -> None:
    source = says(IDLE="+ idling~* BYE restarting")
    with pytest.raises(TryLater, match="localhost"):
        source.idle(60, NEVER)


def test_a_server_that_refuses_to_wait_is_asked_later(says: Says) -> None:
    source = says(IDLE="{tag} NO not for you")
    with pytest.raises(TryLater):
        source.idle(60, NEVER)


def test_a_command_refused_is_told_with_the_servers_words(says: Says) -> None:
    source = says(UID="{tag} NO [SERVERBUG] internal error")
    with pytest.raises(TryLater, match="internal error"):
        source.new_uids(0)


def test_a_folder_renumbered_under_us_is_not_written_to(
    says: Says, tls_stage: ImapStage
) -> None:
    source = says(SELECT=f"* 3 EXISTS|* OK [UIDVALIDITY 8] v|{OK}")
    with pytest.raises(TryLater, match="INBOX of main was renumbered"):
        source.move([4], "Sent")
    assert not any("MOVE" in line or "COPY" in line for line in tls_stage.heard)
