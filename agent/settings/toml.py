"""Write values as TOML does."""

from __future__ import annotations

import json
from datetime import date, time

from agent.model.money import Money


def to_toml(value: object) -> str:
    """Write one value as it stands right of the equals sign."""
    match value:
        case (time() as since, time() as until):
            return f'"{since:%H:%M}-{until:%H:%M}"'
        case tuple() | list():
            return f"[{', '.join(to_toml(item) for item in value)}]"
        case dict():
            pairs = [f"{_key(key)} = {to_toml(item)}" for key, item in value.items()]
            return f"{{ {', '.join(pairs)} }}" if pairs else "{}"
        case _:
            return _plain(value)


def _plain(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case time():
            return f'"{value:%H:%M}"'
        case date():
            return value.isoformat()
        case Money():
            return f'"{value.decimal}"'
        case _:
            return _text(str(value))


def _key(name: str) -> str:
    return (
        name
        if name.isascii() and name.replace("-", "_").isidentifier()
        else _text(name)
    )


def _text(value: str) -> str:
    # JSON's escapes are TOML's too, but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
