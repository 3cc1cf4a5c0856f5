"""The verb `plan`: a debt paid in parts, proposed, agreed on, ended."""

from __future__ import annotations

import click

from agent.cli.opening import DAY, When, me, open_desk
from agent.cli.output import show
from agent.cli.shell import Shell


@click.command()
@click.argument("who", default="")
@click.option("--invoice", default="", metavar="NUMBER", help="Of one invoice alone.")
@click.option("--parts", type=int, default=0, help="In how many monthly parts.")
@click.option("--first", type=DAY, metavar="DAY", help="The day of the first part.")
@click.option("--accept", is_flag=True, help="He agrees to what was proposed.")
@click.option("--end", "is_over", is_flag=True, help="It no longer holds.")
@click.pass_obj
def plan(
    shell: Shell,
    *,
    who: str,
    invoice: str,
    parts: int,
    first: When | None,
    accept: bool,
    is_over: bool,
) -> None:
    """Agree on payment in parts, or end that; WHO alone shows his plan."""
    proposes = bool(parts or first or invoice)
    if who and not (proposes or accept or is_over):
        _tell(shell, who)
        return
    if proposes + accept + is_over != 1 or bool(who) == bool(invoice):
        raise click.UsageError(
            "say WHO or --invoice with --parts and --first, or WHO with --accept or "
            "--end"
        )
    if proposes:
        _propose(shell, who, invoice, parts, first)
        return
    from agent.steps.act import planning

    with open_desk(shell) as desk:
        if is_over:
            planning.end(desk, me(), who)
            show("the plan is ended; what is open is due as before it")
            return
        agreed = planning.accept(desk, me(), who)
    for part in agreed.parts:
        show(f"{part.amount} by {part.due_on}")
    shell.say("One letter comes before each part, and none of the usual ones.")
    shell.say(f"`sollecito plan {who} --end` ends it.")


def _tell(shell: Shell, who: str) -> None:
    from agent.steps.act import planning

    with open_desk(shell) as desk:
        plan = planning.standing(desk, who)
        no, numbers = planning.about(desk, plan)
    until = f" until {plan.answer_by}" if plan.state == "proposed" else ""
    show(f"{', '.join(numbers)}: {len(plan.parts)} parts, {plan.state}{until}")
    for part in plan.parts:
        show(f"{part.amount} by {part.due_on}")
    if plan.state == "proposed":
        shell.say(f"Once he agrees: `sollecito plan {no} --accept`.")
    shell.say(f"`sollecito plan {no} --end` ends it.")


def _propose(
    shell: Shell, who: str, invoice: str, parts: int, first: When | None
) -> None:
    from agent.steps.act import planning

    if not parts or first is None:
        raise click.UsageError("say --parts and --first")
    with open_desk(shell) as desk:
        day = first(desk.clock.today())
        plan, letter_no = planning.propose(
            desk, me(), parts, day, customer=who, invoice=invoice
        )
        no, numbers = planning.about(desk, plan)
    for part in plan.parts:
        show(f"{part.amount} by {part.due_on}")
    shell.say(f"Nothing else is written about it through {plan.answer_by}.")
    if letter_no:
        shell.say(f"`sollecito review letter {letter_no}` shows the letter to him.")
    shell.say(f"It is about {', '.join(numbers)}.")
    shell.say(f"Once he agrees: `sollecito plan {no} --accept`.")
