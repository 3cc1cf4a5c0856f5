"""Fit the shipped systemd unit to one installation."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Scope = Literal["system", "user"]
# What only root's own systemd can give; a person's has a user already, and no right
# to change what other programs see. Source: systemd.exec(5), on user managers.
_SYSTEM_ONLY = frozenset(
    {
        *("Wants", "After", "DynamicUser", "StateDirectory", "StateDirectoryMode"),
        *("WorkingDirectory", "LoadCredential", "CapabilityBoundingSet"),
        *("AmbientCapabilities", "ProtectSystem", "ProtectHome", "PrivateTmp"),
        *("PrivateDevices", "PrivateUsers", "PrivateIPC", "RemoveIPC"),
        *("ProtectKernelTunables", "ProtectKernelModules", "ProtectKernelLogs"),
        *("ProtectControlGroups", "ProtectClock", "ProtectHostname", "ProtectProc"),
        *("ProcSubset", "KeyringMode"),
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """One installation.

    Args:
        program: The command that starts it, quoted as systemd wants it.
        config: Its configuration; secrets lie in credentials/ beside it.
        credentials: Names of the secrets to hand over.
    """

    scope: Scope
    program: str
    config: Path
    credentials: Collection[str] = ()


def render(shipped: str, place: Place) -> str:
    """Give the shipped unit with the paths of one installation."""
    lines: list[str] = []
    for block in _blocks(shipped):
        lines += _fitted(block, place)
    return "\n".join(lines) + "\n"


def quoted(word: str) -> str:
    """Write one word of a command as systemd reads it.

    Source: systemd.syntax(7), "Quoting"; systemd.unit(5), "Specifiers".
    """
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    escaped = escaped.replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"' if set(escaped) & set(" \t'\"\\;") else escaped


def _blocks(text: str) -> Iterator[list[str]]:
    """Split a unit into settings, each with the reasons and headings above it."""
    block: list[str] = []
    for line in text.splitlines():
        block.append(line)
        if "=" in line and not line.startswith("#"):
            yield block
            block = []


def _fitted(block: list[str], place: Place) -> list[str]:
    key = block[-1].partition("=")[0]
    if place.scope == "user" and key in _SYSTEM_ONLY:
        return [line for line in block if not line or line.startswith("[")]
    if key == "ExecStart":
        command = f"{place.program} --config {quoted(str(place.config))} run"
        return [*block[:-1], f"ExecStart={command}"]
    if key == "LoadCredential":
        return [*block[:-1], *_credentials(place)] if place.credentials else []
    if key == "WantedBy" and place.scope == "user":
        return [*block[:-2], "# Started when you log in.", "WantedBy=default.target"]
    return block


def _credentials(place: Place) -> list[str]:
    folder = str(place.config.parent / "credentials").replace("%", "%%")
    return [
        f"LoadCredential={name}:{folder}/{name}"
        for name in sorted(set(place.credentials))
    ]
