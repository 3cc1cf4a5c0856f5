"""The verb `review letter`: read a letter, let it leave, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from agent.cli.opening import DAY, Number, When, as_json, me, open_desk, resolved
from agent.cli.output import show, show_json
from agent.cli.shell import Shell
from agent.cli.table import show_paragraph

if TYPE_CHECKING:
    from agent.steps.desk import Desk

ONE_THING = "decide one thing at a time"


@click.command()
@click.argument("number", type=Number("review"))
@click.option("--approve", is_flag=True, help="Let it leave.")
@click.option("--undo", is_flag=True, help="Take the approval back, before it leaves.")
@click.option("--refuse", default="", metavar="WHY", help="Take it back, keep quiet.")
@click.option(
    "--until", type=DAY, metavar="DAY", help="Last quiet day after a refusal."
)
@click.option("--left", is_flag=True, help="You know that it did leave.")
@click.option("--again", is_flag=True, help="It did not leave: send it once more.")
@click.option("--notices", is_flag=True, help="Show the raw notices about it.")
@as_json
@click.pass_obj
def letter(
    shell: Shell,
    number: int,
    *,
    approve: bool,
    undo: bool,
    refuse: str,
    until: When | None,
    left: bool,
    again: bool,
    notices: bool,
    as_json: bool,
) -> None:
    """Read a letter, or decide what becomes of it."""
    from agent.steps.act import letters

    if sum([approve, undo, bool(refuse), left, again, notices]) > 1:
        raise click.UsageError(ONE_THING)
    if until and not refuse:
        raise click.UsageError("--until goes with --refuse WHY")
    with open_desk(shell) as desk:
        if notices:
            _show_notices(desk, number, as_json=as_json)
        elif approve:
            letters.approve(desk, me(), number)
            show(f"letter {number}: leaves in office hours, after the time to undo")
            shell.say(f"`sollecito review letter {number} --undo` takes that back.")
        elif undo:
            letters.unapprove(desk, me(), number)
            show(f"letter {number}: waits for your approval again")
        elif refuse:
            end = letters.refuse(desk, me(), number, refuse, resolved(until, desk))
            if end is None:
                show(f"letter {number}: taken back; an answer puts nothing on hold")
                return
            show(f"letter {number}: taken back; nothing is written through {end}")
            shell.say(f"`sollecito release {_whose(desk, number)}` ends that.")
        elif left:
            letters.it_left(desk, me(), number)
            show(f"letter {number}: counts as sent")
        elif again:
            letters.send_again(desk, me(), number)
            show(f"letter {number}: leaves once more, in office hours")
        else:
            _show_letter(desk, number, as_json=as_json)


def _whose(desk: Desk, number: int) -> int:
    from agent.steps.look.review import letter as look

    return look(desk, number).customer_no


def _show_letter(desk: Desk, number: int, *, as_json: bool) -> None:
    from agent.steps.look.review import letter as look

    row = look(desk, number)
    if as_json:
        show_json(row)
        return
    show(f"Letter {row.no} to {row.customer} <{row.recipient}>: {row.state}")
    show_paragraph(f"Because: {row.because}")
    show(f"Subject: {row.words.subject}")
    show()
    show(row.words.text)


def _show_notices(desk: Desk, number: int, *, as_json: bool) -> None:
    from agent.steps.look.review import notices

    found = notices(desk, number)
    if as_json:
        show_json(found)
    else:
        for one in found:
            at = f"{one.arrived_at:%Y-%m-%d %H:%M}"
            show_paragraph(f"{at} from {one.sender}: {one.kind.replace('_', ' ')}")
            show_paragraph(f"{one.subject}. {one.because}", "  ")
            show()
            show("\n".join(f"  | {line}" for line in one.raw.splitlines()))
            show()
