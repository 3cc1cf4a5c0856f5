"""The verb `doctor`: what is ill, what it means, and the cure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agent.cli.opening import as_json, open_desk
from agent.cli.output import show, show_json
from agent.cli.shell import Shell

if TYPE_CHECKING:  # pydantic and SQLAlchemy stay out of `--help`
    from agent.settings import Settings
    from agent.steps.doctor import Check

_MARKS = {"ok": "ok     ", "warning": "warning", "fault": "FAULT  "}


@click.command()
@as_json
@click.pass_obj
def doctor(shell: Shell, *, as_json: bool) -> int:
    """Look for faults, name the cure.

    Nothing is sent, and no ledger is made where there is none. Warnings alone end
    with status 0.
    """
    from agent.steps.doctor import doctor as look
    from agent.steps.doctor import worst

    settings = shell.settings()
    missing = _missing_ledger(settings)
    checks = []
    with open_desk(
        shell, settings=settings.with_passing_ledger() if missing else settings
    ) as desk:
        for check in look(desk, tuple(_notes(settings)), missing):
            checks.append(check)
            if not as_json:
                show(f"{_MARKS[check.state]} {check.name}: {check.meaning}")
                if check.cure:
                    show(f"          cure: {check.cure}")
    if as_json:
        show_json(checks)
    return worst(checks)


def _missing_ledger(settings: Settings) -> Path | None:
    """Give the file that the first run will make; None if there is a ledger."""
    if settings.ledger.url or settings.ledger.url_file:
        return None
    path = settings.ledger_path
    return None if path.exists() else path


def _notes(settings: Settings) -> Iterator[Check]:
    from agent.settings.warnings import warnings
    from agent.steps.doctor import Check

    for doubt in warnings(settings):
        yield Check("configuration", "warning", doubt.meaning, doubt.cure)
