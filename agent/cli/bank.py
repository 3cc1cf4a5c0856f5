"""Verbs about the bank: say whose word that money came in is believed."""

from __future__ import annotations

import click

from agent.cli.opening import as_json, me, open_desk
from agent.cli.output import show, show_json
from agent.cli.shell import Shell


@click.group()
def bank() -> None:
    """Say whose word about money counts."""


@bank.command()
@click.argument("domain", required=False)
@click.option("--forget", is_flag=True, help="Believe this domain no more.")
@as_json
@click.pass_obj
def trust(shell: Shell, *, domain: str | None, forget: bool, as_json: bool) -> None:
    """Believe the proven mails of a bank or payment service; without DOMAIN, list."""
    from agent.steps.act.trusting import distrust, trust, trusted

    with open_desk(shell) as desk:
        if domain is not None:
            done = distrust if forget else trust
            name = done(desk, me(), domain)
            show(f"{name}: {'believed no more' if forget else 'believed from now on'}")
            return
        if forget:
            raise click.UsageError("--forget needs the DOMAIN to forget")
        found = trusted(desk)
    if as_json:
        show_json(found)
        return
    show("\n".join(found) or "none")
    shell.say("Believed as well: those Sollecito knows and your configuration names.")
