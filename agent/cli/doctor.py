"""The verb `doctor`: what is ill, what it means, and the cure."""

from __future__ import annotations

import click

from agent.cli.opening import as_json, open_desk
from agent.cli.output import show, show_json
from agent.cli.shell import Shell

_MARKS = {"ok": "ok     ", "warning": "warning", "fault": "FAULT  "}


@click.command()
@as_json
@click.pass_obj
def doctor(shell: Shell, *, as_json: bool) -> int:
    """Look for faults, name the cure."""
    from agent.settings.warnings import warnings
    from agent.steps.doctor import doctor as look
    from agent.steps.doctor import worst

    notes = warnings(shell.settings())
    checks = []
    with open_desk(shell) as desk:
        for check in look(desk, notes):
            checks.append(check)
            if not as_json:
                show(f"{_MARKS[check.state]} {check.name}: {check.meaning}")
                if check.cure:
                    show(f"          cure: {check.cure}")
    if as_json:
        show_json(checks)
    return worst(checks)
