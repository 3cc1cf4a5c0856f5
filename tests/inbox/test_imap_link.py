"""Getting into a mailbox: never in clear, and every refusal told apart."""

from __future__ import annotations

import imaplib
from pathlib import Path
from typing import Any

import pytest

from agent.errors import ConfigError, Refused, TryLater
from agent.inbox.imap_link import ImapLogin, connect, talking
from tests.inbox.imap_stage import HANG_UP, SILENCE, ImapStage


def connect_to(stage: ImapStage, **changes: Any) -> None:
    settings: dict[str, Any] = {
        "host": "localhost",
        "port": stage.port,
        "user": "incassi@firm.test",
        "password": lambda: "stage-secret",
        "timeout_seconds": 0.5,
    }
    connect(ImapLogin(**(settings | changes)))


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ({}, "offers no encryption; no password was sent"),
        ({"": "* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] you are in"}, "offers no enc"),
        ({"CAPABILITY": "* CAPABILITY IMAP4rev1 STARTTLS|{tag} OK done", "STARTTLS": "{tag} NO not now", "": "* OK ready"}, "offers no encryption"),
    ],
)  # fmt: skip
def test_no_password_is_said_where_nothing_is_encrypted(
    imap_stage: ImapStage, says: dict[str, str], words: str
) -> None:
    imap_stage.answers |= says
    with pytest.raises(Refused, match=words):
        connect_to(imap_stage, tls="starttls")
    assert not any("LOGIN" in line for line in imap_stage.heard)


def test_a_port_that_speaks_no_tls_is_named(imap_stage: ImapStage) -> None:
    with pytest.raises(TryLater, match="does not speak TLS as expected"):
        connect_to(imap_stage)
    assert not any("LOGIN" in line for line in imap_stage.heard)


@pytest.mark.parametrize("greeting", [HANG_UP, "* BYE too busy", "garbage"])
def test_a_server_that_does_not_greet_is_asked_later(
    imap_stage: ImapStage, greeting: str
) -> None:
    imap_stage.answers[""] = greeting
    with pytest.raises(TryLater, match="localhost"):
        connect_to(imap_stage, tls="starttls")


def test_a_server_that_is_silent_is_asked_later(imap_stage: ImapStage) -> None:
    imap_stage.answers[""] = SILENCE
    with pytest.raises(TryLater, match="time-out"):
        connect_to(imap_stage, tls="starttls")


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        ("{tag} NO [AUTHENTICATIONFAILED] no", Refused, r"password: \[AUTHENT"),
        ("{tag} NO wrong", Refused, "refuses user or password"),
        ("{tag} NO [UNAVAILABLE] later", TryLater, "says: .*later"),
        ("{tag} NO [ALERT] Too many simultaneous connections", TryLater, "Too many"),
        (HANG_UP, TryLater, "cut the connection"),
        (SILENCE, TryLater, "time-out"),
    ],
)
def test_only_a_wrong_password_is_one(
    tls_stage: ImapStage,
    certificates: Path,
    answer: str,
    error: type[Exception],
    words: str,
) -> None:
    tls_stage.answers["LOGIN"] = answer
    with pytest.raises(error, match=words) as caught:
        connect_to(tls_stage, ca_file=str(certificates / "ca.pem"))
    assert "stage-secret" not in str(caught.value)


def test_an_authority_that_cannot_be_read_is_a_fault_of_the_configuration(
    imap_stage: ImapStage, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError, match="ca_file"):
        connect_to(imap_stage, ca_file=str(tmp_path / "none.pem"))


def test_the_password_is_in_no_representation() -> None:
    login = ImapLogin("h", "u", lambda: "stage-secret")
    assert "password" not in repr(login)


def test_a_line_the_library_cannot_read_is_a_lost_connection() -> None:
    with pytest.raises(TryLater, match="mail says: what"), talking("mail"):
        raise imaplib.IMAP4.error("what\r\n")
