"""Print data to stdout: text without what steers a terminal, and JSON."""

from __future__ import annotations

import base64
import json
import re
import sys
from dataclasses import fields, is_dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from agent.cli.shell import as_typed
from agent.model.money import Money

# C0 (but tab and line end), DEL, C1, marks that turn the direction of writing.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def show(text: str = "") -> None:
    """Print text; what could steer a terminal is taken out."""
    sys.stdout.write(f"{harmless(text)}\n")


def show_json(value: object) -> None:
    """Print a value as JSON: our own nouns, lists, dictionaries, days and paths."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=2)
    sys.stdout.write(_STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")


def counted(number: int, one: str, many: str = "") -> str:
    """Say a number of things: "1 letter", "2 letters"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def plain(value: object) -> Any:
    """Turn a value into what JSON knows; money becomes amount and currency."""
    match value:
        case Money():
            return {"amount": str(value.decimal), "currency": value.currency}
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
        case set() | frozenset():
            return sorted(plain(item) for item in value)
        case date() | time():  # a datetime too
            return value.isoformat()
        case Path():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            return _of_fields(value)


def _of_fields(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in fields(value)
        }
    return value


def harmless(text: str) -> str:
    """Take out what steers a terminal or hides text: a mail may hold any of it.

    Hints then name the program as this person has to type it.
    """
    said = as_typed(text)
    return said if said.isprintable() else _STEERING.sub("\ufffd", said)
