"""The verb `review`: everything that waits for a decision, and deciding it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

import click

from agent.cli.money import how_decided
from agent.cli.opening import (
    NUMBER,
    Number,
    Said,
    as_json,
    corrections,
    me,
    open_desk,
    told_of,
)
from agent.cli.output import show, show_json
from agent.cli.review_letter import ONE_THING, letter
from agent.cli.shell import Shell, Subverbs
from agent.cli.table import show_paragraph
from agent.errors import Refused

if TYPE_CHECKING:
    from agent.steps.desk import Desk
    from agent.steps.look.lists import InvoiceRow
    from agent.steps.look.review import LetterRow, Question, Review

_NOUNS = {"proforma": "pro-forma", "credit_note": "credit note"}


@click.group(cls=Subverbs, invoke_without_command=True)
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
        _print(context.obj, found)


def _print(shell: Shell, found: Review) -> None:
    for question in found.payments:
        _print_question(question)
    for waiting in (*found.uncertain, *found.letters):
        _print_waiting(waiting)
    for row in found.invoices:
        _print_doubt(row)
    for line in found.undelivered:
        show_paragraph(f"not delivered: {line}; send a copy with the first letter")
    for line in found.backlog:
        show_paragraph(f"backlog: {line}")
    if found.backlog:
        show("  `sollecito release --invoice NUMBER` lets letters ask for it")
        show("  `sollecito write-off NUMBER --because WHY` gives it up")
    if found.letters:
        shell.say("`sollecito approve --all` lets all these letters leave.")
    if not any((found.payments, found.letters, found.uncertain, found.invoices)):
        shown = found.backlog or found.undelivered
        shell.say("Nothing else waits." if shown else "Nothing waits for you.")


def _print_question(question: Question) -> None:
    row, verb = question.payment, f"sollecito review payment {question.payment.no}"
    show_paragraph(
        f"payment {row.no} of {row.amount} on {row.booked_on} from {row.payer or '?'}: "
        f"{row.because}"
    )
    show_paragraph(f"says: {row.remittance or 'nothing'}", "  ")
    for rank, (customer, parts, reasons) in enumerate(question.choices, 1):
        pays = ", ".join(parts) or "whatever was due first"
        show_paragraph(f"{rank}) {customer}: {pays}", "  ")
        show_paragraph(" ".join(reasons), "     ")
        denial = f", or `--not-his {rank}` if he did not pay"
        show(f"     `{verb} --accept {rank}`{denial if question.may_be_denied else ''}")
    show(f"  `{verb} --invoice NUMBER` names another")
    show(f"  `{verb} --not-ours WHY` if it pays no invoice")


def _print_waiting(letter: LetterRow) -> None:
    show_paragraph(
        f"letter {letter.no} to {letter.customer} ({letter.what}): {letter.because}"
    )
    if letter.state == "uncertain":
        show(f"  `sollecito review letter {letter.no} --left` if it did leave")
        show(f"  `sollecito review letter {letter.no} --again` sends it once more")
    else:
        show(f"  `sollecito approve {letter.no}`")


def _print_doubt(row: InvoiceRow) -> None:
    verb = f"sollecito review invoice {row.number}"
    noun = _NOUNS.get(row.kind, "invoice")
    show_paragraph(
        f"{noun} {row.number} of {row.customer}, {row.total}, due {row.due_on}: "
        f"{row.remarks or row.state}"
    )
    if row.state == "cancelled":
        show(f"  `{verb} --restore` asks for it again")
        return
    if row.state == "review":
        show(f"  `{verb} --accept` (or --due DAY): {row.open} is asked for")
        if row.kind == "proforma":
            show(
                f"  `{verb} --amount SUM` (--customer, --number, --issued) corrects it"
            )
    show(f"  `{verb} --cancel WHY` if it is not to be asked for")


@review.command()
@click.argument("number", type=Number("payments"))
@click.option(
    "--accept", type=NUMBER, metavar="RANK", help="The candidate that is right."
)
@click.option("--invoice", "invoices", multiple=True, help="Put it against these.")
@click.option(
    "--not-his", type=NUMBER, metavar="RANK", help="That candidate did not pay."
)
@click.option(
    "--not-ours", default="", metavar="WHY", help="It, or the rest of it, pays none."
)
@click.option("--undo", is_flag=True, help="Take back what was decided about it.")
@as_json
@click.pass_obj
def payment(
    shell: Shell,
    number: int,
    *,
    accept: int | None,
    invoices: tuple[str, ...],
    not_his: int | None,
    not_ours: str,
    undo: bool,
    as_json: bool,
) -> None:
    """Decide what a payment pays."""
    from agent.steps.act import money, whose

    if sum([bool(accept), bool(invoices), bool(not_his), bool(not_ours), undo]) > 1:
        raise click.UsageError(ONE_THING)
    with open_desk(shell) as desk:
        if accept:
            money.accept(desk, me(), number, accept)
        elif invoices:
            money.allocate(desk, me(), number, invoices)
        elif not_his:
            name = whose.not_his(desk, me(), number, not_his)
            show(
                f"payment {number}: not of {name}; letters to him no longer wait for it"
            )
        elif not_ours:
            money.not_ours(desk, me(), number, not_ours)
        elif undo:
            told = money.undo(desk, me(), number)
            show(f"payment {number}: {told}")
        else:
            _show_question(desk, number, as_json=as_json)
            return
        if not not_his:
            show(f"payment {number}: {_standing(desk, number)}")
            _say_rest(desk, number)
    if not undo:
        shell.say(f"`sollecito review payment {number} --undo` takes it back.")


def _show_question(desk: Desk, number: int, *, as_json: bool) -> None:
    from agent.steps.look.review import question

    found = question(desk, number)
    if as_json:
        show_json(found)
    elif found.is_open:
        _print_question(found)
    else:
        show_paragraph(f"payment {number}: {_standing(desk, number)}")
        verb = f"sollecito review payment {number}"
        if found.is_programs_no:
            show_paragraph(found.payment.because, "  ")
            show(f"  `{verb} --invoice NUMBER` if it pays one all the same")
        elif found.payment.decision != "reversed":
            show(f"  `{verb} --undo` takes that back")


def _say_rest(desk: Desk, number: int) -> None:
    """Name what he still owes while some of his money is free."""
    from agent.steps.look.review import owed_beside

    owed = owed_beside(desk, number)
    if owed:
        show_paragraph(
            f"He still owes {', '.join(owed)}, and letters to him wait until you say "
            f"what the rest is for: `sollecito review payment {number} --invoice "
            f"{owed[0]}` uses it, `--not-ours WHY` says that it pays no invoice"
        )


def _standing(desk: Desk, number: int) -> str:
    """Say what a payment was put against, and what of it is left."""
    from agent.steps.look.review import question

    row = question(desk, number).payment
    free = f"{row.free} free" if row.free.cents else ""
    if row.decision == "not_ours":
        free = f"the rest of {row.free} pays no invoice" if row.invoices else ""
    against = ", ".join(row.invoices) or how_decided(row)
    return "; ".join(each for each in (against, free) if each)


@review.command()
@click.argument("number")
@click.option("--accept", is_flag=True, help="It is right as it stands.")
@corrections
@click.option("--cancel", default="", metavar="WHY", help="It is not to be asked for.")
@click.option("--restore", is_flag=True, help="It is, though it was cancelled.")
@as_json
@click.pass_obj
def invoice(
    shell: Shell,
    number: str,
    *,
    accept: bool,
    cancel: str,
    restore: bool,
    as_json: bool,
    **said: Unpack[Said],
) -> None:
    """Settle the doubt about an invoice, cancel one or restore it.

    All but its due date is corrected only of a pro-forma read in a PDF.
    """
    from agent.steps.act import invoicing

    accept = accept or any(said.values())
    if sum([accept, bool(cancel), restore]) > 1:
        raise click.UsageError(ONE_THING)
    with open_desk(shell) as desk:
        if cancel:
            invoicing.cancel(desk, me(), number, cancel)
            show(f"invoice {number}: cancelled; it is asked for no more")
            shell.say(f"`sollecito review invoice {number} --restore` asks again.")
        elif restore:
            restored = invoicing.restore(desk, me(), number)
            doubt = restored.state == "review"
            show(
                f"invoice {number}: {'in doubt again' if doubt else 'asked for again'}"
            )
        elif accept:
            entry = invoicing.confirm(desk, me(), number, told_of(desk, said))
            doubt = entry.state == "review"
            stands = f"in doubt: {entry.remarks}" if doubt else "counts as open"
            show(f"{_NOUNS.get(entry.kind, 'invoice')} {entry.number}: {stands}")
            verb = f"sollecito review invoice {entry.number}"
            shell.say(f"`{verb} --cancel WHY` ends that.")
        else:
            _show_doubt(desk, number, as_json=as_json)


def _show_doubt(desk: Desk, number: str, *, as_json: bool) -> None:
    from agent.steps.look.lists import invoice_rows

    found = [row for row in invoice_rows(desk, everything=True) if row.number == number]
    if not found:
        raise Refused(f"no invoice {number!r}; `sollecito invoices --all` lists them")
    if as_json:
        show_json(found[0])
    else:
        _print_doubt(found[0])


review.add_command(letter)
