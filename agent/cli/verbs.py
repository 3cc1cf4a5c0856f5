"""The table of verbs: what each is for, and where its command lies.

Help is printed from this table alone; a verb's module is imported when it is used.
"""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """Where a command lies, as "module:name", and its one-line help."""

    target: str
    help: str


SECTIONS: dict[str, dict[str, Verb]] = {
    "Set up": {
        "init": Verb("agent.cli.init:init", "Write a first configuration."),
        "config": Verb(
            "agent.cli.config:config", "Check the configuration, explain its keys."
        ),
        "install-service": Verb(
            "agent.cli.service:install_service", "Put the systemd unit in place."
        ),
    },
}

VERBS: dict[str, Verb] = {
    name: verb for section in SECTIONS.values() for name, verb in section.items()
}
