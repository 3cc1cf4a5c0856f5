"""Values of the model as plain JSON, for comparing with expected files."""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from typing import Any

from agent.model.money import Money


def as_json(value: Any) -> Any:
    """Write a value plainly; fields that have their default are left out."""
    match value:
        case Money() | date():
            return str(value)
        case tuple() | list():
            return [as_json(item) for item in value]
        case _ if is_dataclass(value):
            return {
                field.name: as_json(getattr(value, field.name))
                for field in fields(value)
                if not _is_default(field, getattr(value, field.name))
            }
        case _:
            return value


def _is_default(field: Any, value: Any) -> bool:
    if field.default_factory is not MISSING:
        return bool(value == field.default_factory())
    return bool(field.default is not MISSING and value == field.default)
