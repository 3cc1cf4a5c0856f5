"""The README is true to the letter: what it says to type is understood."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from agent.cli.main import cli
from agent.cli.shell import Shell

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
NO_VERBS = {"test", "check", "--help"}
COMMANDS = sorted(
    {
        " ".join(said.split())
        for said in re.findall(r"`(?:\./dev|sollecito) ([^`]+)`", README)
    }
    - NO_VERBS
)
LINKS = sorted(set(re.findall(r"\]\(([^)]+)\)|src=\"([^\"]+)\"", README)))


def understood(group: click.Group, words: list[str], parent: click.Context) -> None:
    """Parse a command line down to its last verb, and run nothing."""
    _, command, rest = group.resolve_command(parent, words)
    assert command is not None
    context = command.make_context(words[0], rest, parent=parent)
    inner = [*context._protected_args, *context.args]
    if isinstance(command, click.Group) and inner:
        understood(command, inner, context)


def test_it_names_commands_enough() -> None:
    assert len(COMMANDS) > 20


@pytest.mark.parametrize("typed", COMMANDS)
def test_what_it_says_to_type_is_understood(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "invoices").mkdir()
    (tmp_path / "statement.xml").touch()
    (tmp_path / "customers.csv").touch()
    (tmp_path / "movements.csv").touch()
    (tmp_path / "scadenzario.xlsx").touch()
    with cli.make_context("sollecito", shlex.split(typed), obj=Shell()) as context:
        understood(cli, [*context._protected_args, *context.args], context)


@pytest.mark.parametrize("link", LINKS)
def test_what_it_points_to_is_there(link: tuple[str, str]) -> None:
    assert (ROOT / (link[0] or link[1])).exists()
