"""The verb `customers`: list them, or change one."""

from __future__ import annotations

import click

from agent.cli.opening import as_json, me, open_desk
from agent.cli.output import show, show_json
from agent.cli.shell import Shell
from agent.cli.table import show_table


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
@click.argument("who")
@click.option("--email", default="", help="Write to this address from now on.")
@click.option("--drop-email", default="", help="Forget this address.")
@click.option("--name", default=None, help="His name.")
@click.option("--phone", default=None, help="The number to call.")
@click.option("--language", default=None, help="Of his letters: it, en, de, fr or es.")
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
        f"procedure {procedure}"
    )
