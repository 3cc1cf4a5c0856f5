"""Read a configuration file: whole and right, or refused with every fault at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from agent.errors import ConfigError
from agent.settings.checks import between_keys
from agent.settings.faults import Fault, faults_of
from agent.settings.lines import line_of, lines_of
from agent.settings.model import Settings
from agent.settings.partial import Partial

_IN_PLAIN_WORDS = (  # what tomllib says, and what it means
    (
        re.compile(r"Cannot declare \('(.+?)',?\) twice"),
        r"the table [\1] is there already",
    ),
    (re.compile("Cannot overwrite a value"), "this key is there already"),
    (
        re.compile(r"Illegal character '\\n'|Unterminated string"),
        "a text has no closing quote",
    ),
    (
        re.compile("Invalid value"),
        "no value stands here; expected text in quotes, a number, true, false, [ ], { }",
    ),
)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def load(path: Path) -> Settings:
    """Read a configuration.

    Raises:
        ConfigError: It cannot be read, or has faults: a line for each.
    """
    return loads(read_text(path), path)


def loads(text: str, path: Path) -> Settings:
    """Read a configuration from its text.

    Args:
        path: The file it stands in or will stand in; relative paths in it start
            at that file's folder.

    Raises:
        ConfigError: It has faults: a line for each.
    """
    found = examine(text, path)
    if isinstance(found, Settings):
        return found
    raise _refusal(found, path)


def examine(text: str, path: Path) -> Settings | tuple[Fault, ...]:
    """Give the settings, or every fault in order of lines."""
    document = _document(text)
    if isinstance(document, Fault):
        return (document,)
    faults = list(between_keys(document))
    try:
        settings = Settings.model_validate(document, context={"folder": path.parent})
    except ValidationError as error:
        return _placed([*faults_of(error), *faults], text)
    if faults:
        return _placed(faults, text)
    settings._file = path.absolute()  # noqa: SLF001  pydantic's way for what is no key
    return settings


def load_partial(path: Path) -> Partial:
    """Read what a configuration says about reading; every key may be missing.

    Raises:
        ConfigError: It cannot be read, or a key that stands there is wrong.
    """
    text = read_text(path)
    document = _document(text)
    if isinstance(document, Fault):
        raise _refusal((document,), path)
    faults = list(_unknown_keys(document))
    try:
        partial = Partial.model_validate(document)
    except ValidationError as error:
        raise _refusal(_placed([*faults, *faults_of(error)], text), path) from None
    if faults:
        raise _refusal(_placed(faults, text), path)
    return partial


def read_text(path: Path) -> str:
    """Read a configuration's text.

    Raises:
        ConfigError: It is missing, not readable or not UTF-8.
    """
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise ConfigError(
            f"{path} does not exist; `sollecito init` writes a configuration"
        ) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"{path}:{line}: a letter here is not UTF-8; save the file as UTF-8"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}") from error


def _refusal(faults: Iterable[Fault], path: Path) -> ConfigError:
    return ConfigError("\n".join(fault.sentence(str(path)) for fault in faults))


def _unknown_keys(document: dict[str, Any]) -> Iterator[Fault]:
    """Give a fault for each key that no configuration may hold."""
    try:
        Settings.model_validate(document)
    except ValidationError as error:
        yield from faults_of(error, only="extra_forbidden")


def _document(text: str) -> dict[str, Any] | Fault:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said = str(error)
        place = _PLACE.search(said)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        return Fault((), f"not TOML: {_plain(_PLACE.sub('', said))}", line=line)


def _plain(said: str) -> str:
    for words, meaning in _IN_PLAIN_WORDS:
        if words.fullmatch(said):
            return words.sub(meaning, said).replace("', '", ".")
    return said


def _placed(faults: Iterable[Fault], text: str) -> tuple[Fault, ...]:
    lines = lines_of(text)
    found = [replace(fault, line=line_of(lines, fault.place)) for fault in faults]
    return tuple(
        sorted(dict.fromkeys(found), key=lambda fault: (fault.line, str(fault.place)))
    )
