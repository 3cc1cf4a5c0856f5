"""The verb `review`: everything that waits for a decision, and deciding it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from agent.cli.opening import DAY, NUMBER, When, as_json, me, open_desk, resolved
from agent.cli.output import show, show_json
from agent.cli.shell import Shell
from agent.errors import Refused

if TYPE_CHECKING:
    from agent.steps.look.review import LetterRow, Question, Review


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def review(context: click.Context, *, as_json: bool) -> None:
    """Decide what waits for you."""
    if context.invoked_subcommand is not None:
        return
    from agent.steps.look.review import review as look

    with open_desk(context.obj) as desk:
        found = look(desk)
    if as_json:
        show_json(found)
    else:
        _print(found)


def _print(found: Review) -> None:
    for question in found.payments:
        _print_question(question)
    for letter in (*found.uncertain, *found.letters):
        show(
            f"letter {letter.no} to {letter.customer} ({letter.kind}): {letter.because}"
        )
    for row in found.invoices:
        show(f"invoice {row.number} of {row.customer}, {row.total}: {row.remarks}")
    for line in found.backlog:
        show(f"backlog: {line}")
    if not any((found.payments, found.letters, found.uncertain, found.invoices)):
        show("nothing waits for a decision" if not found.backlog else "")


def _print_question(question: Question) -> None:
    row = question.payment
    show(f"payment {row.no} of {row.amount} on {row.booked_on} from {row.payer or '?'}")
    show(f"  says: {row.remittance or 'nothing'}")
    show(f"  {row.because}")
    for rank, (customer, parts, reasons) in enumerate(question.choices, 1):
        show(f"  {rank}) {customer}: {', '.join(parts)} ({'; '.join(reasons)})")


@review.command()
@click.argument("number", type=NUMBER)
@click.option(
    "--accept", type=NUMBER, metavar="RANK", help="The candidate that is right."
)
@click.option("--invoice", "invoices", multiple=True, help="Put it against these.")
@click.option("--not-ours", default="", metavar="WHY", help="It pays no invoice.")
@click.option("--undo", is_flag=True, help="Take its allocations back.")
@click.pass_obj
def payment(
    shell: Shell,
    number: int,
    *,
    accept: int | None,
    invoices: tuple[str, ...],
    not_ours: str,
    undo: bool,
) -> None:
    """Decide what a payment pays."""
    from agent.steps.act import money
    from agent.steps.look.review import review as look

    chosen = [bool(accept), bool(invoices), bool(not_ours), undo]
    if sum(chosen) > 1:
        raise click.UsageError("decide one thing at a time")
    with open_desk(shell) as desk:
        if accept:
            money.accept(desk, me(), number, accept)
        elif invoices:
            money.allocate(desk, me(), number, invoices)
        elif not_ours:
            money.not_ours(desk, me(), number, not_ours)
        elif undo:
            money.undo(desk, me(), number)
        else:
            found = [q for q in look(desk).payments if q.payment.no == number]
            if not found:
                raise Refused(f"payment {number} waits for no decision")
            _print_question(found[0])
            return
    show(f"payment {number}: done")
    if not undo:
        shell.say(f"`sollecito review payment {number} --undo` takes it back.")


@review.command()
@click.argument("number", type=NUMBER)
@click.option("--approve", is_flag=True, help="Let it leave.")
@click.option("--refuse", default="", metavar="WHY", help="Take it back, keep quiet.")
@click.option(
    "--until", type=DAY, metavar="DAY", help="Last quiet day after a refusal."
)
@click.option("--left", is_flag=True, help="You know that it did leave.")
@click.option("--again", is_flag=True, help="It did not leave: send it once more.")
@click.pass_obj
def letter(
    shell: Shell,
    number: int,
    *,
    approve: bool,
    refuse: str,
    until: When | None,
    left: bool,
    again: bool,
) -> None:
    """Read a letter, or decide what becomes of it."""
    from agent.steps.act import letters

    if sum([approve, bool(refuse), left, again]) > 1:
        raise click.UsageError("decide one thing at a time")
    with open_desk(shell) as desk:
        if approve:
            letters.approve(desk, me(), number)
        elif refuse:
            end = letters.refuse(desk, me(), number, refuse, resolved(until, desk))
            show(f"letter {number}: taken back; nothing is written through {end}")
            return
        elif left:
            letters.it_left(desk, me(), number)
        elif again:
            letters.send_again(desk, me(), number)
        else:
            from agent.steps.look.review import letter as look

            _print_letter(look(desk, number))
            return
    show(f"letter {number}: done")


def _print_letter(row: LetterRow) -> None:
    show(f"Letter {row.no} to {row.customer} <{row.recipient}>: {row.state}")
    show(f"Because: {row.because}")
    show(f"Subject: {row.words.subject}")
    show()
    show(row.words.text)


@review.command()
@click.argument("number")
@click.option("--due", type=DAY, metavar="DAY", help="Its due date.")
@click.option("--accept", is_flag=True, help="It is right as it stands.")
@click.option("--cancel", default="", metavar="WHY", help="It is not to be asked for.")
@click.pass_obj
def invoice(
    shell: Shell, number: str, *, due: When | None, accept: bool, cancel: str
) -> None:
    """Settle the doubt about an invoice, or cancel one."""
    from agent.steps.act import money

    if not (due or accept or cancel):
        raise click.UsageError("say --due DAY, --accept or --cancel WHY")
    with open_desk(shell) as desk:
        if cancel:
            money.cancel_invoice(desk, me(), number, cancel)
        else:
            money.confirm_invoice(desk, me(), number, resolved(due, desk))
    show(f"invoice {number}: done")
