"""What the verbs on the ledger share: opening the desk, days, names, JSON."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar

import click

from agent.cli.shell import Shell
from agent.errors import ConfigError

if TYPE_CHECKING:  # SQLAlchemy and pydantic stay out of `--help`
    from agent.settings import Settings
    from agent.steps.desk import Desk
    from agent.steps.written_proformas import Told

F = TypeVar("F", bound=Callable[..., Any])
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
now_option = click.option(
    "--now",
    metavar="MOMENT",
    default="",
    help="Begin at this moment (2026-12-01T09:00); needs [clock] simulated = true.",
)


@contextmanager
def open_desk(
    shell: Shell, now: str = "", settings: Settings | None = None
) -> Iterator[Desk]:
    """Open everything a step works with, and close it again.

    Args:
        settings: Those to go by; None = those of the configuration.

    Raises:
        ConfigError: The configuration has faults, or forbids a simulated time.
    """
    from agent import wiring

    settings = settings or shell.settings()
    desk = wiring.open_desk(settings, _clock(settings, now))
    try:
        yield desk
    finally:
        for channel in desk.channels:
            channel.close()
        desk.ledger.close()


def _clock(settings: Settings, now: str) -> Any:
    from agent.clock import SimulatedClock, SystemClock, moment

    now = now or settings.clock.now or ""
    if not now:
        return SystemClock(settings.zone)
    if not settings.clock.simulated:
        raise ConfigError(
            "--now is for rehearsals: set [clock] simulated = true in a "
            "configuration of its own, with a ledger of its own"
        )
    return SimulatedClock(moment(now, settings.zone), settings.zone)


def me() -> str:
    """Name the person who types, for the log."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


_LONGEST = 5  # "+9999": further off nobody plans
When = Callable[[date], date]


class Day(click.ParamType[Callable[[date], date]]):
    """A day: 2026-12-01, or +10 for ten days from today."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Callable[[date], date]:
        """Give a function from today to the day meant."""
        if callable(value):
            return value  # type: ignore[no-any-return]
        if value[:1] == "+" and value[1:].isdigit() and len(value) <= _LONGEST:
            days = timedelta(days=int(value[1:]))
            return lambda today: today + days
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day; write 2026-12-01 or +10", param, ctx)
        return lambda _today: day


class Number(click.IntRange):
    """A number for people, as a list of ours shows it.

    Args:
        shown_by: The verb that lists such things; empty = none does.
    """

    name = "number"

    def __init__(self, shown_by: str = "") -> None:
        """Allow what a person may have read in a list."""
        super().__init__(1, 999_999_999)
        self.shown_by = shown_by

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Any:
        """Give the number typed, or say where such numbers are seen."""
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            where = f" as `sollecito {self.shown_by}` shows it" if self.shown_by else ""
            self.fail(f"{value!r} is no number{where}", param, ctx)


DAY = Day()
NUMBER = Number()


class Said(TypedDict):
    """What the options of `corrections` hold."""

    numbered: str
    issued: When | None
    customer: str
    amount: str
    currency: str
    due: When | None


_CORRECTIONS = (
    click.option("--number", "numbered", default="", metavar="NO", help="Its number."),
    click.option("--issued", type=DAY, metavar="DAY", help="Its date."),
    click.option("--customer", default="", metavar="WHO", help="Who owes it."),
    click.option("--amount", default="", metavar="SUM", help="What is to be paid."),
    click.option("--currency", default="", metavar="CODE", help="Of that sum."),
    click.option("--due", type=DAY, metavar="DAY", help="Its due date."),
)


def corrections(command: F) -> F:
    """Offer the options that say what a pro-forma says."""
    for option in reversed(_CORRECTIONS):
        command = option(command)
    return command


def told_of(desk: Desk, said: Said) -> Told:
    """Give what a person says of a pro-forma by these options.

    Raises:
        Refused: The amount is none.
    """
    from agent.steps.act.named import an_amount
    from agent.steps.written_proformas import Told

    amount, currency = said["amount"], said["currency"].upper()
    return Told(
        number=said["numbered"].strip(),
        issued_on=resolved(said["issued"], desk),
        customer=said["customer"],
        amount=an_amount(amount, currency or "EUR").decimal if amount else None,
        currency=currency,
        due_on=resolved(said["due"], desk),
    )


def resolved(day: Callable[[date], date] | None, desk: Desk) -> date | None:
    """Give the day meant, counted from the firm's today."""
    return None if day is None else day(desk.clock.today())
