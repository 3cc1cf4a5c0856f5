"""The verb `demo`: a sample firm played through, told on the terminal."""

from __future__ import annotations

import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agent.cli.output import show
from agent.cli.shell import Shell, complain, program
from agent.errors import Refused

if TYPE_CHECKING:  # the servers and SQLAlchemy stay out of `--help`
    from agent.demo.performance import Outcome
    from agent.demo.timeline import Told
    from agent.model.money import Money

_EXTRA = ("aiosmtpd", "cryptography", "proxyprotocol", "pymap", "pysasl")
_WEEKEND = (5, 6)
_HEADING = "            money in  sent  back  replies  calls  overdue"
Tell = Callable[["Told"], None]


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default="sollecito-demo",
    show_default=True,
    metavar="DIR",
    help="Where everything it shows is written.",
)
@click.option(
    "--seed", default=1, show_default=True, help="Another seed, other people."
)
@click.option(
    "--customers",
    type=click.IntRange(1),
    default=40,
    show_default=True,
    help="How many.",
)
@click.option(
    "--days", type=click.IntRange(1), default=42, show_default=True, help="How long."
)
@click.pass_obj
def demo(shell: Shell, *, out: Path, seed: int, customers: int, days: int) -> int:
    """Play a sample firm for six weeks.

    Its mail servers run on this machine alone: nothing leaves it.
    """
    perform = _performer()
    began = time.monotonic()

    def begins() -> None:
        if not shell.quiet:
            _open(customers)

    with _telling(days, quiet=shell.quiet) as tell:
        outcome = perform(out, seed, customers, days, begins, tell)
    if shell.quiet:
        show(str(out))
    else:
        _close(outcome, out, days, time.monotonic() - began)
    for fault in (*outcome.faults, *outcome.to_the_paid):
        complain(f"this should not have happened: {fault}")
    return 1 if outcome.faults or outcome.to_the_paid else 0


def _open(customers: int) -> None:
    people = _count(customers, "customer")
    show(f"A sample firm with {people}, day by day from 28 September.")
    show("Its mail servers run on this machine alone: nothing leaves it.")
    show("Money in euro; sent: letters to customers; back: those that came back.\n")
    _print(_HEADING)


def _performer() -> Callable[[Path, int, int, int, Callable[[], None], Tell], Outcome]:
    try:
        from agent.demo.performance import perform
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in _EXTRA:
            raise
        raise Refused(
            f"the demo needs {package}, which comes with `pip install "
            "'sollecito[demo]'`"
        ) from error
    return perform


@contextmanager
def _telling(days: int, *, quiet: bool) -> Iterator[Tell]:
    """Give what tells a day: a line, and on a terminal how far we are."""
    if quiet:
        yield lambda _told: None
    elif not sys.stdout.isatty():
        yield lambda told: _print(_line(told))
    else:
        from rich.console import Console
        from rich.progress import Progress

        console = Console(highlight=False)
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task("the first morning", total=days)

            def tell(told: Told) -> None:
                style = "dim" if told.is_closed else None
                console.print(
                    _line(told),
                    style=style,
                    markup=False,
                    overflow="ellipsis",
                    no_wrap=True,
                )
                progress.update(task, advance=1, description=f"{told.day:%-d %B}")

            yield tell


def _print(line: str) -> None:
    show(line)
    sys.stdout.flush()


def _line(told: Told) -> str:
    day = f"{told.day:%a} {told.day.day:2} {told.day:%b}"
    if told.is_closed:
        weekend = told.day.weekday() in _WEEKEND
        return f"{day}  {'closed' if weekend else 'a holiday in Rimini'}"
    figures = (
        f"{_amount(told.came_in):>8}  {told.letters or '-':>4}  {told.bounced or '-':>4}"
        f"  {told.replies or '-':>7}  {told.called or '-':>5}  {_amount(told.overdue):>7}"
    )
    return f"{day}  {figures}  {_news(told)}".rstrip()


def _news(told: Told) -> str:
    if told.customers:
        people = _count(told.customers, "customer")
        return f"{people}, {_count(told.invoices, 'invoice')} taken in"
    return told.news


def _amount(money: Money) -> str:
    return f"{money.decimal:,.0f}" if money.cents else "-"


def _close(outcome: Outcome, out: Path, days: int, seconds: float) -> None:
    wrong = len(outcome.to_the_paid) or "None"
    show()
    letters = _count(outcome.letters, "letter")
    show(
        f"{_count(days, 'day')} in {_count(max(1, round(seconds)), 'second')}: {letters} left."
    )
    show(f"{wrong} of them asked for what a bank statement had shown as paid.")
    show(
        f"{outcome.bounced or 'None'} came back; {_count(outcome.replies, 'reply', 'replies')} "
        f"stopped the reminders; the owner made {_count(outcome.called, 'call')}."
    )
    show(f"{outcome.came_in.decimal:,} EUR came in.")
    show()
    day = outcome.ended_on
    show(f"Now it is {day:%A} {day.day} {day:%B}, 8:40, and the rest is yours:")
    show(
        f"{_count(outcome.to_approve, 'letter')} to approve, "
        f"{_count(outcome.to_call, 'call')} to make, "
        f"{_count(outcome.questions, 'payment')} to explain."
    )
    show()
    _show_folder(outcome, out)
    show()
    _show_next(outcome, out)


def _show_folder(outcome: Outcome, out: Path) -> None:
    for name, what in (
        (f"summaries/{outcome.ended_on}.html", "this morning's summary mail"),
        ("letters/", "every letter as .eml, .html and .txt"),
        ("incoming/", "what customers and servers answered"),
        ("calls.txt", "whom to phone"),
        ("why.txt", f"{_count(len(outcome.interesting), 'invoice')} explained"),
    ):
        show(f"  {out}/{name:27}  {what}")


def _show_next(outcome: Outcome, out: Path) -> None:
    day = f"{outcome.ended_on:%A}"
    show(f"Type next; no server is needed, and it stays {day} morning:")
    show(f"  export SOLLECITO_CONFIG={shlex.quote(str(out / 'config.toml'))}")
    why = (f"why {number}" for number in outcome.interesting[:1])
    for words in ("status", "summary", "review", "calls", *why, "preview --until +14"):
        show(f"  {program()} {words}")


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number or 'no'} {one if number == 1 else many or f'{one}s'}"
