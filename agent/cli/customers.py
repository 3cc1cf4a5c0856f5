"""The verb `customers`: list them, or change one."""

from __future__ import annotations

from pathlib import Path

import click

from agent.cli.opening import as_json, me, open_desk
from agent.cli.output import counted, show, show_json
from agent.cli.shell import Shell
from agent.cli.table import show_table
from agent.errors import Refused
from agent.model.customer import Customer


@click.group(invoke_without_command=True)
@as_json
@click.pass_context
def customers(context: click.Context, *, as_json: bool) -> None:
    """List customers, or edit one."""
    if context.invoked_subcommand is None:
        context.invoke(list_customers, words=(), as_json=as_json)


@customers.command("list")
@click.argument("words", nargs=-1)
@as_json
@click.pass_obj
def list_customers(shell: Shell, words: tuple[str, ...], *, as_json: bool) -> None:
    """List customers, all or those that fit some words."""
    from agent.steps.look.lists import customer_rows

    with open_desk(shell) as desk:
        rows = customer_rows(desk, " ".join(words))
    if as_json:
        show_json(rows)
        return
    show_table(
        ("no", "name", "owed", "overdue", "e-mail", "phone", "next"),
        [
            (
                row.no,
                row.name,
                ", ".join(map(str, row.owed)),
                ", ".join(map(str, row.overdue)),
                row.email or "no e-mail",
                row.phone or "no phone",
                row.next and f"next: {row.next}",
            )
            for row in rows
        ],
        right=(0, 2, 3),
        cut=(1,),
        beneath=(4, 5, 6),
    )
    if not rows:
        shell.say("No customer fits.")


@customers.command()
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write, for a spreadsheet: XLSX, or CSV by its name.",
)
@click.pass_obj
def missing(shell: Shell, *, out: Path) -> None:
    """Write a table of who owes and has no e-mail that works, to be filled in."""
    from agent.steps.look.missing import missing_table

    with open_desk(shell) as desk:
        is_csv = out.suffix.lower() == ".csv"
        count, table = missing_table(desk, as_workbook=not is_csv)
    try:
        with out.open("xb") as file:
            file.write(table)
    except FileExistsError as error:
        raise Refused(f"{out} exists; it may be filled in: name another") from error
    except OSError as error:
        raise Refused(f"{out}: cannot be written: {error.strerror}") from error
    show(f"{out}: {counted(count, 'customer')} without an e-mail that works")
    shell.say(f"Fill in its e-mail column, then `sollecito import {out}` applies it.")


@customers.command()
@click.argument("who")
@click.option("--email", default="", help="Write to this address from now on.")
@click.option("--drop-email", default="", help="Forget this address.")
@click.option("--pec", default=None, help="His certified address; '' = none.")
@click.option(
    "--channel",
    type=click.Choice(["email", "pec", ""]),
    help="The way his letters go; '' = as their stages say.",
)
@click.option("--name", default=None, help="His name.")
@click.option("--phone", default=None, help="The number to call.")
@click.option("--language", default=None, help="Of his letters: it, en, de, fr or es.")
@click.option(
    "--register", type=click.Choice(["formal", "familiar"]), help="Lei or tu."
)
@click.option("--procedure", default=None, help="A procedure of his own; '' = none.")
@click.option("--group", default=None, help="His group, by which procedures go.")
@click.option(
    "--method",
    default=None,
    help="How he pays where an invoice does not say: riba, sdd, bonifico; '' = unsaid.",
)
@click.option(
    "--interest",
    type=click.Choice(["show", "claim", "waive", ""]),
    help="His letters tell of interest, ask for it, or not; '' = as the firm's.",
)
@click.option(
    "--score-note",
    default=None,
    help="Your word on how he pays, in place of the reckoned score; '' = none.",
)
@click.option(
    "--senior",
    default=None,
    metavar="EMAIL",
    help="A senior person there, for copies of stages that say so; '' = none.",
)
@click.option("--zone", default=None, help="His time zone; '' = his country's.")
@click.option(
    "--answers",
    default=None,
    metavar="HOURS",
    help="When he picks up the phone, as \"9:00-12:30, 14:30-17:30\"; '' = as usual.",
)
@click.option("--country", default=None, help="Country whose holidays count.")
@click.option("--region", default=None, help="Town or province whose holidays count.")
@click.option("--consumer/--business", "is_consumer", default=None, help="Who he is.")
@click.pass_obj
def edit(
    shell: Shell,
    /,
    who: str,
    email: str,
    drop_email: str,
    **changes: str | bool | None,
) -> None:
    """Change a customer's data."""
    from agent.steps.act.editing import edit as change

    said = {name: value for name, value in changes.items() if value is not None}
    if not (said or email or drop_email):
        raise click.UsageError("say what to change; --help lists it")
    with open_desk(shell) as desk:
        customer = change(desk, me(), who, said, add_email=email, drop_email=drop_email)
        procedure = desk.rules.procedure_of(customer).name
    show(
        f"{customer.no} {customer.name}: {customer.write_to or 'no e-mail'}, "
        f"{customer.phone or 'no phone'}; {customer.language}, {customer.register}; "
        f"procedure {procedure}{_certified(customer)}{_pays(customer)}"
        f"{_senior(customer)}{_noted(customer)}"
    )


def _certified(customer: Customer) -> str:
    """Tell of his certified address and whether it is chosen."""
    chosen = f", letters by {customer.channel}" if customer.channel else ""
    return f"; PEC {customer.pec}{chosen}" if customer.pec else chosen


def _noted(customer: Customer) -> str:
    """Tell what a person noted of how he pays."""
    return f"; score: {customer.score_note}" if customer.score_note else ""


def _senior(customer: Customer) -> str:
    """Tell who gets copies of the stages that say so."""
    return f"; senior person {customer.senior}" if customer.senior else ""


def _pays(customer: Customer) -> str:
    """Tell how he pays, where an invoice does not say."""
    return f"; pays by {customer.method}" if customer.method else ""
