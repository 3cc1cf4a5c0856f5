"""Verbs about a customer's case: call, promise, dispute, hold, release."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from agent.cli.opening import DAY, Number, When, as_json, me, open_desk, resolved
from agent.cli.output import counted, show, show_json
from agent.cli.shell import Shell
from agent.cli.table import show_paragraph

if TYPE_CHECKING:
    from agent.model.call import Answering, CallSheet
    from agent.steps.desk import Desk

OUTCOMES = ("reached", "not_reached", "promise", "dispute", "wrong_number", "call_back")


@click.command()
@click.argument("number", type=Number("calls"))
@click.option("--outcome", type=click.Choice(OUTCOMES), help="What came of it.")
@click.option("--note", default="", help="His words, or yours.")
@click.option("--until", type=DAY, metavar="DAY", help="The day promised, or to call.")
@click.option("--undo", is_flag=True, help="It was not made: take back what was noted.")
@as_json
@click.pass_obj
def call(
    shell: Shell,
    number: int,
    *,
    outcome: str | None,
    note: str,
    until: When | None,
    undo: bool,
    as_json: bool,
) -> None:
    """Show a call's sheet, note its outcome, or take one back."""
    if undo:
        if outcome or note or until:
            raise click.UsageError("--undo stands alone")
        _not_made(shell, number)
        return
    if outcome:
        _made(shell, number, outcome, note, until)
        return
    if note or until:
        raise click.UsageError("--note and --until go with --outcome")
    from agent.errors import Refused
    from agent.steps.look.call_sheets import call_sheets

    with open_desk(shell) as desk:
        sheets = call_sheets(desk, number)
    if not sheets:
        raise Refused(f"no open call {number}; `sollecito calls` lists them")
    if as_json:
        show_json(sheets[0])
    else:
        _print_sheet(sheets[0])
        shell.say(f"Then: `sollecito call {number} --outcome reached`, or what came.")


def _made(
    shell: Shell, number: int, outcome: str, note: str, until: When | None
) -> None:
    from agent.steps.act.phoning import call_done, next_call

    with open_desk(shell) as desk:
        customer = call_done(desk, me(), number, outcome, note, resolved(until, desk))
        then = next_call(desk, customer)
    show(f"call {number} to {customer.name}: {outcome.replace('_', ' ')}")
    if then:
        show(f"next: call {then.no}, from {then.asked_on} on")
    shell.say(f"`sollecito call {number} --undo` takes it back.")
    if outcome == "dispute":
        shell.say(f"`sollecito release {customer.no}` lets letters leave again.")


def _not_made(shell: Shell, number: int) -> None:
    from agent.steps.act.phoning import not_made

    with open_desk(shell) as desk:
        customer = not_made(desk, me(), number)
    show(f"call {number} to {customer.name} is to be made: what was noted is gone")


def _print_sheet(sheet: CallSheet) -> None:
    """Print all that one needs on the phone."""
    customer = sheet.customer
    show(f"Call {sheet.no}: {customer.name}, {customer.phone or 'no number known'}")
    show_paragraph(f"Why: {sheet.because}")
    show_paragraph(_when(sheet.answering))
    for sentence in sheet.to_say:
        show_paragraph(f"Say: {sentence}")
    for item in sheet.items:
        due = f", due {item.due_on}" if item.open.cents > 0 else ""
        show(f"  {item.number} of {item.issued_on}{due}: {item.open}")
    show(f"Together: {', '.join(map(str, sheet.total)) or 'nothing'}")
    if sheet.apart:
        show("Not asked for now, for it is not yet due or held:")
    for item in sheet.apart:
        show(f"  {item.number} of {item.issued_on}, due {item.due_on}: {item.open}")
    for seen in sheet.addresses:
        show_paragraph(
            f"Another address: {seen.email}, seen on {seen.on} (`sollecito customers "
            f"edit {customer.no} --email {seen.email}` writes there)"
        )
    history = f"Promises ({sheet.kept} kept, {sheet.broken} broken)"
    for title, lines in (
        ("Last contacts", tuple(map(str, sheet.contacts))),
        (history, tuple(map(str, sheet.promises))),
        ("His side", sheet.side),
    ):
        if lines:
            show(f"{title}:")
            for line in "\n".join(lines).splitlines():
                show_paragraph(line, "  ")


def _when(answering: Answering) -> str:
    """Tell his time, and when he answers."""
    zone = answering.zone or "our time, his zone is not known"
    hours = ", ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in answering.windows)
    opens = answering.opens_at
    said = f"from {opens:%Y-%m-%d %H:%M}" if opens else "nobody knows when"
    return (
        f"There it is {answering.now:%H:%M} ({zone}); he answers {hours}: "
        f"{'now' if answering.is_open else said}"
    )


_customer = click.option(
    "--customer", default="", metavar="WHO", help="Number or name."
)
_invoice = click.option("--invoice", default="", metavar="NUMBER", help="One invoice.")


def _one(customer: str, invoice: str) -> str:
    """Give the option that names whom it is about, as it was typed."""
    if bool(customer) == bool(invoice):
        raise click.UsageError("name either --customer or --invoice")
    return f"--invoice {invoice}" if invoice else f"--customer {_quoted(customer)}"


def _quoted(words: str) -> str:
    from shlex import quote

    return quote(words)


@click.command()
@_customer
@_invoice
@click.option("--by", "until", type=DAY, metavar="DAY", help="Pays by.")
@click.option("--words", default="", help="His own words.")
@click.option("--undo", is_flag=True, help="Take it back: it was noted by mistake.")
@click.pass_obj
def promise(
    shell: Shell,
    *,
    customer: str,
    invoice: str,
    until: When | None,
    words: str,
    undo: bool,
) -> None:
    """Record a promise to pay, or take one back."""
    from agent.steps.act import cases

    whom = _one(customer, invoice)
    if (until is None) != undo:
        raise click.UsageError("say either --by DAY or --undo")
    with open_desk(shell) as desk:
        if until is None:
            day = cases.unpromise(desk, me(), customer=customer, invoice=invoice)
            show(f"the promise to pay by {day} is taken back")
            return
        today = desk.clock.today()
        last, answer = cases.promise(
            desk, me(), today, until(today), words, customer=customer, invoice=invoice
        )
        show(f"promised by {until(today)}; nothing is written through {last}")
        shell.say(f"`sollecito promise {whom} --undo` takes it back.")
        _tell_answer(shell, desk, answer)


def _tell_answer(shell: Shell, desk: Desk, letter_no: int) -> None:
    """Point to the letter that answers the customer, where one was written."""
    from agent.steps.look.review import letter

    if not letter_no:
        return
    verb = f"`sollecito review letter {letter_no}"
    then = (
        f"`sollecito approve {letter_no}` lets it leave"
        if letter(desk, letter_no).state == "proposed"
        else f"it leaves in office hours, {verb} --refuse WHY` stops it"
    )
    shell.say(f"Letter {letter_no} tells him so: {verb}` shows it, {then}.")


@click.command()
@click.argument("invoice")
@click.option("--reason", default="", help="What he contests.")
@click.option(
    "--amount", default="", metavar="SUM", help="The part contested; without it, all."
)
@click.option("--owner", default="", help="The colleague who looks after it.")
@click.option("--resolve", default="", metavar="OUTCOME", help="It is settled: how.")
@click.pass_obj
def dispute(
    shell: Shell,
    invoice: str,
    *,
    reason: str,
    amount: str,
    owner: str,
    resolve: str,
) -> None:
    """Record that an invoice is contested, or how that ended."""
    from agent.steps.act import cases
    from agent.steps.look.lists import contested_part

    if bool(reason) == bool(resolve) or (resolve and amount):
        raise click.UsageError("say either --reason or --resolve")
    with open_desk(shell) as desk:
        if resolve:
            cases.resolve(desk, me(), invoice, resolve)
            show(f"{invoice}: the dispute is resolved")
            return
        answer = cases.dispute(desk, me(), invoice, reason, owner, amount)
        part = contested_part(desk, invoice)
        what = f"{part} of it is contested; no" if part else "contested; no"
        asks = "reminder asks for that" if part else "reminder asks for it"
        show(f"{invoice}: {what} {asks} until resolved")
        shell.say(f"`sollecito dispute {invoice} --resolve OUTCOME` ends it.")
        _tell_answer(shell, desk, answer)


@click.command()
@_customer
@_invoice
@click.option("--because", required=True, help="Why; the summary shows it.")
@click.option("--until", type=DAY, metavar="DAY", help="Last day; open end without.")
@click.pass_obj
def hold(
    shell: Shell, *, customer: str, invoice: str, because: str, until: When | None
) -> None:
    """Stop writing to a customer, or about one invoice."""
    from agent.steps.act.cases import hold as put

    whom = _one(customer, invoice)
    with open_desk(shell) as desk:
        end = resolved(until, desk)
        name, taken = put(desk, me(), because, end, customer=customer, invoice=invoice)
    about = f" about {invoice}" if invoice else ""
    show(f"{name}: held{about} {f'through {end}' if end else 'until released'}")
    for number in taken:
        show(f"letter {number}: taken back; it does not leave")
    shell.say(f"`sollecito release {whom}` ends it.")


@click.command()
@click.argument("who", default="")
@_customer
@_invoice
@click.option("--because", default="a person released it", help="Why.")
@click.pass_obj
def release(
    shell: Shell, who: str, *, customer: str, invoice: str, because: str
) -> None:
    """End holds."""
    from agent.errors import Refused
    from agent.steps.act.cases import may_have_paid
    from agent.steps.act.cases import release as end
    from agent.steps.look.why import why

    customer = who or customer
    whom = _one(customer, invoice)
    with open_desk(shell) as desk:
        unsure = may_have_paid(desk, customer=customer, invoice=invoice)
        ended = end(desk, me(), because, customer=customer, invoice=invoice)
        stands = why(desk, f"invoice {invoice}" if invoice else f"customer {customer}")
    if not ended:
        raise Refused(f"no hold was to be ended. {stands.paragraph}")
    show(f"{counted(ended, 'hold')} ended")
    if unsure:
        shell.say(
            "Money that may be theirs still waits for an answer: say whose it is in "
            "`sollecito review`, or they may be reminded of what they have paid."
        )
    shell.say(f"`sollecito hold {whom} --because WHY` puts one again.")
    shell.say(stands.paragraph)
