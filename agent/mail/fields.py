"""Fields of a report's body, in blocks, as tolerantly as they are written.

Source: RFC 3464 § 2.1, RFC 8098 § 3.1, RFC 5965 § 3.
"""

from __future__ import annotations

import re

from agent.mail.headers import unfold

Fields = tuple[tuple[str, str], ...]

_FIELD = re.compile(r"[ \t>]{0,8}([A-Za-z][A-Za-z0-9-]{2,40})[ \t]*:[ \t]*(.*)")
_TYPED = re.compile(r"^\s*[A-Za-z0-9_.-]{1,20}\s*;\s*")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"']+@[^\s<>()\[\],;:\"']+")
_MOST_LINES = 5000


def blocks(text: str) -> tuple[Fields, ...]:
    """Read the fields of a report, one tuple for each block between blank lines."""
    found: list[list[tuple[str, str]]] = [[]]
    for line in text.splitlines()[:_MOST_LINES]:
        if not line.strip():
            found.append([])
        elif line[0] in " \t" and found[-1] and not _is_known(line):
            name, value = found[-1][-1]
            found[-1][-1] = (name, f"{value} {line.strip()}"[:4000])
        elif field := _FIELD.match(line):
            found[-1].append((field[1].lower(), field[2].strip()))
    return tuple(tuple(block) for block in found if block)


def _is_known(line: str) -> bool:
    """Tell an indented field from the continuation of the field before."""
    field = _FIELD.match(line)
    return bool(field) and field[1].lower() in _INDENTED if field else False


_INDENTED = frozenset(
    ("final-recipient", "original-recipient", "action", "status", "diagnostic-code")
)


def value(fields: Fields, name: str) -> str:
    """Give the first value of a field, unfolded; empty if there is none."""
    return next((unfold(content) for key, content in fields if key == name), "")


def untyped(text: str) -> str:
    """Drop the type in front of a value, "rfc822; a@b.test" or "smtp; 550 no"."""
    return _TYPED.sub("", text).strip()


def address(text: str) -> str:
    """Find the address in a typed recipient field, lower case; empty if none."""
    found = _ADDRESS.search(untyped(text))
    return found[0].strip(".").lower() if found else ""
