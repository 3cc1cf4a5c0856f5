"""The way to the second reader: one question, bounded in seconds and bytes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.channels.endpoint import HttpEndpoint
from agent.errors import ConfigError, Refused, TryLater
from tests.channels.chat_stage import ChatStage, Reply, chat_stage

LONG = 300_000


@pytest.fixture
def stage() -> Iterator[ChatStage]:
    with chat_stage() as stage:
        yield stage


def to(stage: ChatStage, key: str = "", seconds: float = 5) -> HttpEndpoint:
    url = f"http://127.0.0.1:{stage.port}/v1"
    return HttpEndpoint(url, "small", lambda: key, seconds=seconds)


def over_tls(port: int, ca_file: str = "", host: str = "localhost") -> HttpEndpoint:
    return HttpEndpoint(f"https://{host}:{port}/v1", "small", str, ca_file)


def test_a_question_goes_to_the_completions_with_the_key(stage: ChatStage) -> None:
    stage.says(b"yes")
    assert to(stage, "secret").ask(b"{}") == b"yes"
    ((path, head, body),) = stage.asked
    assert (path, body) == ("/v1/chat/completions", b"{}")
    assert head["Authorization"] == "Bearer secret"
    assert head["Content-Type"] == "application/json"


def test_without_a_key_none_is_sent(stage: ChatStage) -> None:
    stage.says(b"yes")
    to(stage).ask(b"{}")
    assert "Authorization" not in stage.asked[0][1]


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(HttpEndpoint("https://x/v1", "small", lambda: "secret"))


@pytest.mark.parametrize("key", ["a\nHost: evil.test", "clé", "a\x00b"])
def test_a_key_that_is_none_is_refused_without_showing_it(
    stage: ChatStage, key: str
) -> None:
    with pytest.raises(Refused) as refused:
        to(stage, key).ask(b"{}")
    assert key not in str(refused.value)
    assert stage.asked == []


def test_over_tls_the_authority_given_is_trusted(certificates: Path) -> None:
    with chat_stage(certificates) as stage:
        stage.says(b"yes")
        assert over_tls(stage.port, str(certificates / "ca.pem")).ask(b"{}") == b"yes"


def test_a_certificate_of_an_unknown_authority_gets_no_question(
    certificates: Path,
) -> None:
    with chat_stage(certificates) as stage:
        with pytest.raises(Refused, match="certificate is not trusted"):
            over_tls(stage.port).ask(b"{}")
        assert stage.asked == []


def test_a_certificate_of_another_name_gets_no_question(certificates: Path) -> None:
    ca_file = str(certificates / "ca.pem")
    with chat_stage(certificates, "127.0.0.2") as stage:
        with pytest.raises(Refused, match="certificate is not trusted"):
            over_tls(stage.port, ca_file, "127.0.0.2").ask(b"{}")
        assert stage.asked == []


def test_a_server_without_tls_gets_no_question_over_https(stage: ChatStage) -> None:
    with pytest.raises(TryLater, match="cannot be reached"):
        over_tls(stage.port).ask(b"{}")
    assert stage.asked == []


def test_an_authority_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ConfigError, match="ca_file /nowhere/ca"):
        over_tls(1, "/nowhere/ca.pem").ask(b"{}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_is_not_followed(stage: ChatStage, status: int) -> None:
    with chat_stage() as elsewhere:
        place = f"http://127.0.0.1:{elsewhere.port}/v1/chat/completions"
        stage.replies.append(Reply(status=status, location=place))
        with pytest.raises(Refused, match="not followed"):
            to(stage, "secret").ask(b"{}")
        assert elsewhere.asked == []


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refusal_is_ours_to_mend(stage: ChatStage, status: int) -> None:
    stage.replies.append(Reply(b"your key is secret", status))
    with pytest.raises(Refused, match=f"^it refuses us with HTTP {status}$"):
        to(stage, "secret").ask(b"{}")


@pytest.mark.parametrize("status", [204, 408, 429, 500, 503])
def test_trouble_of_the_server_passes(stage: ChatStage, status: int) -> None:
    stage.replies.append(Reply(status=status))
    with pytest.raises(TryLater, match=f"HTTP {status}"):
        to(stage).ask(b"{}")


@pytest.mark.parametrize("length", [None, -1])
def test_a_huge_answer_is_not_read_to_its_end(
    stage: ChatStage, length: int | None
) -> None:
    stage.replies.append(Reply(b"x" * LONG, length=length))
    with pytest.raises(Refused, match="too large"):
        to(stage).ask(b"{}")


@pytest.mark.parametrize(
    "reply",
    [
        Reply(is_silent=True),
        Reply(drips=True, length=LONG),
        Reply(b"[", drips=True, length=100),
    ],
    ids=["silent", "dripping", "unfinished"],
)
def test_who_is_slow_is_cut_off(stage: ChatStage, reply: Reply) -> None:
    stage.replies.append(reply)
    with pytest.raises(TryLater, match="took too long"):
        to(stage, seconds=0.3).ask(b"{}")


def test_who_hangs_up_is_told_from_who_answers(stage: ChatStage) -> None:
    stage.replies.append(Reply(b"half", length=8))
    with pytest.raises(TryLater, match="broke off"):
        to(stage).ask(b"{}")


def test_nobody_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(TryLater, match="cannot be reached"):
        HttpEndpoint(f"http://127.0.0.1:{port}", "small", str).ask(b"{}")
