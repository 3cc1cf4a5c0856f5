"""The verb `customers`: list them, or change one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from agent.cli.opening import as_json, me, open_desk
from agent.cli.output import counted, show, show_json
from agent.cli.shell import Shell, Subverbs
from agent.cli.table import show_table
from agent.errors import Refused
from agent.model.customer import Customer


@click.group(cls=Subverbs, invoke_without_command=True)
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
    if not count:
        shell.say("There is nothing to fill in.")
        return
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
    """Change a customer's data; with nothing to change, show it."""
    from agent.steps.act.editing import as_it_is
    from agent.steps.act.editing import edit as change

    said = {name: value for name, value in changes.items() if value is not None}
    with open_desk(shell) as desk:
        if said or email or drop_email:
            customer = change(
                desk, me(), who, said, add_email=email, drop_email=drop_email
            )
        else:
            customer = as_it_is(desk, who)
            shell.say("`sollecito customers edit --help` lists what can be changed.")
        procedure = desk.rules.procedure_of(customer).name
    show(f"{customer.no} {customer.name}: {'; '.join(_told(customer, procedure))}")
    if customer.is_consumer and customer.interest in ("show", "claim"):
        shell.say(
            "Letters to private persons never speak of interest or the 40 euro: "
            f'"{customer.interest}" changes nothing while he is one.'
        )


def _told(customer: Customer, procedure: str) -> Iterator[str]:
    """Tell all that is set of a customer, a clause each."""
    yield f"{customer.write_to or 'no e-mail'}, {customer.phone or 'no phone'}"
    yield f"{customer.language}, {customer.register}"
    yield "a private person" if customer.is_consumer else "a business"
    yield f"procedure {procedure}"
    said = {
        "group": customer.group,
        "PEC": customer.pec,
        "letters by": customer.channel,
        "pays by": customer.method,
        "interest:": customer.interest,
        "senior person": customer.senior,
        "country": ", ".join(filter(None, (customer.country, customer.region))),
        "time zone": customer.zone,
        "answers": customer.answers,
        "score:": customer.score_note,
    }
    yield from (f"{what} {value}" for what, value in said.items() if value)
