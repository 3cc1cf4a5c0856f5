"""Verbs that decide: approve, call, promise, dispute, hold, release, pay, edit."""

from __future__ import annotations

import click

from agent.cli.looking import customers as list_customers
from agent.cli.looking import print_sheet
from agent.cli.opening import DAY, NUMBER, When, as_json, me, open_desk, resolved
from agent.cli.output import show, show_json
from agent.cli.shell import Shell

OUTCOMES = ("reached", "not_reached", "promise", "dispute", "wrong_number", "call_back")


@click.command("go-live")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def go_live(shell: Shell, *, yes: bool) -> None:
    """Switch sending to customers on."""
    from agent.steps.act.letters import go_live as switch
    from agent.steps.look.preview import preview

    with open_desk(shell) as desk:
        today = desk.clock.today()
        letters = [plan for plan in preview(desk, today) if plan.letter is not None]
        for plan in letters:
            shell.say(f"{plan.customer or plan.recipient}: {plan.what}: {plan.because}")
        shell.say(f"{len(letters)} letters are due today.")
        if desk.sending.mode == "off":
            shell.say(
                'Note: [sending] mode is "off": nothing leaves until you change it.'
            )
        if not yes:
            click.confirm("Let letters leave from now on?", abort=True, err=True)
        switch(desk, me())
        show(f"live, mode {desk.sending.mode}")


@click.command()
@click.argument("numbers", nargs=-1, type=NUMBER)
@click.option("--all", "everything", is_flag=True, help="Every letter that waits.")
@click.pass_obj
def approve(shell: Shell, numbers: tuple[int, ...], *, everything: bool) -> None:
    """Let proposed letters leave."""
    from agent.steps.act import letters

    if not numbers and not everything:
        raise click.UsageError("name letters by number, or say --all")
    with open_desk(shell) as desk:
        zone = desk.clock.zone
        done = (
            letters.approve_all(desk, me())
            if everything
            else [letters.approve(desk, me(), no) for no in numbers]
        )
        for letter in done:
            assert letter.not_before is not None
            at = f"{letter.not_before.astimezone(zone):%H:%M}"
            show(f"letter {letter.letter_no}: leaves after {at}, in office hours")
        shell.say(
            "`sollecito review letter NO --refuse WHY` takes one back until then."
        )


@click.command()
@click.argument("number", type=NUMBER)
@click.option("--outcome", type=click.Choice(OUTCOMES), help="What came of it.")
@click.option("--note", default="", help="His words, or yours.")
@click.option("--until", type=DAY, metavar="DAY", help="The day promised, or to call.")
@as_json
@click.pass_obj
def call(
    shell: Shell,
    number: int,
    *,
    outcome: str | None,
    note: str,
    until: When | None,
    as_json: bool,
) -> None:
    """Show a call's sheet, or note its outcome."""
    from agent.errors import Refused
    from agent.steps.act.cases import call_done
    from agent.steps.look.call_sheets import call_sheets

    with open_desk(shell) as desk:
        if outcome:
            customer = call_done(
                desk, me(), number, outcome, note, resolved(until, desk)
            )
            show(f"call {number} to {customer.name}: {outcome}")
            return
        sheets = call_sheets(desk, number)
        if not sheets:
            raise Refused(f"no open call {number}; `sollecito calls` lists them")
    if as_json:
        show_json(sheets[0])
    else:
        print_sheet(sheets[0])


_customer = click.option(
    "--customer", default="", metavar="WHO", help="Number or name."
)
_invoice = click.option("--invoice", default="", metavar="NUMBER", help="One invoice.")


def _one(customer: str, invoice: str) -> None:
    if bool(customer) == bool(invoice):
        raise click.UsageError("name either --customer or --invoice")


@click.command()
@_customer
@_invoice
@click.option("--by", "until", type=DAY, required=True, metavar="DAY", help="Pays by.")
@click.option("--words", default="", help="His own words.")
@click.pass_obj
def promise(
    shell: Shell, *, customer: str, invoice: str, until: When, words: str
) -> None:
    """Record a promise to pay."""
    from agent.steps.act.cases import promise as make

    _one(customer, invoice)
    with open_desk(shell) as desk:
        today = desk.clock.today()
        last = make(
            desk, me(), today, until(today), words, customer=customer, invoice=invoice
        )
        show(f"promised by {until(today)}; nothing is written through {last}")


@click.command()
@click.argument("invoice")
@click.option("--reason", default="", help="What he contests.")
@click.option("--owner", default="", help="The colleague who looks after it.")
@click.option("--resolve", default="", metavar="OUTCOME", help="It is settled: how.")
@click.pass_obj
def dispute(
    shell: Shell, invoice: str, *, reason: str, owner: str, resolve: str
) -> None:
    """Record that an invoice is contested."""
    from agent.steps.act import cases

    if bool(reason) == bool(resolve):
        raise click.UsageError("say either --reason or --resolve")
    with open_desk(shell) as desk:
        if resolve:
            cases.resolve(desk, me(), invoice, resolve)
            show(f"{invoice}: the dispute is resolved")
        else:
            cases.dispute(desk, me(), invoice, reason, owner)
            show(f"{invoice}: contested; nothing is written about it until resolved")


@click.command()
@_customer
@_invoice
@click.option("--because", required=True, help="Why; the summary shows it.")
@click.option("--until", type=DAY, metavar="DAY", help="Last day; open end without.")
@click.pass_obj
def hold(
    shell: Shell, *, customer: str, invoice: str, because: str, until: When | None
) -> None:
    """Stop writing to a customer."""
    from agent.steps.act.cases import hold as put

    _one(customer, invoice)
    with open_desk(shell) as desk:
        end = resolved(until, desk)
        name = put(desk, me(), because, end, customer=customer, invoice=invoice)
        show(f"{name}: held {f'through {end}' if end else 'until released'}")


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
    from agent.steps.act.cases import release as end

    customer = who or customer
    _one(customer, invoice)
    with open_desk(shell) as desk:
        ended = end(desk, me(), because, customer=customer, invoice=invoice)
        show(f"{ended} holds ended")


@click.command()
@click.argument("target")
@click.argument("amount")
@click.option(
    "--how",
    type=click.Choice(["cash", "cheque", "set-off", "advance"]),
    default="cash",
    show_default=True,
    help="How it came.",
)
@click.option("--on", "paid_on", type=DAY, default="+0", metavar="DAY", help="When.")
@click.option("--currency", default="EUR", show_default=True, help="ISO code.")
@click.pass_obj
def pay(
    shell: Shell, target: str, amount: str, *, how: str, paid_on: When, currency: str
) -> None:
    """Enter cash, a cheque, a set-off, an advance."""
    from agent.errors import Refused
    from agent.steps.act.money import pay as enter
    from agent.steps.act.named import an_amount

    money = an_amount(amount, currency)
    with open_desk(shell) as desk:
        if paid_on(desk.clock.today()) > desk.clock.today():
            raise Refused("money that came has a day that has come; say --on")
        day = paid_on(desk.clock.today())
        payment = enter(desk, me(), target, money, day, how)
        left = f", {payment.free} left free" if payment.free.cents else ""
        show(f"payment {payment.no}: {money} for {target}{left}")
    shell.say(f"`sollecito review payment {payment.no} --undo` takes it back.")


@click.group(invoke_without_command=True)
@click.pass_context
def customers(context: click.Context) -> None:
    """List customers, or edit one."""
    if context.invoked_subcommand is None:
        context.invoke(list_customers)


customers.add_command(list_customers, "list")


@customers.command()
@click.argument("who")
@click.option("--email", default="", help="Write to this address from now on.")
@click.option("--drop-email", default="", help="Forget this address.")
@click.option("--name", default=None, help="His name.")
@click.option("--phone", default=None, help="The number to call.")
@click.option("--language", type=click.Choice(["it", "en", "de", "fr", "es"]))
@click.option(
    "--register", type=click.Choice(["formal", "familiar"]), help="Lei or tu."
)
@click.option("--procedure", default=None, help="A procedure of his own; '' = none.")
@click.option("--group", default=None, help="His group, by which procedures go.")
@click.option("--country", default=None, help="Country whose holidays count.")
@click.option("--region", default=None, help="Town or province whose holidays count.")
@click.option("--consumer/--business", "is_consumer", default=None, help="Who he is.")
@click.pass_obj
def edit(
    shell: Shell, /, who: str, email: str, drop_email: str, **changes: object
) -> None:
    """Change a customer's data."""
    from agent.steps.act.cases import edit as change

    said = {name: value for name, value in changes.items() if value is not None}
    if not (said or email or drop_email):
        raise click.UsageError("say what to change; --help lists it")
    with open_desk(shell) as desk:
        procedure = said.get("procedure")
        if procedure and procedure not in desk.rules.procedures:
            known = ", ".join(sorted(desk.rules.procedures))
            raise click.UsageError(f"no procedure {procedure!r}; there are {known}")
        customer = change(desk, me(), who, said, add_email=email, drop_email=drop_email)
        show(f"{customer.no} {customer.name}: {customer.write_to or 'no address'}")
