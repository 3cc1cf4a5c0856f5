"""Verbs on the configuration: check it, explain its keys, print reference and example."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from agent.cli.output import show, show_json
from agent.cli.shell import Shell, complain

if TYPE_CHECKING:  # pydantic stays out of `--help`
    from agent.settings import Settings

_BAD_CONFIG = 78


@click.group()
def config() -> None:
    """Check the configuration, explain its keys."""


@config.command()
@click.option("--json", "as_json", is_flag=True, help="Print faults as JSON.")
@click.pass_obj
def check(shell: Shell, *, as_json: bool) -> int:
    """Tell every fault in the configuration at once."""
    from agent.settings import Settings, examine
    from agent.settings.load import read_text
    from agent.settings.warnings import warnings

    path = shell.config_file()
    found = examine(read_text(path), path)
    faults = () if isinstance(found, Settings) else found
    doubts: list[str] = []
    if isinstance(found, Settings):
        doubts = [*map(str, warnings(found)), *_no_rate(found)]
    if as_json:
        rows = [fault.as_row() for fault in faults]
        show_json({"file": path, "faults": rows, "warnings": doubts})
    else:
        for fault in faults:
            complain(fault.sentence(str(path)))
        for doubt in doubts:
            shell.say(f"Note: {doubt}")
        if not faults:
            show(f"{path}: no faults")
    return _BAD_CONFIG if faults else 0


def _no_rate(settings: Settings) -> Iterator[str]:
    """Tell that letters are to speak of interest whose rate of today is not known."""
    from agent.clock import SystemClock
    from agent.dunning.charges import unknown_rate
    from agent.wiring import late_terms

    terms = late_terms(settings)
    said = unknown_rate(terms, SystemClock(settings.zone).today())
    if said and terms.letters != "waive":
        yield f'interest.letters is "{terms.letters}", but {said}'


@config.command()
@click.argument("key", default="")
def explain(key: str) -> None:
    """Say what a key means, or without KEY which tables there are."""
    from agent.settings.reference import explain as explained
    from agent.settings.reference import find, suggestions, tables

    found = find(key)
    if not key:
        show(tables())
    elif found:
        show(explained(found))
    else:
        close = suggestions(key)
        meant = f"; did you mean {' or '.join(close)}?" if close else ""
        raise click.UsageError(f"there is no key {key}{meant}")


@config.command()
def reference() -> None:
    """Print what every key means, as Markdown."""
    from agent.settings.reference import reference as written

    sys.stdout.write(written())


@config.command()
def example() -> None:
    """Print an example of a configuration."""
    from agent.resources import find

    sys.stdout.write(find("config.example.toml").read_text("utf-8"))
