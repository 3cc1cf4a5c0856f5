"""Packaged data: where templates and other files lie, installed or in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from agent.errors import ConfigError


def find(name: str) -> Path:
    """Give the path of a packaged file or folder, such as "templates".

    Raises:
        ConfigError: Neither the package nor the checkout has it.
    """
    package = Path(str(files("agent")))
    for path in (package / "_data" / name, package.parent / name):
        if path.exists():
            return path
    raise ConfigError(
        f"broken installation: {name} is missing beside {package}; "
        "install Sollecito again"
    )


def weights() -> Path:
    """Give the place of the weights by which replies are read."""
    return Path(str(files("agent.replies"))) / "weights.json"


def texts() -> tuple[Path, ...]:
    """Give the tables of labelled replies from which the weights are trained."""
    return tuple(sorted((Path(str(files("agent.replies"))) / "texts").glob("*.tsv")))


def second_reader() -> Path:
    """Give the place of what the second reader is told."""
    return Path(str(files("agent.replies"))) / "second_reader.txt"
