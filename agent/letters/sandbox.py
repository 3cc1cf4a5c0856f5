"""The sandbox: what a template may do, which is little more than to print facts."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from jinja2 import BaseLoader, StrictUndefined
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from agent.letters.filters import FILTERS

LONGEST_OUTPUT = 400_000

_FILTERS = [
    "capitalize",
    "count",
    "default",
    "d",
    "e",
    "escape",
    "first",
    "groupby",
    "int",
    "join",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "max",
    "min",
    "reject",
    "rejectattr",
    "reverse",
    "round",
    "select",
    "selectattr",
    "sort",
    "sum",
    "title",
    "trim",
    "unique",
    "upper",
]

# Whatever can build a large value from a small one (format, ljust, to_bytes, strftime
# with a width) is not here.
_ATTRIBUTES: dict[type, frozenset[str]] = {
    str: frozenset(["upper", "lower", "strip", "startswith", "endswith", "title"]),
    date: frozenset({"year", "month", "day"}),
    dict: frozenset({"get", "items", "keys", "values"}),
}
_OWN = (TemplateModule, LoopContext, Macro, BlockReference)


class Sandbox(ImmutableSandboxedEnvironment):
    """Run templates that may be wrong or unkind without harm to the program."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, loader: BaseLoader, *, escape: bool):
        super().__init__(
            loader=loader,
            autoescape=escape,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self.globals = {}
        known = {name: self.filters[name] for name in _FILTERS}
        self.filters = known | FILTERS
        self._allowed: set[tuple[type, str]] = set()

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Allow facts, loops, macros, and of plain values what cannot grow.

        Whether it may be read depends on the kind of thing alone: found out once.
        Only a class is judged by what it is itself.
        """
        if (type(obj), attr) in self._allowed:
            return True
        is_allowed = self._is_allowed(obj, attr, value)
        if is_allowed and not isinstance(obj, type):
            self._allowed.add((type(obj), attr))
        return is_allowed

    def _is_allowed(self, obj: object, attr: str, value: object) -> bool:
        if not super().is_safe_attribute(obj, attr, value):
            return False
        for kind, names in _ATTRIBUTES.items():
            if isinstance(obj, kind):
                return attr in names
        return dataclasses.is_dataclass(obj) or isinstance(obj, _OWN)

    def call_binop(
        self, context: Context, operator: str, left: object, right: object
    ) -> object:
        """Multiply numbers alone: 'a' * 10**9 would be a gigabyte."""
        for value in (left, right):
            if operator == "**" or not isinstance(value, int | Decimal):
                raise SecurityError(f"{operator!r} is for small numbers, not for this")
        return super().call_binop(context, operator, left, right)


def bounded(chunks: Iterator[str], limit: int = LONGEST_OUTPUT) -> str:
    """Join what a template writes, and stop it where it writes without end."""
    kept: list[str] = []
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise SecurityError(f"it writes more than {limit} characters")
        kept.append(chunk)
    return "".join(kept)
