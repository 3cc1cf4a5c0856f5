"""Verbs that look: status, calls, why, preview, summary, events."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agent.cli.opening import DAY, When, as_json, open_desk
from agent.cli.output import counted, show, show_json
from agent.cli.shell import Shell
from agent.cli.table import show_paragraph, show_table

if TYPE_CHECKING:
    from agent.model.call import Answering
    from agent.steps.look.status import Status
    from agent.steps.plan import Planned


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
    for loud in (found.off_because, *found.stands_still):
        if loud:
            show_paragraph(f"! {loud}")
    rows = [
        ("owed", ", ".join(map(str, found.owed)) or "nothing"),
        ("overdue", ", ".join(map(str, found.overdue)) or "nothing"),
        ("open invoices", found.open_invoices),
        ("sending", found.sending),
        ("letters sent today", found.sent_today),
        ("letters to approve", found.to_approve),
        ("payments to decide on", found.questions),
        ("to phone", found.calls),
        ("holds", found.holds),
        ("in quarantine", found.in_quarantine),
        *((f"{name} read through", day or "-") for name, day in found.covered.items()),
    ]
    if found.collected:
        rows.insert(2, ("collected by you", ", ".join(map(str, found.collected))))
    if found.listed_on:
        rows.append(("list of what is open of", found.listed_on))
        rows.append(("to mark in your invoicing program", found.to_mark))
    show_table(("what", "figure"), rows)


@click.command()
@click.option(
    "--print",
    "out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the sheets as HTML to print, A4, one a page.",
)
@as_json
@click.pass_obj
def calls(shell: Shell, *, out: Path | None, as_json: bool) -> None:
    """List whom to phone."""
    from agent.steps.look.call_sheets import call_sheets

    if out:
        _print_calls(shell, out)
        return

    with open_desk(shell) as desk:
        sheets = call_sheets(desk)
    if as_json:
        show_json(sheets)
        return
    show_table(
        ("no", "customer", "phone", "amount", "answers", "because"),
        [
            (
                sheet.no,
                sheet.customer.name,
                sheet.customer.phone or "none",
                ", ".join(map(str, sheet.total)),
                _answers(sheet.answering),
                sheet.because,
            )
            for sheet in sheets
        ],
        right=(0, 3),
        cut=(1,),
        beneath=(5,),
    )
    if sheets:
        shell.say("`sollecito call NUMBER` shows what to say.")
    else:
        shell.say("Nobody is to be phoned.")


def _answers(answering: Answering) -> str:
    """Tell when he answers, by his own clock."""
    opens = answering.opens_at
    if answering.is_open or opens is None:
        return "now" if opens else "-"
    return f"{opens:%a} {opens.day} {opens:%b %H:%M}"


def _print_calls(shell: Shell, out: Path) -> None:
    from agent.errors import Refused
    from agent.steps.look.call_sheets import printed

    with open_desk(shell) as desk:
        sheets = printed(desk)
    try:
        out.write_text(sheets.page, "utf-8")
    except OSError as error:
        raise Refused(f"{out}: cannot be written: {error.strerror}") from error
    show(f"{out}: {counted(sheets.count, 'call sheet')}")
    if sheets.fault:
        shell.say(f"They wear our words, for yours fail: {sheets.fault}")
    shell.say("Open it in a browser and print it.")


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
    for sentence in answer.sentences:
        show_paragraph(sentence)
    for event in answer.history:
        at = event.at.astimezone(zone)
        show_paragraph(f"{at:%Y-%m-%d %H:%M} {event.what}: {event.because}", "  ")


@click.command()
@click.option("--until", type=DAY, default="+1", metavar="DAY", help="Last day shown.")
@click.option("--words", is_flag=True, help="Show the letters' words too.")
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the letters to FILE as they will look, for a browser.",
)
@as_json
@click.pass_obj
def preview(
    shell: Shell, *, until: When, words: bool, page: Path | None, as_json: bool
) -> None:
    """Show which letters would come."""
    from agent.steps.each import picture
    from agent.steps.in_words import letter_in_words
    from agent.steps.look.preview import preview as look
    from agent.steps.waiting import why_none_leaves

    with open_desk(shell) as desk:
        last = until(desk.clock.today())
        if last < desk.clock.today():
            raise click.UsageError(f"{last} has passed; name a day to come")
        plans = look(desk, last)
        with picture(desk) as tx:
            off = why_none_leaves(desk, tx)
        kinds = {plan.what for plan in plans}
        called = {kind: letter_in_words(desk, kind) for kind in kinds}
    if as_json:
        show_json(plans)
        return
    if off:
        shell.say(f"No letter leaves: {off}.")
    if page:
        _write_page(shell, plans, page)
    show_table(
        ("day", "customer", "what", "amount", "state", "to", "because", "how"),
        [
            (
                plan.day,
                plan.customer,
                called[plan.what],
                ", ".join(map(str, plan.amounts)) or "asks for none",
                plan.state,
                plan.recipient or "nobody knows where",
                plan.because,
                ", ".join(plan.manner),
            )
            for plan in plans
        ],
        right=(3,),
        cut=(1,),
        beneath=(5, 6, 7),
    )
    if not plans:
        shell.say(f"Nothing comes until {last}.")
    for plan in plans if words else ():
        if plan.letter is not None:
            show(f"\n--- {plan.day} to {plan.recipient}: {plan.letter.subject}")
            show(plan.letter.text)


def _write_page(shell: Shell, plans: Sequence[Planned], page: Path) -> None:
    from agent.errors import Refused
    from agent.steps.look.preview import as_page

    try:
        page.write_text(as_page(plans), "utf-8")
    except OSError as error:
        raise Refused(f"{page}: cannot be written: {error.strerror}") from error
    letters = counted(sum(plan.letter is not None for plan in plans), "letter")
    shell.say(f"{page}: {letters}; open it in a browser.")


@click.command()
@click.option("--html", is_flag=True, help="Print the HTML part.")
@as_json
@click.pass_obj
def summary(shell: Shell, *, html: bool, as_json: bool) -> None:
    """Show the daily summary as of now."""
    from agent.steps.summarise import last_sent
    from agent.steps.summarise import show as write

    with open_desk(shell) as desk:
        composed, sent = write(desk), last_sent(desk)
    if as_json:
        show_json(composed)
        return
    if sent is not None:
        shell.say(
            f"The numbers are those of the mail of {sent:%Y-%m-%d %H:%M}: answer that "
            "one. What came since has none."
        )
    if html:
        show(composed.html)
    else:
        show(composed.subject)
        show()
        show(composed.text)


@click.command()
@click.argument("about", nargs=-1)
@click.option(
    "--limit", type=click.IntRange(1), default=50, show_default=True, help="How many."
)
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
            if as_json:
                show_json({"whole": not fault, "fault": fault})
            else:
                show(fault or "the log is whole")
            return 1 if fault else 0
        found = lists.log(desk, limit, " ".join(about))
        zone = desk.clock.zone
    if as_json:
        show_json(found)
    else:
        for event in found:
            at = f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
            show_paragraph(
                f"{event.seq} {at} {event.actor} {event.what}: {event.because}"
            )
    return 0
