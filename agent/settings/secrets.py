"""Fetch passwords from where the configuration says they are."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from pydantic import SecretStr

from agent.errors import ConfigError
from agent.settings.mail import Login
from agent.settings.reader import Reader

_COMMAND_SECONDS = 30
SOURCES = ("password_file", "password_env", "password_command", "credential")
KEY_SOURCES = ("key_file", "key_env", "key_command", "credential")


def password(login: Login, table: str, folder: Path) -> SecretStr:
    """Give the password of a login; empty where no source is named.

    Args:
        table: Its table, to name it in errors: "smtp", "mailbox.office".
        folder: The configuration's folder, for credentials without systemd.

    Raises:
        ConfigError: The source cannot be read, or gives nothing.
    """
    named = (login.password_file, login.password_env, login.password_command)
    return _fetch(*named, login.credential, table, "password", folder)


def key(reader: Reader, folder: Path) -> SecretStr:
    """Give the key of the second reader; empty where no source is named.

    Raises:
        ConfigError: The source cannot be read, or gives nothing.
    """
    named = (reader.key_file, reader.key_env, reader.key_command)
    return _fetch(*named, reader.credential, "reader", "key", folder)


def _fetch(
    file: Path | None,
    variable: str,
    command: str,
    credential: str,
    table: str,
    word: str,
    folder: Path,
) -> SecretStr:
    if file:
        return from_file(file, f"{table}.{word}_file")
    if variable:
        return _from_environment(variable, f"{table}.{word}_env")
    if command:
        return _from_command(command, f"{table}.{word}_command")
    if credential:
        path = credential_file(credential, folder)
        return from_file(path, f"{table}.credential")
    return SecretStr("")


def credential_file(name: str, folder: Path) -> Path:
    """Tell where a credential lies: where systemd says, else beside the configuration.

    Source: systemd.exec(5), LoadCredential=, $CREDENTIALS_DIRECTORY.
    """
    given = os.environ.get("CREDENTIALS_DIRECTORY", "")
    return Path(given, name) if given else folder / "credentials" / name


def from_file(path: Path, key: str) -> SecretStr:
    """Give the first line of a file.

    Raises:
        ConfigError: It cannot be read, or its first line is empty.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ConfigError(f"{key}: {path} cannot be read: {why}") from error
    return _first_line(text, f"{key}: {path}")


def _from_environment(name: str, key: str) -> SecretStr:
    return _first_line(os.environ.get(name, ""), f"{key}: the variable {name}")


def _from_command(command: str, key: str) -> SecretStr:
    try:
        done = subprocess.run(  # noqa: S603  the owner's own command, without a shell
            shlex.split(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            timeout=_COMMAND_SECONDS,
            check=True,
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        why = _why(error)
        raise ConfigError(f"{key}: the command gave no password: {why}") from None
    return _first_line(done.stdout.decode("utf-8", "replace"), f"{key}: the command")


def _why(error: Exception) -> str:
    """Say why a command failed, without its words: a secret may be among them."""
    match error:
        case subprocess.CalledProcessError():
            return f"it ended with status {error.returncode}"
        case subprocess.TimeoutExpired():
            return f"it did not end within {_COMMAND_SECONDS} seconds"
        case OSError():
            return f"it cannot be started: {error.strerror}"
        case _:
            return "its quotes do not pair"


def _first_line(text: str, what: str) -> SecretStr:
    line = text.partition("\n")[0].removesuffix("\r")
    if not line:
        raise ConfigError(f"{what} is empty; expected the password in its first line")
    return SecretStr(line)
