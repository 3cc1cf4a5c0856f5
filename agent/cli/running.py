"""Verbs that work: run, import, read, quarantine."""

from __future__ import annotations

import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import click

from agent.cli.opening import (
    DAY,
    NUMBER,
    Said,
    When,
    as_json,
    corrections,
    me,
    now_option,
    open_desk,
    resolved,
    told_of,
)
from agent.cli.output import counted, plain, show, show_json
from agent.cli.shell import Shell, Subverbs
from agent.cli.table import show_paragraph, show_table
from agent.errors import Refused

if TYPE_CHECKING:
    from agent.steps.contents import FileKind
    from agent.steps.rounds import Round

_EXISTING = click.Path(exists=True, path_type=Path)


@click.command()
@click.option("--once", is_flag=True, help="Do one round and end.")
@now_option
@as_json
@click.pass_obj
def run(shell: Shell, *, once: bool, now: str, as_json: bool) -> int:
    """Work as the daemon, or one round (--once).

    What a round brought is told on a terminal; elsewhere it is printed as JSON.
    """
    from agent.logs import to_stderr

    if as_json and not once:
        raise click.UsageError("--json goes with --once")
    settings = shell.settings()
    to_stderr(settings.log.level, settings.log.format)
    with open_desk(shell, now) as desk:
        if once:
            from agent.steps.rounds import begin, run_round
            from agent.steps.watching import sender_lock

            with sender_lock(desk):
                begin(desk)
                done = run_round(desk)
            if as_json or not sys.stdout.isatty():
                show_json(done)
            else:
                _tell(done)
            return 1 if done.faults else 0
        from agent.daemon import Daemon

        Daemon(settings, desk, shell.settings).run()
    return 0


def _tell(done: Round) -> None:
    """Tell what a round brought about, and what stood still."""
    show(
        f"came in: {counted(done.mails, 'mail')}, {counted(done.files, 'file')}; "
        f"payments: {done.settled} settled, {done.asked} to ask about"
    )
    show(
        f"{counted(done.letters, 'letter')} written, {done.sent} left; "
        f"{counted(done.calls, 'call')} to make"
    )
    if done.waits:
        show_paragraph(f"Letters wait: {done.waits}")
    for fault in done.faults:
        show_paragraph(f"FAULT: {fault}")


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=_EXISTING)
@click.option(
    "--open-items",
    is_flag=True,
    help="They are your invoicing program's list of what is open.",
)
@click.option(
    "--proforma", is_flag=True, help="What they list are pro-formas, not invoices."
)
@click.option("--as-of", type=DAY, metavar="DAY", help="Of what day that list is.")
@corrections
@as_json
@click.pass_obj
def import_files(
    shell: Shell,
    paths: tuple[Path, ...],
    *,
    open_items: bool,
    proforma: bool,
    as_of: When | None,
    as_json: bool,
    **said: Unpack[Said],
) -> int:
    """Take in invoices and bank files.

    What a list of what is open no longer names here waits; nothing is booked by it.
    What the words of a PDF do not say, or say wrongly, is said with --proforma.
    """
    from agent.steps.intake import take_paths
    from agent.steps.settle import settle

    if as_of and not open_items:
        raise click.UsageError("--as-of goes with --open-items")
    if open_items and proforma:
        raise click.UsageError("say either --open-items or --proforma")
    if any(said.values()) and not (proforma and len(paths) == 1):
        raise click.UsageError("say that of one file, with --proforma")
    only: FileKind | None = "open_items" if open_items else None
    only = "proforma" if proforma else only
    files = [file for path in paths for file in _files(path)]
    with open_desk(shell) as desk:
        day = resolved(as_of, desk)
        if day and day > desk.clock.today():
            raise Refused(f"{day} has not come: of what day is that list?")
        told = told_of(desk, said)
        taken = take_paths(desk, files, only=only, as_of=day, told=told)
        settled = settle(desk)
    if as_json:
        show_json({"taken": plain(taken), "settled": plain(settled)})
    else:
        changed = f", {taken.changed} changed" if taken.changed else ""
        show(
            f"{counted(taken.files, 'file')}: {counted(taken.invoices, 'invoice')}, "
            f"{counted(taken.payments, 'payment')}, "
            f"{counted(taken.customers, 'customer')} new{changed}; "
            f"{taken.known} known already"
        )
        show(
            f"payments: {settled.settled} settled, {settled.proposed} to be decided, "
            f"{settled.unknown} unknown"
        )
        for remark in taken.remarks:
            shell.say(f"note: {remark}")
    for problem in taken.problems:
        shell.say(problem)
    if taken.problems:
        shell.say("`sollecito quarantine list` shows what waits there.")
    return 1 if taken.problems else 0


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(each for each in path.rglob("*") if each.is_file())
    return [path]


@click.command()
@click.option("--jsonl", is_flag=True, help="One JSON object a file, a line each.")
@click.argument("paths", nargs=-1, required=True, type=_EXISTING)
@click.pass_obj
def read(shell: Shell, paths: tuple[Path, ...], *, jsonl: bool) -> int:
    """Say what mails and files are and hold."""
    from agent.steps.examine import stranger, walk
    from agent.steps.readers import readers as shipped
    from agent.steps.side_by_side import examine_files

    readers = shipped()
    firm = stranger(readers.apart)
    if shell.config:
        from agent.settings.reading import reading_firm

        firm = reading_firm(shell.config, readers.apart)
    gc.freeze()  # what is loaded stays: else each large file has it all looked through
    for found in examine_files(list(walk(paths)), readers, firm):
        row = plain(found)
        if jsonl:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
        else:
            show(f"{row['path']}: {row['kind']}: {row['because']}")
            rest = {key: value for key, value in row.items() if key not in _SAID}
            for key, value in rest.items():
                if value not in (None, "", [], {}):
                    show(f"  {key.replace('_', ' ')}: {_in_words(value)}")
    return 0


_SAID = ("path", "kind", "because", "error")


def _in_words(value: object) -> str:
    """Print lists and what they hold as a person would write them."""
    match value:
        case dict():
            return ", ".join(f"{key} {_in_words(one)}" for key, one in value.items())
        case list():
            return "; ".join(map(_in_words, value))
        case _:
            return str(value)


@click.group(cls=Subverbs, invoke_without_command=True)
@as_json
@click.pass_context
def quarantine(context: click.Context, *, as_json: bool) -> None:
    """What could not be read."""
    if context.invoked_subcommand is None:
        context.invoke(list_quarantine, as_json=as_json)


@quarantine.command("list")
@as_json
@click.pass_obj
def list_quarantine(shell: Shell, *, as_json: bool) -> None:
    """List what could not be read, and why."""
    from agent.steps.look.lists import set_aside

    with open_desk(shell) as desk:
        items = set_aside(desk)
        zone = desk.clock.zone
    if as_json:
        show_json(items)
        return
    show_table(
        ("no", "kind", "name", "since", "why"),
        [
            (
                item.no,
                item.kind.replace("_", " "),
                item.name,
                f"{item.at.astimezone(zone):%Y-%m-%d %H:%M}",
                item.error,
            )
            for item in items
        ],
        right=(0,),
        cut=(2,),
        beneath=(4,),
    )
    if items:
        shell.say(
            "`sollecito quarantine retry NUMBER` reads one again, "
            "`sollecito quarantine drop NUMBER --because WHY` gives it up."
        )
    else:
        shell.say("Nothing is set aside.")


@quarantine.command()
@click.argument("number", type=NUMBER)
@click.option("--despite-doubts", is_flag=True, help="You looked: take it as it is.")
@click.pass_obj
def retry(shell: Shell, number: int, *, despite_doubts: bool) -> int:
    """Try to read an item again."""
    from agent.steps.act.quarantine import retry as again

    with open_desk(shell) as desk:
        problems = again(desk, me(), number, despite_doubts=despite_doubts)
    for problem in problems:
        shell.say(problem)
    show(f"item {number}: {'still set aside' if problems else 'read'}")
    return 1 if problems else 0


@quarantine.command()
@click.argument("number", type=NUMBER)
@click.option("--because", required=True, help="Why it is not needed.")
@click.pass_obj
def drop(shell: Shell, number: int, *, because: str) -> None:
    """Give an item up; its bytes stay in the ledger."""
    from agent.steps.act.quarantine import drop as give_up

    with open_desk(shell) as desk:
        give_up(desk, me(), number, because)
    show(f"item {number}: given up")
    shell.say(f"`sollecito quarantine retry {number}` takes it up again.")
