"""Turn what the model refuses into sentences a person can act on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from difflib import get_close_matches
from zoneinfo import available_timezones

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from agent.settings.keys import Key, all_keys, dotted, key_at, names_in
from agent.settings.kinds import A_NAME, AN_AMOUNT, is_amount
from agent.settings.lines import Place
from agent.settings.toml import to_toml

_SECRET = ("pass", "secret", "token", "url", "credential", "pwd")
_NO_PASSWORD = (
    "no password ever stands in this file",
    "password_file, password_env, password_command or credential",
)
WHOLE_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})")
_TOO_SMALL = ("greater_than_equal", "greater_than")
_TOO_LARGE = ("less_than_equal", "less_than")
_SHOWN = 60  # characters of a value that a sentence can bear
_LONGEST = 200  # of a sentence about one value
_EMPTY = ("string_too_short", "too_short")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a configuration; never holds a secret.

    Args:
        place: The key's path in the document; empty = the file itself.
        problem: What is wrong.
        expected: What should stand there; empty if `problem` says it.
        meant: What the writer may have had in mind; empty if nobody can tell.
        line: Where, from 1; 0 if it has no line.
    """

    place: Place
    problem: str
    expected: str = ""
    meant: str = ""
    line: int = 0

    def sentence(self, file: str) -> str:
        """Say it as `file:line: key: problem; expected ...; did you mean ...?`."""
        where = f"{file}:{self.line}: " if self.line else f"{file}: "
        key = f"{dotted(self.place)}: " if self.place else ""
        expected = f"; expected {self.expected}" if self.expected else ""
        meant = f"; did you mean {self.meant}?" if self.meant else ""
        return f"{where}{key}{self.problem}{expected}{meant}"

    def as_row(self) -> dict[str, str | int]:
        """Give it as plain data, for programs."""
        return {
            "line": self.line,
            "key": dotted(self.place),
            "problem": self.problem,
            "expected": self.expected,
            "did_you_mean": self.meant,
        }


def faults_of(error: ValidationError, only: str = "") -> Iterator[Fault]:
    """Give one fault for each thing pydantic refused, or for those of one type."""
    found = error.errors(include_url=False)
    places = {details["loc"][:-1] for details in found}
    for details in found:
        kind, place = details["type"], details["loc"]
        follows = kind == "default_factory_not_called" or (
            kind in _EMPTY and place in places  # empty but for entries told already
        )
        if (only and kind != only) or follows:
            continue
        if kind == "extra_forbidden":
            yield _unknown(place)
        elif place[-1] == "[key]":
            yield Fault(place[:-1], _problem(place, details), A_NAME.text)
        else:
            yield _wrong(place, details)


def close_to(word: object, known: list[str]) -> str:
    """Give the known word most like this one, in quotes; empty if none is."""
    close = get_close_matches(str(word).lower(), known, n=1, cutoff=0.7)
    return to_toml(close[0]) if close else ""


def _unknown(place: Place) -> Fault:
    name, table = str(place[-1]), place[:-1]
    if name.lower() in ("password", "passwd", "pass", "pwd", "secret"):
        return Fault(place, *_NO_PASSWORD)
    known = names_in(table)
    close = get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    if close:
        return Fault(place, "unknown key", meant=dotted((*table, close[0])))
    near = [dotted((*table, one)) for one in _with_word_of(name, known)]
    elsewhere = [key.path for key in all_keys().values() if key.place[-1] == name]
    if near or elsewhere:
        meant = " or ".join((*near, *elsewhere[:1]))
        return Fault(place, "unknown key here", meant=meant)
    return Fault(place, "unknown key", expected=f"one of {', '.join(known)}")


def _with_word_of(name: str, known: list[str]) -> list[str]:
    """Give the known key most like one that it shares a word with: after_days, days."""
    words = set(name.lower().split("_"))
    alike = [each for each in known if words & set(each.split("_"))]
    return get_close_matches(name.lower(), alike, n=1, cutoff=0.5)


def _wrong(place: Place, details: ErrorDetails) -> Fault:
    key = key_at(place)
    if details["type"] == "missing":
        return Fault(place, "is missing", key.expected if key else "")
    value = details["input"]
    is_said = details["type"] == "value_error" and isinstance(value, list | dict)
    return Fault(
        place,
        _problem(place, details),
        key.expected if key and not is_said else "",
        "" if _is_secret(place) or not key else _meant(key, value, details["type"]),
    )


def _problem(place: Place, details: ErrorDetails) -> str:
    kind = details["type"]
    if kind == "value_error" and not _is_secret(place):
        said = str(details.get("ctx", {}).get("error", details["msg"]))
        return said if len(said) <= _LONGEST else f"{said[:_SHOWN]}… is wrong"
    value = _shown(place, details["input"])
    if kind in _TOO_SMALL:
        return f"{value} is too small"
    if kind in _TOO_LARGE:
        return f"{value} is too large"
    if kind in _EMPTY:
        return "is empty"
    if kind in ("literal_error", "string_pattern_mismatch"):
        return f"{value} is not known"
    return f"{value} is wrong" if _is_secret(place) else f"{value} stands here"


def _shown(place: Place, value: object) -> str:
    """Write a value as the file has it, unless it might be a secret."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a table"
    if _is_secret(place):
        return "what stands here"
    if isinstance(value, str) and len(value) > _SHOWN:
        value = f"{value[:_SHOWN]}…"
    known = isinstance(value, str | int | float | date | time)
    return to_toml(value) if known else str(value)


def _is_secret(place: Place) -> bool:
    name = next((p for p in reversed(place) if isinstance(p, str)), "").lower()
    return any(word in name for word in _SECRET)


def _meant(key: Key, value: object, kind: str) -> str:
    if unquoted := _unquoted(value, kind):
        return f"{unquoted}, without quotation marks"
    if key.choices:
        return close_to(value, list(key.choices))
    if key.place[-1] == "zone":
        return _zone(str(value))
    if key.expected == AN_AMOUNT.text:
        amount = str(value).replace(",", ".")
        return to_toml(amount) if is_amount(amount) else ""
    return ""


def _unquoted(value: object, kind: str) -> str:
    """Give the number or the flag that stands in quotation marks; empty if none does."""
    plain = value.strip() if isinstance(value, str) else ""
    is_number = kind == "int_type" and WHOLE_NUMBER.fullmatch(plain)
    is_flag = kind == "bool_type" and plain in ("true", "false")
    return plain if is_number or is_flag else ""


def _zone(value: str) -> str:
    zones = sorted(available_timezones())
    cities = {zone.rpartition("/")[2].lower(): zone for zone in zones}
    city = get_close_matches(value.rpartition("/")[2].lower(), cities, n=1, cutoff=0.7)
    return to_toml(cities[city[0]]) if city else ""
