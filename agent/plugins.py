"""Plugins: a new format, intent or channel is one new module in its folder."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

Thing = TypeVar("Thing")


def find(folder: ModuleType, attribute: str, kind: type[Thing]) -> tuple[Thing, ...]:
    """Collect what the modules of a package offer under one name.

    Args:
        folder: The package, such as `agent.bank.formats`.
        attribute: The name every module of it defines, such as "FORMAT".

    Returns:
        One thing a module, in the order of the modules' names. Modules whose
        name begins with an underscore offer nothing.
    """
    found = []
    for module in sorted(pkgutil.iter_modules(folder.__path__), key=lambda m: m.name):
        if module.name.startswith("_"):
            continue
        thing = getattr(
            importlib.import_module(f"{folder.__name__}.{module.name}"), attribute
        )
        assert isinstance(thing, kind), f"{module.name}.{attribute} is no {kind}"
        found.append(thing)
    return tuple(found)
