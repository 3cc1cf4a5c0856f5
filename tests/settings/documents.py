"""Walk through a TOML document as tomllib gives it."""

from __future__ import annotations

from collections.abc import Iterator

from agent.settings.lines import Place


def places(value: object, place: Place = ()) -> Iterator[Place]:
    """Give the place of everything in a document."""
    for key, inner in _entries(value):
        yield (*place, key)
        yield from places(inner, (*place, key))


def _entries(value: object) -> list[tuple[str | int, object]]:
    match value:
        case dict():
            return list(value.items())
        case list():
            return list(enumerate(value))
        case _:
            return []
