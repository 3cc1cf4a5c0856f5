"""The verb `install-service`: the systemd unit with the paths of this installation."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from agent.cli.output import show
from agent.cli.shell import SYSTEM_CONFIG, Shell, user_config
from agent.cli.unit import Place, Scope, quoted, render
from agent.errors import Refused

_UNIT = "sollecito.service"
_STATE = Path("/var/lib/sollecito")
_HIDDEN = (Path("/home"), Path("/root"), Path("/run/user"))  # by ProtectHome


@click.command("install-service")
@click.option("--system", "scope", flag_value="system", help="For the whole machine.")
@click.option("--user", "scope", flag_value="user", help="For yourself alone.")
@click.option("--dry-run", is_flag=True, help="Print the unit, write nothing.")
@click.option("--replace", is_flag=True, help="Write over a unit that is there.")
@click.pass_obj
def install_service(
    shell: Shell, *, scope: Scope | None, dry_run: bool, replace: bool
) -> None:
    """Put the systemd unit in place.

    For the whole machine if you are root, else for yourself alone. Changes of your
    own belong in a drop-in (`systemctl edit sollecito`), which this never touches.
    """
    chosen: Scope = scope or ("system" if os.geteuid() == 0 else "user")
    usual = SYSTEM_CONFIG if chosen == "system" else user_config()
    config = (shell.config or usual).absolute()
    place = Place(chosen, _program(), config, _credentials(config))
    unit = render(_shipped(), place)
    for doubt in _doubts(place):
        shell.say(f"Note: {doubt}")
    path = _unit_path(chosen)
    if dry_run:
        show(unit.rstrip())
        shell.say(
            f"Nothing was written. Without --dry-run it goes to {path}; then type:"
        )
    else:
        _write(path, unit, replace=replace)
        shell.say(f"{path} is in place. Type next:")
    manager = "systemctl" if chosen == "system" else "systemctl --user"
    shell.say(f"  {manager} daemon-reload")
    shell.say(f"  {manager} enable --now sollecito")
    shell.say(f"  {manager} status sollecito")


def _shipped() -> str:
    from agent.resources import find

    return (find("systemd") / _UNIT).read_text("utf-8")


def _program() -> str:
    """Give the command that starts this very installation."""
    beside = Path(sys.executable).with_name("sollecito")
    found = str(beside) if beside.is_file() else shutil.which("sollecito")
    return quoted(found) if found else f"{quoted(sys.executable)} -m agent"


def _unit_path(scope: Scope) -> Path:
    if scope == "system":
        return Path("/etc/systemd/system") / _UNIT
    return Path.home() / ".config" / "systemd" / "user" / _UNIT


def _credentials(config: Path) -> list[str]:
    from agent.settings import load
    from agent.settings.draft import CREDENTIAL

    if not config.exists():
        return [CREDENTIAL]
    settings = load(config)
    logins = (*settings.mailbox.values(), settings.smtp, settings.pec)
    return [login.credential for login in logins if login and login.credential]


def _doubts(place: Place) -> Iterator[str]:
    """Say what would keep the service from running as it is."""
    if not place.config.exists():
        yield f"{place.config} is not there yet: `sollecito init` writes it"
    elif place.scope == "user":
        yield "it runs while you are logged out only after: loginctl enable-linger"
    else:
        yield from _doubts_of_system(place.config)


def _doubts_of_system(config: Path) -> Iterator[str]:
    from agent.settings import load
    from agent.settings.warnings import secret_files

    settings = load(config)
    if not config.stat().st_mode & 0o004:
        yield f"the service's own user must read {config}: chmod 644 {config}"
    for key in secret_files(settings):
        if not key.endswith("credential"):
            yield f"{key}: the service's own user cannot read that file; use credential"
    written = {"intake.folder": settings.intake.folder}
    if not (settings.ledger.url or settings.ledger.url_file):
        written["ledger.path"] = settings.ledger_path
    for key, path in written.items():
        if path and not path.is_relative_to(_STATE):
            yield f"{key}: the service may write only below {_STATE}"
    seen = (Path(sys.executable), settings.intake.folder, settings.templates.folder)
    for path in filter(None, seen):
        if any(path.is_relative_to(home) for home in _HIDDEN):
            yield f"the service cannot see {path}: homes are hidden from it"


def _write(path: Path, unit: str, *, replace: bool) -> None:
    try:
        if path.exists() and path.read_text("utf-8") != unit and not replace:
            raise Refused(f"{path} is there and differs; --replace writes it anew")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(unit, "utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from error
