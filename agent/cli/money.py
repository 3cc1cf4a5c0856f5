"""Verbs about invoices and money: invoices, payments, pay, returned, write-off."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from agent.cli.opening import DAY, When, as_json, me, open_desk
from agent.cli.output import show, show_json
from agent.cli.shell import Shell, Subverbs
from agent.cli.table import show_table
from agent.errors import Refused

if TYPE_CHECKING:
    from agent.model.money import Money
    from agent.steps.desk import Desk
    from agent.steps.look.lists import InvoiceRow, PaymentRow

DECIDED = {
    "announced": "announced",
    "unconfirmed": "unconfirmed",
    "by_hand": "by hand",
    "not_ours": "no invoice's",
    "proposed": "to decide",
    "unknown": "to decide",
    "undone": "to decide",
    "reversed": "taken back",
    "new": "unsettled",
}


@click.group(cls=Subverbs, invoke_without_command=True)
@click.option("--all", "everything", is_flag=True, help="Settled ones too.")
@click.option("--customer", default="", metavar="WHO", help="Of one customer.")
@as_json
@click.pass_context
def invoices(
    context: click.Context, *, everything: bool, customer: str, as_json: bool
) -> None:
    """List open invoices, or edit one."""
    if context.invoked_subcommand is not None:
        return
    from agent.steps.look.lists import invoice_rows

    with open_desk(context.obj) as desk:
        rows = invoice_rows(desk, everything=everything, customer=customer)
    if as_json:
        show_json(rows)
        return
    show_table(
        ("number", "customer", "due", "total", "open", "late", "state", "remarks"),
        [
            (
                row.number,
                f"{row.customer_no} {row.customer}",
                row.due_on or "-",
                row.total,
                row.open,
                row.days_overdue or "",
                _state(row),
                row.remarks if row.state == "review" else "",
            )
            for row in rows
        ],
        right=(3, 4, 5),
        cut=(1,),
        beneath=(7,),
    )
    if not rows:
        context.obj.say("No invoice is open; --all lists the settled ones.")


def _state(row: InvoiceRow) -> str:
    if row.state != "open":
        return row.state
    return (row.collection or "open") if row.open.cents else "settled"


@invoices.command()
@click.argument("number")
@click.option(
    "--procedure", required=True, metavar="NAME", help="Its own; '' = its customer's."
)
@click.pass_obj
def edit(shell: Shell, number: str, *, procedure: str) -> None:
    """Change by which procedure an invoice is chased."""
    from agent.steps.act.invoicing import set_procedure

    with open_desk(shell) as desk:
        entry = set_procedure(desk, me(), number, procedure)
    show(f"invoice {entry.number}: procedure {procedure or 'of its customer'}")
    shell.say(f"`sollecito invoices edit {entry.number} --procedure ''` ends that.")


@invoices.command()
@click.argument("invoice")
@click.argument("proforma")
@click.pass_obj
def replaces(shell: Shell, invoice: str, proforma: str) -> None:
    """Say that an invoice takes the place of a pro-forma."""
    from agent.steps.act.invoicing import replace_proforma

    with open_desk(shell) as desk:
        entry = replace_proforma(desk, me(), invoice, proforma)
    show(
        f"invoice {entry.number} took the place of pro-forma {entry.proforma}: what was "
        "paid, promised and written about that one stands"
    )


@invoices.command("to-mark")
@as_json
@click.pass_obj
def to_mark(shell: Shell, *, as_json: bool) -> None:
    """List what is paid here and still open in your invoicing program."""
    from agent.steps.look.to_mark import rows_to_mark, why_none

    with open_desk(shell) as desk:
        rows = rows_to_mark(desk)
        none = "" if rows else why_none(desk)
    if as_json:
        show_json(rows)
        return
    show_table(
        ("number", "customer", "open there", "open here", "because"),
        [
            (
                row.number,
                f"{row.customer_no} {row.customer}",
                row.there,
                row.here,
                "; ".join(row.because),
            )
            for row in rows
        ],
        right=(2, 3),
        cut=(1,),
        beneath=(4,),
    )
    if none:
        shell.say(none)


@click.command()
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="How many."
)
@as_json
@click.pass_obj
def payments(shell: Shell, *, limit: int, as_json: bool) -> None:
    """List payments."""
    from agent.steps.look.lists import payment_rows

    with open_desk(shell) as desk:
        rows = payment_rows(desk, limit)
    if as_json:
        show_json(rows)
        return
    show_table(
        ("no", "booked", "amount", "free", "from", "is", "invoices", "because"),
        [
            (
                row.no,
                row.booked_on,
                row.amount,
                row.free if row.free.cents else "",
                _came_from(row),
                how_decided(row),
                ", ".join(row.invoices),
                row.because,
            )
            for row in rows
        ],
        right=(0, 2, 3),
        cut=(4,),
        beneath=(6, 7),
    )
    if not rows:
        shell.say("No payment has come yet.")


def how_decided(row: PaymentRow) -> str:
    """Say in a word or two how a payment stands; of one partly used, how its rest."""
    if row.decision == "not_ours" and row.invoices:
        return "rest: no invoice's"
    return DECIDED.get(row.decision, row.decision)


def _came_from(row: PaymentRow) -> str:
    if row.source == "hand":
        return f"{row.customer or row.remittance} ({row.how})"
    if row.how:
        return f"{row.payer or row.remittance} ({row.how})"
    return row.payer or row.remittance


@click.command()
@click.argument("target")
@click.argument("amount")
@click.option(
    "--how",
    type=click.Choice(["cash", "cheque", "set-off", "advance"]),
    default="cash",
    show_default=True,
    help="How it came; an advance is a customer's, not an invoice's.",
)
@click.option("--on", "paid_on", type=DAY, default="+0", metavar="DAY", help="When.")
@click.option("--currency", default="EUR", show_default=True, help="ISO code.")
@click.option("--yes", is_flag=True, help="What is more than open may stay free.")
@click.pass_obj
def pay(
    shell: Shell,
    target: str,
    amount: str,
    *,
    how: str,
    paid_on: When,
    currency: str,
    yes: bool,
) -> None:
    """Enter cash, a cheque, a set-off, an advance."""
    from agent.steps.act.money import pay as enter
    from agent.steps.act.named import an_amount

    money = an_amount(amount, currency)
    with open_desk(shell) as desk:
        day = paid_on(desk.clock.today())
        if day > desk.clock.today():
            raise Refused("money that came has a day that has come; say --on DAY")
        if not yes:
            _agree(desk, target, money, how)
        payment = enter(desk, me(), target, money, day, how, may_exceed=True)
    left = f"; {payment.free} stays free" if payment.free.cents else ""
    show(f"payment {payment.no}: {how} of {money} for {target}{left}")
    if left:
        shell.say(
            f"`sollecito review payment {payment.no} --invoice NUMBER` puts that "
            "against an invoice."
        )
    shell.say(f"`sollecito review payment {payment.no} --undo` takes it back.")


def _agree(desk: Desk, target: str, money: Money, how: str) -> None:
    """Ask whether what no invoice takes shall stay free.

    Raises:
        Refused: Nobody is there to be asked.
    """
    from agent.steps.act.money import beyond

    left = beyond(desk, target, money, how)
    if not left.cents:
        return
    said = f"{money} is {left} more than {target} has open"
    if not sys.stdin.isatty():
        raise Refused(f"{said}; --yes enters it all the same, and {left} stays free")
    click.confirm(f"{said}. Let {left} stay free?", abort=True, err=True)


@click.command()
@click.argument("invoice")
@click.option(
    "--instalment", type=click.IntRange(1), default=None, help="Which one of several."
)
@click.option("--on", "gone_on", type=DAY, default="+0", metavar="DAY", help="When.")
@click.option("--undo", is_flag=True, help="It did not come back.")
@click.pass_obj
def returned(
    shell: Shell, invoice: str, *, instalment: int | None, gone_on: When, undo: bool
) -> None:
    """Note that a RiBa or direct debit came back unpaid (insoluto), or undo it."""
    from agent.steps.act import returning

    part = instalment or 0
    with open_desk(shell) as desk:
        if undo:
            amount = returning.take_back(desk, me(), invoice, part)
            show(f"{invoice}: {amount} is collected by us again")
            return
        day = gone_on(desk.clock.today())
        if day > desk.clock.today():
            raise Refused("what came back has a day that has come; say --on DAY")
        item = returning.enter(desk, me(), invoice, day, part)
    show(f"{item.number}: {item.amount} came back unpaid; letters ask for it now")
    shell.say(f"`sollecito returned {invoice} --undo` takes it back.")


@click.command("write-off")
@click.argument("invoice")
@click.option("--because", default="", metavar="WHY", help="Why it is given up.")
@click.option("--undo", is_flag=True, help="Ask for it again.")
@click.pass_obj
def write_off(shell: Shell, invoice: str, *, because: str, undo: bool) -> None:
    """Give up what is open of an invoice, or ask again."""
    from agent.steps.act import invoicing

    if bool(because) == undo:
        raise click.UsageError("say either --because WHY or --undo")
    with open_desk(shell) as desk:
        if undo:
            amount = invoicing.undo_write_off(desk, me(), invoice)
            show(f"{invoice}: {amount} is asked for again")
            return
        amount = invoicing.write_off(desk, me(), invoice, because)
    show(f"{invoice}: {amount} is given up; it is asked for no more")
    shell.say(f"`sollecito write-off {invoice} --undo` asks for it again.")
