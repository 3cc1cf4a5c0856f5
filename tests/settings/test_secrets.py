"""Secrets: fetched from where they are said to be, and never shown."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agent.errors import ConfigError
from agent.settings import Settings, loads, secrets

BOX = '[firm]\nname = "x"\n[mailbox.office]\nhost = "h"\nuser = "u"\n'


def settings_with(source: str, folder: Path = Path("/nowhere")) -> Settings:
    return loads(BOX + source, folder / "config.toml")


def password_by(source: str, folder: Path = Path("/nowhere")) -> str:
    return settings_with(source, folder).mailbox_password("office").get_secret_value()


def test_a_password_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "p").write_text(" pass word \nsecond line\n")
    assert password_by('password_file = "p"', tmp_path) == " pass word "


def test_a_line_end_of_another_system_is_no_part_of_a_password(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes("pàss\r\n".encode())
    assert password_by('password_file = "p"', tmp_path) == "pàss"


def test_a_password_may_stand_in_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MAIL_PASSWORD", "hunter2")
    assert password_by('password_env = "MAIL_PASSWORD"') == "hunter2"


def test_a_password_may_be_printed_by_a_command() -> None:
    command = f"{sys.executable} -c 'print(\\\"hunter2\\\")'"
    assert password_by(f'password_command = "{command}"') == "hunter2"


def test_a_credential_lies_where_systemd_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mail").write_text("hunter2")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    assert password_by('credential = "mail"') == "hunter2"


def test_without_systemd_a_credential_lies_beside_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    (tmp_path / "credentials").mkdir()
    (tmp_path / "credentials" / "mail").write_text("hunter2\n")
    assert password_by('credential = "mail"', tmp_path) == "hunter2"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('password_file = "p"', "password_file: /nowhere/p cannot be read: No such"),
        ('password_env = "NO_SUCH"', "password_env: the variable NO_SUCH is empty"),
        ('password_command = "/nowhere/x"', "it cannot be started: No such file"),
        ('password_command = "false"', "it ended with status 1"),
        ('password_command = "true"', "password_command: the command is empty"),
        ('password_command = "echo \'x"', "its quotes do not pair"),
    ],
)
def test_a_source_that_gives_nothing_is_told_by_its_key(source: str, said: str) -> None:
    with pytest.raises(ConfigError, match=r"^mailbox\.office\.") as caught:
        password_by(source)
    assert said in str(caught.value)


def test_a_failing_commands_words_are_not_repeated() -> None:
    source = "password_command = \"sh -c 'echo hunter2 >&2; exit 3' hunter2\""
    with pytest.raises(ConfigError) as caught:
        password_by(source)
    assert "hunter2" not in str(caught.value)


def test_a_command_that_does_not_end_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(secrets, "_COMMAND_SECONDS", 0.1)
    with pytest.raises(ConfigError, match="it did not end within"):
        password_by('password_command = "sleep 60"')


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "p").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="it is not UTF-8 text"):
        password_by('password_file = "p"', tmp_path)


def test_a_secret_shows_in_no_form(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("hunter2")
    secret = settings_with('password_file = "p"', tmp_path).mailbox_password("office")
    assert "hunter2" not in f"{secret} {secret!r}"


def test_the_way_out_may_need_no_password() -> None:
    settings = settings_with(
        'password_env = "P"\n[smtp]\nhost = "h"\nfrom = "a@example.com"'
    )
    assert settings.smtp_password().get_secret_value() == ""
    without = settings_with('password_env = "P"')
    assert without.smtp_password().get_secret_value() == ""
