"""Verbs about the bank: how its tables are read, and whose word on money counts."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agent.cli.opening import NUMBER, as_json, me, open_desk
from agent.cli.output import counted, show, show_json
from agent.cli.shell import Shell, Subverbs
from agent.cli.table import show_paragraph, show_table
from agent.errors import Refused

if TYPE_CHECKING:  # the readers stay out of `--help`
    from agent.model.layout import DecimalMark, Lesson, Wishes
    from agent.model.payment import Statement
    from agent.steps.desk import Desk
    from agent.steps.look.layouts import Table

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHOWN = 5


@click.group(cls=Subverbs)
def bank() -> None:
    """Say how your bank's files are read, and whose mails are believed."""


@bank.command()
@click.argument("file", required=False, type=_FILE)
@click.option("--item", type=NUMBER, help="A file in quarantine, instead of FILE.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="ROLE=TITLE",
    help="What a column holds: amount=Importo, or amount=4; `text=` for none.",
)
@click.option("--titles-in", "line", type=NUMBER, help="The line of the titles.")
@click.option(
    "--day-first/--month-first",
    "is_day_first",
    default=None,
    help="How 01/02/2026 is meant.",
)
@click.option("--decimal", type=click.Choice([",", "."]), help="The decimal mark.")
@click.option("--accept", is_flag=True, help="It is right: remember it.")
@click.option("--forget", is_flag=True, help="Forget what was said of these titles.")
@as_json
@click.pass_obj
def teach(
    shell: Shell,
    *,
    file: Path | None,
    item: int | None,
    columns: tuple[str, ...],
    line: int | None,
    is_day_first: bool | None,
    decimal: str | None,
    accept: bool,
    forget: bool,
    as_json: bool,
) -> int:
    """Say once what the columns of your bank's table are.

    Without --accept it only shows how the table would be read.
    """
    from agent.model.layout import Wishes
    from agent.steps.look.layouts import consider

    if (file is None) == (item is None):
        raise click.UsageError("name a FILE, or a file in quarantine by --item NUMBER")
    if accept and forget:
        raise click.UsageError("--accept or --forget: only one of them")
    wishes = Wishes(_wished(columns), line or 0, is_day_first, _mark(decimal))
    with open_desk(shell) as desk:
        table = _table(desk, file, item)
        found = consider(desk, table, wishes)
        if forget:
            return _forget(desk, found)
        if as_json:
            show_json(found)
        else:
            _print(table.name, found)
        if accept:
            return _accept(shell, desk, found, file)
    typed = f"sollecito bank teach {_typed(file, item)}"
    _hint(shell, typed, found, wishes)
    return 0


def _wished(columns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    from agent.model.layout import TEACHABLE

    pairs = []
    for said in columns:
        role, is_pair, title = said.partition("=")
        if not is_pair or role not in TEACHABLE:
            raise click.UsageError(
                f"--column {said}: write ROLE=TITLE, ROLE one of {', '.join(TEACHABLE)}"
            )
        pairs.append((role, title.strip()))
    return tuple(pairs)


def _mark(decimal: str | None) -> DecimalMark | None:
    match decimal:
        case "," | ".":
            return decimal
        case _:
            return None


def _table(desk: Desk, file: Path | None, item: int | None) -> Table:
    from agent.steps.look.layouts import Table, set_aside_table

    if item is not None:
        return set_aside_table(desk, item)
    assert file is not None
    try:
        return Table(file.name, file.read_bytes())
    except OSError as error:
        raise Refused(f"{file}: cannot be read: {error.strerror}") from error


def _typed(file: Path | None, item: int | None) -> str:
    return shlex.quote(str(file)) if file else f"--item {item}"


def _print(name: str, found: Lesson) -> None:
    show(f"{name}: the titles stand in line {found.line}")
    show_table(
        ("no", "title", "is taken for", "says"),
        [
            (each.number, each.title, each.role or "-", " | ".join(each.cells))
            for each in found.columns
        ],
        right=(0,),
        cut=(3,),
    )
    for statement in found.statements:
        _print_statement(statement)
    for doubt in found.doubts:
        show_paragraph(f"doubt: {doubt}")


def _print_statement(statement: Statement) -> None:
    booked = [line for line in statement.lines if line.status == "booked"]
    came = [line.amount.decimal for line in booked if line.is_credit]
    went = [line.amount.decimal for line in booked if not line.is_credit]
    show()
    show(
        f"{counted(len(booked), 'movement')}: {len(came)} in, {sum(came)}; "
        f"{len(went)} out, {sum(went)}"
    )
    if not booked:
        return
    show_table(
        ("booked", "amount", "from or to", "text"),
        [
            (
                line.booked_on,
                f"{'+' if line.is_credit else '-'}{line.amount}",
                line.counterparty,
                line.remittance,
            )
            for line in booked[:_SHOWN]
        ],
        right=(1,),
        cut=(2, 3),
    )


def _accept(shell: Shell, desk: Desk, found: Lesson, file: Path | None) -> int:
    from agent.steps.act.layouts import teach as remember
    from agent.steps.look.layouts import waiting

    if not any(statement.lines for statement in found.statements):
        raise Refused("nothing was read this way, so it is not remembered")
    if found.is_order_open:
        raise Refused(
            "the dates do not tell whether the day or the month comes first: say "
            "--day-first or --month-first with --accept"
        )
    remember(desk, me(), found.layout)
    show("Remembered: tables under these titles are read so by themselves.")
    items = waiting(desk, found.layout)
    for item in items:
        shell.say(f"`sollecito quarantine retry {item.no}` reads {item.name} now.")
    if file and not items:
        shell.say(f"`sollecito import {_typed(file, None)}` takes it in.")
    again = _typed(file, None) if file else "FILE"
    shell.say(f"`sollecito bank teach {again} --forget` takes that back.")
    return 0


def _forget(desk: Desk, found: Lesson) -> int:
    from agent.steps.act.layouts import forget

    forget(desk, me(), found.layout)
    show("Forgotten; what was read by it stays.")
    return 0


def _hint(shell: Shell, typed: str, found: Lesson, wishes: Wishes) -> None:
    if found.is_known and not wishes.are_there:
        shell.say(f"So it was taught; `{typed} --forget` takes that back.")
        return
    shell.say(f"The same with --accept remembers it: `{typed} --accept`.")
    shell.say("`--column ROLE=TITLE`, `--day-first`, `--decimal ,` change it first.")


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


@bank.command()
@click.argument("account")
@click.option("--because", required=True, metavar="WHY", help="Why nothing is missing.")
@click.pass_obj
def complete(shell: Shell, account: str, *, because: str) -> None:
    """Say that no days are missing between an account's statements."""
    from agent.steps.bank_gaps import accept

    with open_desk(shell) as desk:
        found = accept(desk, me(), account, because)
    for gap in found:
        show(f"{gap.since} to {gap.until}: {gap.missing} counts as no gap")
