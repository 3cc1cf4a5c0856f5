"""Verbs that let letters leave, and stop them: go-live, approve, pause, resume."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from agent.cli.opening import DAY, NUMBER, When, me, open_desk, resolved
from agent.cli.output import counted, show
from agent.cli.shell import Shell, complain
from agent.errors import Refused

if TYPE_CHECKING:
    from agent.model.letter import Delivery
    from agent.steps.desk import Desk


@click.command("go-live")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def go_live(shell: Shell, *, yes: bool) -> None:
    """Switch sending to customers on."""
    from agent.steps.act.letters import go_live as switch
    from agent.steps.each import picture
    from agent.steps.fit import why_stopped
    from agent.steps.in_words import letter_in_words
    from agent.steps.look.preview import preview
    from agent.steps.waiting import why_kept_back

    with open_desk(shell) as desk:
        today = desk.clock.today()
        letters = [plan for plan in preview(desk, today) if plan.letter is not None]
        for plan in letters:
            what = letter_in_words(desk, plan.what)
            sums = ", ".join((what, *map(str, plan.amounts)))
            shell.say(f"{plan.customer}, {sums}: {plan.because}")
        shell.say(f"Due by today: {counted(len(letters), 'letter')}.")
        with picture(desk) as tx:
            kept = why_kept_back(desk, tx)
            stopped = why_stopped(desk, tx)
        if letters and kept:
            shell.say(f"None of them leaves yet: {kept}.")
        if stopped:
            shell.say(f"No letter leaves while they are paused: {stopped}.")
        mode = desk.sending.mode
        if mode == "off":
            shell.say(
                'Note: [sending] mode is "off": nothing leaves until you change it.'
            )
        if not yes:
            click.confirm("Let letters leave from now on?", abort=True, err=True)
        switch(desk, me())
    show(f"live, {'but paused, ' if stopped else ''}mode {mode}")
    shell.say("`sollecito pause --because WHY` stops every letter.")


@click.command()
@click.option("--because", required=True, metavar="WHY", help="Why; status shows it.")
@click.option(
    "--until", type=DAY, metavar="DAY", help="The last day; without it until `resume`."
)
@click.pass_obj
def pause(shell: Shell, *, because: str, until: When | None) -> None:
    """Stop every letter to customers."""
    from agent.steps.act.letters import stop_all
    from agent.steps.each import picture
    from agent.steps.stopping import our_fault

    with open_desk(shell) as desk:
        last = resolved(until, desk)
        taken = stop_all(desk, me(), because, last)
        with picture(desk) as tx:
            fault = our_fault(tx)
    ends = bool(last) and not fault
    end = f" through {last}" if ends else ""
    show(f"all letters are stopped{end}; {counted(taken, 'letter')} taken back")
    if last and fault:
        shell.say(f"They do not go on by themselves after {last}: {fault}.")
    sooner = " sooner" if ends else ""
    said = f"`sollecito resume` lets them leave again{sooner}"
    shell.say(f"{said}; those due are written anew.")


@click.command()
@click.pass_obj
def resume(shell: Shell) -> None:
    """Let letters leave again after a pause."""
    from agent.steps.act.letters import resume_all
    from agent.steps.each import picture
    from agent.steps.waiting import why_none_leaves

    with open_desk(shell) as desk:
        resume_all(desk, me())
        with picture(desk) as tx:
            off = why_none_leaves(desk, tx)
    show(f"no longer stopped, but {off}" if off else "letters leave again")
    shell.say("`sollecito preview` shows which; `sollecito pause` stops them.")


@click.command()
@click.argument("numbers", nargs=-1, type=NUMBER)
@click.option("--all", "everything", is_flag=True, help="Every letter that waits.")
@click.pass_obj
def approve(shell: Shell, numbers: tuple[int, ...], *, everything: bool) -> int:
    """Let proposed letters leave."""
    from agent.steps.each import picture
    from agent.steps.waiting import why_none_leaves

    if bool(numbers) == everything:
        raise click.UsageError("name letters by number, or say --all")
    with open_desk(shell) as desk:
        done, refused = 0, list[str]()
        for letter in _approved(desk, numbers, refused):
            assert letter.not_before is not None, "an approved letter has its time"
            at = letter.not_before.astimezone(desk.clock.zone)
            show(f"letter {letter.letter_no}: leaves after {at:%H:%M}, in office hours")
            done += 1
        with picture(desk) as tx:
            off = why_none_leaves(desk, tx)
    if done:
        if off:
            shell.say(f"But no letter leaves yet: {off}.")
        shell.say(
            "`sollecito review letter NUMBER --undo` takes that back until then, "
            "--refuse WHY the letter too."
        )
    elif not refused:
        shell.say("No letter waits for your approval.")
    for why in refused:
        complain(why)
    return 1 if refused else 0


def _approved(
    desk: Desk, numbers: tuple[int, ...], refused: list[str]
) -> Iterator[Delivery]:
    """Approve one after the other: what is refused costs none of the others."""
    from agent.steps.act import letters

    if not numbers:
        yield from letters.approve_all(desk, me())
    for number in numbers:
        try:
            yield letters.approve(desk, me(), number)
        except Refused as error:
            refused.append(str(error))
