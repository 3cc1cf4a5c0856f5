"""The keys a configuration may hold, read off the model: for faults and reference."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from agent.settings.kinds import Default, Expect
from agent.settings.lines import Place
from agent.settings.model import Settings
from agent.settings.toml import to_toml

NAME = "NAME"  # stands for the name of a table that its owner chooses
ENTRY = "#"  # stands for the number of an entry in a list


@dataclass(frozen=True, slots=True)
class Key:
    """One key of the configuration.

    Args:
        place: Its path, with NAME for chosen names and ENTRY for list entries.
        meaning: One sentence.
        expected: What its value looks like.
        default: What holds without it; empty if nothing.
        choices: The words it may be, where they are few.
        inner: The table it holds, or the table of each entry; None for a value.
        is_text: Its value stands in quotes.
        is_list: Its value is a list.
    """

    place: tuple[str, ...]
    meaning: str
    expected: str
    default: str = ""
    is_required: bool = False
    choices: tuple[str, ...] = ()
    inner: type[BaseModel] | None = None
    is_text: bool = False
    is_list: bool = False

    @property
    def path(self) -> str:
        """Give the dotted form, as "mailbox.NAME.host"."""
        return dotted(self.place)


def dotted(place: Place) -> str:
    """Write a place as people say it; entries of lists count from 1."""
    text = ""
    for part in place:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif part == ENTRY:
            text += "[]"
        else:
            text += f".{part}" if text else part
    return text


@cache
def all_keys() -> dict[tuple[str, ...], Key]:
    """Give every key by its place, tables before their keys, in the model's order."""
    return {key.place: key for key in _walk(Settings, ())}


def key_at(place: Place) -> Key | None:
    """Find the key a place in a document belongs to; None if there is none."""
    found: tuple[str, ...] = ()
    for part in place:
        wildcard = ENTRY if isinstance(part, int) else NAME
        exact = (*found, str(part))
        found = exact if exact in all_keys() else (*found, wildcard)
        if found not in all_keys():
            return None
    return all_keys().get(found)


def names_in(place: Place) -> list[str]:
    """List the keys that may stand in the table at that place."""
    holder = key_at(place) if place else None
    parent = holder.place if holder else ()
    return [
        inner[-1]
        for inner in all_keys()
        if inner[:-1] == parent and inner[-1] not in (NAME, ENTRY)
    ]


def _walk(model: type[BaseModel], parent: tuple[str, ...]) -> Iterator[Key]:
    for name, field in model.model_fields.items():
        place = (*parent, field.alias or name)
        yield from _describe(place, field.annotation, tuple(field.metadata), field)


def _describe(
    place: tuple[str, ...],
    annotation: Any,
    metadata: tuple[Any, ...],
    field: FieldInfo | None,
) -> Iterator[Key]:
    """Give the key itself, then those inside it."""
    base, metadata = _unfold(annotation, metadata)
    inner = base if _is_table(base) else None
    yield Key(
        place=place,
        meaning=(field.description if field else "") or _first_line(inner),
        expected=_table_at(place) if inner else _expected(base, metadata),
        default=_default(field, metadata),
        is_required=field is not None and field.is_required(),
        choices=tuple(str(c) for c in get_args(base) if isinstance(c, str))
        if get_origin(base) is Literal
        else (),
        inner=inner,
        is_text=_is_text(base),
        is_list=get_origin(base) is tuple,
    )
    if inner:
        yield from _walk(inner, place)
    elif get_origin(base) is dict:
        yield from _describe((*place, NAME), get_args(base)[1], (), None)
    elif get_origin(base) is tuple and get_args(base)[-1] is ...:
        yield from _describe((*place, ENTRY), get_args(base)[0], (), None)


def _unfold(annotation: Any, metadata: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """Take off Annotated and "or None"; keep what was annotated."""
    if get_origin(annotation) is Annotated:
        base, *more = get_args(annotation)
        return _unfold(base, (*metadata, *more))
    if get_origin(annotation) in (Union, types.UnionType):
        (base,) = (arg for arg in get_args(annotation) if arg is not type(None))
        return _unfold(base, metadata)
    return annotation, metadata


def _table_at(place: tuple[str, ...]) -> str:
    return "a table in { }" if place[-1] == ENTRY else f"a table [{dotted(place)}]"


def _is_table(base: Any) -> bool:
    return isinstance(base, type) and issubclass(base, BaseModel)


def _is_text(base: Any) -> bool:
    if get_origin(base) is Literal:
        return all(isinstance(choice, str) for choice in get_args(base))
    return isinstance(base, type) and base not in (bool, int) and not _is_table(base)


def _first_line(table: type[BaseModel] | None) -> str:
    return (table.__doc__ or "").partition("\n")[0] if table else ""


def _expected(base: Any, metadata: tuple[Any, ...]) -> str:
    said = [extra.text for extra in metadata if isinstance(extra, Expect)]
    if said:
        return said[-1]
    if get_origin(base) is Literal:
        words = [to_toml(choice) for choice in get_args(base)]
        return " or ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
    if get_origin(base) is tuple:
        return f"a list in [ ], each {_expected(*_unfold(get_args(base)[0], ()))}"
    if get_origin(base) is dict:
        inner, metadata = _unfold(get_args(base)[1], ())
        if _is_table(inner):
            return "tables with names of your choice"
        return f"a table; each entry {_expected(inner, metadata)}"
    return "a table in { }" if _is_table(base) else "text in quotes"


def _default(field: FieldInfo | None, metadata: tuple[Any, ...]) -> str:
    said = [extra.text for extra in metadata if isinstance(extra, Default)]
    if field and not said:
        said = _default_of_union(field)
    if said:
        return said[-1]
    nothing: tuple[object, ...] = (PydanticUndefined, None, "", (), {})
    if field is None or field.default in nothing or _is_table(type(field.default)):
        return ""
    return to_toml(field.default)


def _default_of_union(field: FieldInfo) -> list[str]:
    _, metadata = _unfold(field.annotation, ())
    return [extra.text for extra in metadata if isinstance(extra, Default)]
