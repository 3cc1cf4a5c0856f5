"""Verbs that look: status, invoices, customers, payments, calls, why, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from agent.cli.opening import DAY, When, as_json, open_desk
from agent.cli.output import show, show_json, show_table
from agent.cli.shell import Shell

if TYPE_CHECKING:
    from agent.steps.look.call_sheets import CallSheet
    from agent.steps.look.status import Status


@click.command()
@as_json
@click.pass_obj
def status(shell: Shell, *, as_json: bool) -> int:
    """Show where everything stands."""
    from agent.steps.look.status import status as look

    with open_desk(shell) as desk:
        found = look(desk)
    if as_json:
        show_json(found)
    else:
        _print_status(found)
    return 1 if found.stands_still else 0


def _print_status(found: Status) -> None:
    rows = [
        ("owed", ", ".join(map(str, found.owed)) or "nothing"),
        ("overdue", ", ".join(map(str, found.overdue)) or "nothing"),
        ("open invoices", found.open_invoices),
        ("sending", found.sending),
        ("letters sent today", found.sent_today),
        ("letters to approve", found.to_approve),
        ("questions about payments", found.questions),
        ("to phone", found.calls),
        ("holds", found.holds),
        ("in quarantine", found.in_quarantine),
        *((f"account {name} read through", day) for name, day in found.covered.items()),
        *(("stands still", what) for what in found.stands_still),
    ]
    show_table(("what", "figure"), rows)


@click.command()
@click.option("--all", "everything", is_flag=True, help="Settled ones too.")
@click.option("--customer", default="", metavar="WHO", help="Of one customer.")
@as_json
@click.pass_obj
def invoices(shell: Shell, *, everything: bool, customer: str, as_json: bool) -> None:
    """List open invoices."""
    from agent.steps.look.lists import invoice_rows

    with open_desk(shell) as desk:
        rows = invoice_rows(desk, everything=everything, customer=customer)
    if as_json:
        show_json(rows)
        return
    show_table(
        ("number", "customer", "issued", "due", "total", "open", "late", "state"),
        [
            (
                row.number,
                f"{row.customer_no} {row.customer}",
                row.issued_on,
                row.due_on or "-",
                row.total,
                row.open,
                row.days_overdue or "",
                row.remarks if row.state == "review" else row.state,
            )
            for row in rows
        ],
        right=(4, 5, 6),
    )


@click.command("list")
@click.argument("words", nargs=-1)
@as_json
@click.pass_obj
def customers(shell: Shell, words: tuple[str, ...], *, as_json: bool) -> None:
    """List customers, all or those that fit some words."""
    from agent.steps.look.lists import customer_rows

    with open_desk(shell) as desk:
        rows = customer_rows(desk, " ".join(words))
    if as_json:
        show_json(rows)
        return
    show_table(
        ("no", "name", "e-mail", "phone", "owed", "overdue", "next"),
        [
            (
                row.no,
                row.name,
                row.email or "none",
                row.phone,
                ", ".join(map(str, row.owed)),
                ", ".join(map(str, row.overdue)),
                row.next,
            )
            for row in rows
        ],
        right=(0, 4, 5),
    )


@click.command()
@click.option("--limit", default=50, show_default=True, help="How many.")
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
        ("no", "booked", "amount", "free", "payer", "is", "invoices", "because"),
        [
            (
                row.no,
                row.booked_on,
                row.amount,
                row.free if row.free.cents else "",
                row.payer,
                row.decision,
                ", ".join(row.invoices),
                row.because,
            )
            for row in rows
        ],
        right=(0, 2, 3),
    )


@click.command()
@as_json
@click.pass_obj
def calls(shell: Shell, *, as_json: bool) -> None:
    """List whom to phone."""
    from agent.steps.look.call_sheets import call_sheets

    with open_desk(shell) as desk:
        sheets = call_sheets(desk)
    if as_json:
        show_json(sheets)
        return
    show_table(
        ("no", "customer", "phone", "amount", "because"),
        [
            (
                sheet.no,
                sheet.customer.name,
                sheet.customer.phone or "none",
                ", ".join(map(str, sheet.total)),
                sheet.because,
            )
            for sheet in sheets
        ],
        right=(0, 3),
    )


def print_sheet(sheet: CallSheet) -> None:
    """Print all that one needs on the phone."""
    customer = sheet.customer
    show(f"Call {sheet.no}: {customer.name}, {customer.phone or 'no number known'}")
    show(f"Why: {sheet.because}")
    for item in sheet.items:
        show(f"  {item.number} of {item.issued_on}, due {item.due_on}: {item.open}")
    show(f"Together: {', '.join(map(str, sheet.total)) or 'nothing'}")
    for title, lines in (
        ("Last contacts", sheet.contacts),
        ("Promises", sheet.promises),
        ("His side", sheet.side),
    ):
        if lines:
            show(f"{title}:")
            for line in lines:
                show(f"  {line}")


@click.command()
@click.argument("words", nargs=-1, required=True)
@as_json
@click.pass_obj
def why(shell: Shell, words: tuple[str, ...], *, as_json: bool) -> None:
    """Explain an invoice or a customer."""
    from agent.steps.look.why import why as explain

    with open_desk(shell) as desk:
        answer = explain(desk, " ".join(words))
        zone = desk.clock.zone
    if as_json:
        show_json(answer)
        return
    show(answer.paragraph)
    for event in answer.history:
        show(
            f"  {event.at.astimezone(zone):%Y-%m-%d %H:%M} {event.what}: {event.because}"
        )


@click.command()
@click.option("--until", type=DAY, default="+1", metavar="DAY", help="Last day shown.")
@click.option("--words", is_flag=True, help="Show the letters' words too.")
@as_json
@click.pass_obj
def preview(shell: Shell, *, until: When, words: bool, as_json: bool) -> None:
    """Show which letters would come."""
    from agent.steps.look.preview import preview as look

    with open_desk(shell) as desk:
        plans = look(desk, until(desk.clock.today()))
    if as_json:
        show_json(plans)
        return
    show_table(
        ("day", "customer", "to", "what", "amount", "state", "because"),
        [
            (
                plan.day,
                plan.customer,
                plan.recipient or "no address",
                plan.what,
                ", ".join(map(str, plan.amounts)),
                plan.state,
                plan.because,
            )
            for plan in plans
        ],
        right=(4,),
    )
    for plan in plans if words else ():
        if plan.letter is not None:
            show(f"\n--- {plan.day} to {plan.recipient}: {plan.letter.subject}")
            show(plan.letter.text)


@click.command()
@click.option("--html", is_flag=True, help="Print the HTML part.")
@as_json
@click.pass_obj
def summary(shell: Shell, *, html: bool, as_json: bool) -> None:
    """Show the daily summary as of now."""
    from agent.steps.summarise import show as write

    with open_desk(shell) as desk:
        composed = write(desk)
    if as_json:
        show_json(composed)
    elif html:
        show(composed.html)
    else:
        show(composed.subject)
        show()
        show(composed.text)


@click.command()
@click.argument("about", nargs=-1)
@click.option("--limit", default=50, show_default=True, help="How many lines.")
@click.option("--verify", is_flag=True, help="Check that nobody changed the log.")
@as_json
@click.pass_obj
def events(
    shell: Shell, about: tuple[str, ...], *, limit: int, verify: bool, as_json: bool
) -> int:
    """Show the log."""
    from agent.steps.look import lists

    with open_desk(shell) as desk:
        if verify:
            fault = lists.verify(desk)
            show(fault or "the log is whole")
            return 1 if fault else 0
        found = lists.log(desk, limit, " ".join(about))
        zone = desk.clock.zone
    if as_json:
        show_json(found)
    else:
        for event in found:
            at = f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
            show(f"{event.seq} {at} {event.actor} {event.what}: {event.because}")
    return 0
