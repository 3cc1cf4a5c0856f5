"""Print data to stdout: tables for people on a terminal, plain lines otherwise."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from agent.cli.shell import as_typed
from agent.model.money import Money

# C0 (but tab and line end), DEL, C1, marks that turn the direction of writing.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def show(text: str = "") -> None:
    """Print text; what could steer a terminal is taken out."""
    sys.stdout.write(f"{_harmless(as_typed(text))}\n")


def show_json(value: object) -> None:
    """Print a value as JSON: our own nouns, lists, dictionaries, days and paths."""
    text = json.dumps(plain(value), ensure_ascii=False, indent=2)
    sys.stdout.write(_STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")


def show_table(
    headings: Sequence[str],
    rows: Collection[Sequence[object]],
    right: Collection[int] = (),
) -> None:
    """Print a table; away from a terminal, its lines with tabs between the cells.

    Args:
        right: Numbers of the columns, from 0, whose cells stand to the right.
    """
    cells = [[_cell(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        for row in (list(headings), *cells):
            sys.stdout.write("\t".join(row) + "\n")
        return
    from rich import box, console, table, text

    drawn = table.Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for number, heading in enumerate(headings):
        drawn.add_column(heading, justify="right" if number in right else "left")
    for row in cells:
        drawn.add_row(*(text.Text(cell) for cell in row))
    console.Console(highlight=False).print(drawn)


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
        case date():  # a datetime too
            return value.isoformat()
        case Path():
            return str(value)
        case _:
            return _of_fields(value)


def _of_fields(value: object) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name)) for field in fields(value)
        }
    return value


def _cell(value: object) -> str:
    return " ".join(_harmless(as_typed(str(value))).split())


def _harmless(text: str) -> str:
    """Take out what steers a terminal or hides text: a mail may hold any of it."""
    return text if text.isprintable() else _STEERING.sub("\ufffd", text)
