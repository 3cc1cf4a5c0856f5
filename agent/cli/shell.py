"""What every verb shares: which configuration is meant, and how to speak."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from agent.errors import ConfigError

if TYPE_CHECKING:  # pydantic stays out of `--help`
    from agent.settings import Settings

SYSTEM_CONFIG = Path("/etc/sollecito/config.toml")
TYPED_AS = "SOLLECITO_TYPED_AS"  # the variable by which `./dev` says its own name
_HINT = re.compile(r"(?<=`)sollecito(?= )|(?<=→ )sollecito(?= )")


@dataclass(slots=True)
class Shell:
    """Hold what was said before or after the verb.

    Args:
        config: The file named by --config; None = look in the usual places.
        debug: Show tracebacks.
        quiet: Say nothing on stderr but errors.
    """

    config: Path | None = None
    debug: bool = False
    quiet: bool = False

    def say(self, text: str) -> None:
        """Talk to the person on stderr, unless asked to be quiet."""
        if not self.quiet:
            complain(text)

    def config_file(self) -> Path:
        """Find the configuration: the one named, else the first that is there.

        Raises:
            ConfigError: There is none.
        """
        path = self.config or found_config()
        if path is None:
            raise ConfigError(
                "there is no configuration yet: `sollecito init` writes one, "
                "`--config FILE` names one elsewhere"
            )
        return path

    def settings(self) -> Settings:
        """Read the configuration.

        Raises:
            ConfigError: There is none, or it has faults.
        """
        from agent.settings import load

        return load(self.config_file())


def found_config() -> Path | None:
    """Find the configuration that is meant where none is named; None = none is there."""
    if named := os.environ.get("SOLLECITO_CONFIG"):
        return Path(named)
    usual = (Path("config.toml"), user_config(), SYSTEM_CONFIG)
    return next((path for path in usual if path.is_file()), None)


def user_config() -> Path:
    """Tell where a person's own configuration lies."""
    return Path.home() / ".config" / "sollecito" / "config.toml"


def program() -> str:
    """Name the program as this person has to type it."""
    return os.environ.get(TYPED_AS) or "sollecito"


def as_typed(text: str) -> str:
    """Let hints name the program as this person has to type it."""
    return _HINT.sub(lambda _: program(), text)


def complain(text: str) -> None:
    """Say something on stderr, also to those who asked for quiet."""
    sys.stderr.write(f"{as_typed(text)}\n")
    sys.stderr.flush()


class Subverbs(click.Group):
    """A verb that has verbs of its own, and says which one a stray word may mean."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that was typed, else name those there are."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            if error.possibilities:
                raise
            verb = f"sollecito {ctx.info_name}"
            looks = f"; `{verb} list {args[0]}` looks for it"
            said = f"`{verb}` is followed by {' or '.join(self.commands)}"
            raise click.UsageError(
                f"{said}{looks if 'list' in self.commands else ''}", ctx
            ) from error


def share_options(command: click.Command) -> click.Command:
    """Let a verb, and the verbs inside it, take the common options too."""
    if not any(option.name == "config" for option in command.params):
        command.params += _common_options()
    for inner in getattr(command, "commands", {}).values():
        share_options(inner)
    return command


def _common_options() -> list[click.Parameter]:
    def option(name: str, **how: Any) -> click.Option:
        return click.Option([name], expose_value=False, callback=_remember, **how)

    return [
        option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="The configuration to use.",
        ),
        option("--debug", is_flag=True, help="Show where a fault came from."),
        option("--quiet", is_flag=True, help="Say nothing but data and errors."),
    ]


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    if value and option.name:
        setattr(context.ensure_object(Shell), option.name, value)
