"""The second reader's table: off by default, never in clear, its key elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.errors import ConfigError
from agent.settings import Settings, loads
from agent.settings.warnings import warnings
from agent.wiring import open_desk

BARE = '[firm]\nname = "x"\n'
TABLE = '[reader]\nurl = "https://ai.example/v1/"\nmodel = "small"\n'


def settings_with(text: str, folder: Path = Path("/nowhere")) -> Settings:
    return loads(BARE + text, folder / "config.toml")


def test_it_is_off_where_nobody_asks_for_it() -> None:
    passing = settings_with("").with_passing_ledger()
    assert open_desk(passing).second_reader is None
    assert settings_with("").reader_key().get_secret_value() == ""


def test_the_desk_gets_what_the_table_says(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("k3y\n")
    more = 'key_file = "key"\nseconds = 4\nca_file = "ca.pem"\n'
    settings = settings_with(TABLE + more, tmp_path)
    reader = open_desk(settings.with_passing_ledger()).second_reader
    assert reader is not None
    assert "url='https://ai.example/v1', model='small'" in repr(reader)
    assert f"ca_file='{tmp_path / 'ca.pem'}', seconds=4" in repr(reader)
    assert "k3y" not in repr(reader)
    assert settings.reader_key().get_secret_value() == "k3y"


@pytest.mark.parametrize(
    "url",
    [
        "https://ai.example",
        "https://ai.example:8443/openai/v1",
        "http://localhost:11434/v1",
        "http://127.0.0.1:8080",
        "http://[::1]:8080/v1",
    ],
)
def test_an_address_over_tls_or_on_this_machine_is_taken(url: str) -> None:
    reader = settings_with(TABLE.replace("https://ai.example/v1/", url)).reader
    assert reader is not None
    assert reader.url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://ai.example/v1",
        "http://192.168.1.5:8080/v1",
        "https://user:k3y@ai.example/v1",
        "https://ai.example/v1?key=k3y",
        "ftp://localhost/v1",
        "https://ai.example:99999/v1",
        "https:///v1",
        "ai.example/v1",
        "https://[ai/v1",
        "",
    ],
)
def test_any_other_address_is_a_fault_that_does_not_show_it(url: str) -> None:
    with pytest.raises(ConfigError, match=r"config\.toml:4: reader\.url: ") as fault:
        settings_with(TABLE.replace("https://ai.example/v1/", url))
    assert "k3y" not in str(fault.value)
    assert "https://ai.example.com/v1" in str(fault.value)


def test_the_key_comes_from_one_place_and_never_from_this_file() -> None:
    with pytest.raises(ConfigError, match=r"reader\.key_env: key_file is given too"):
        settings_with(TABLE + 'key_file = "key"\nkey_env = "KEY"\n')
    with pytest.raises(ConfigError, match=r"reader\.key: ") as fault:
        settings_with(TABLE + 'key = "k3y"\n')
    assert "k3y" not in str(fault.value)


@pytest.mark.parametrize(
    "source", ['key_env = "AI_KEY"', 'key_command = "echo k3y"', 'credential = "ai"']
)
def test_a_key_is_fetched_from_wherever_it_is_said_to_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, source: str
) -> None:
    monkeypatch.setenv("AI_KEY", "k3y")
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "ai").write_text("k3y")
    key = settings_with(TABLE + source, tmp_path).reader_key()
    assert key.get_secret_value() == "k3y"


@pytest.mark.parametrize("source", ["key_file", "credential"])
def test_a_key_that_others_may_read_is_warned_of(tmp_path: Path, source: str) -> None:
    (tmp_path / "credentials").mkdir()
    path = {"key_file": tmp_path / "ai", "credential": tmp_path / "credentials" / "ai"}
    path[source].write_text("k3y")
    path[source].chmod(0o644)
    settings = settings_with(f'{TABLE}{source} = "ai"\n', tmp_path)
    assert any(f"reader.{source}" in str(doubt) for doubt in warnings(settings))


@pytest.mark.parametrize("seconds", [0, 121])
def test_an_answer_may_take_two_minutes_at_most(seconds: int) -> None:
    with pytest.raises(ConfigError, match="from 1 to 120"):
        settings_with(f"{TABLE}seconds = {seconds}\n")
