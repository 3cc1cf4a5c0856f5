"""Find the verb, run it, and turn what goes wrong into one sentence and a status.

Exit status: 0 done, 1 a fault, 2 not understood, 78 the configuration, 130 Ctrl-C.
"""

from __future__ import annotations

import gc
import importlib
import os
import shlex
import shutil
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

import click

from agent import __version__
from agent.cli.shell import TYPED_AS, Shell, complain, program, share_options
from agent.cli.verbs import SECTIONS, VERBS
from agent.errors import ConfigError, SollecitoError

_FAULT, _BAD_CONFIG, _INTERRUPTED = 1, 78, 130
COLLECT_AFTER = 20_000  # new values; 700 by default


class Verbs(click.Group):
    """A group whose commands are imported when they are used, not before."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """List the verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a verb; None if there is none of that name."""
        if cmd_name not in VERBS:
            return None
        module, _, name = VERBS[cmd_name].target.partition(":")
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return share_options(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb that was typed, else name those most like it."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(args[0], possibilities=VERBS, ctx=ctx) from error

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """Print the table, a heading for each kind of verb."""
        for title, verbs in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(name, verb.help) for name, verb in verbs.items()])


@click.group(
    cls=Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, message="sollecito %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Remind who is late, never who has paid."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


share_options(cli)


def main() -> None:
    """Run the program on the command line's words and leave with its status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # a name no terminal can write is no fault
            stream.reconfigure(errors="replace")
    # Files are read into many small values at once; looking for cycles among them as
    # often as by default costs a sixth of the time, and there are none.
    gc.set_threshold(COLLECT_AFTER)
    os.environ.setdefault(TYPED_AS, _typed_as(sys.argv[0]))
    sys.exit(run(sys.argv[1:]))


def _typed_as(path: str) -> str:
    """Give the path too where the name alone would not be found."""
    name = Path(path).name
    is_elsewhere = name == "sollecito" and not shutil.which(name)
    return shlex.quote(path) if is_elsewhere else "sollecito"


def run(words: Sequence[str]) -> int:
    """Run one command line and give its exit status."""
    shell = Shell()
    try:
        status = cli.main(
            list(words), prog_name=program(), standalone_mode=False, obj=shell
        )
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_left()
    except (click.Abort, KeyboardInterrupt):
        complain("Stopped.")
        return _INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SollecitoError as error:
        return _told(shell, str(error), error)
    except Exception as error:  # noqa: BLE001  the top of the process
        return _told(shell, _surprise(error), error)
    return status if isinstance(status, int) else 0


def _told(shell: Shell, sentence: str, error: Exception) -> int:
    if shell.debug:
        traceback.print_exception(error)
    complain(sentence)
    return _BAD_CONFIG if isinstance(error, ConfigError) else _FAULT


def _surprise(error: Exception) -> str:
    """Name a fault of ours by kind and place; its own words may hold a secret."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name} line {frame.lineno}"
    return (
        f"A fault in Sollecito itself: {type(error).__name__} in {place}; "
        "the same command with --debug shows it whole"
    )


def _reader_left() -> int:
    """End quietly when whoever read our output has gone, as `head` does.

    Source: Python's documentation of signal, "Note on SIGPIPE".
    """
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _FAULT
