"""Tables about the firm itself: who it is, when it works, where its ledger lies."""

from __future__ import annotations

from datetime import time
from itertools import pairwise
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, Field, model_validator

from agent.model import procedure
from agent.settings.kinds import (
    ClockTime,
    Country,
    DayOfYear,
    Default,
    Domain,
    Email,
    Expect,
    FilePath,
    Flag,
    Iban,
    Moment,
    Name,
    Positive,
    Table,
    Text,
    VatId,
    Window,
    YearlyDay,
    Zone,
)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
# The languages that letters, and the summary, are shipped in.
Written = Literal["it", "en", "de", "fr", "es"]
Summarised = Literal["it", "en"]
_HOURS = ((time(9), time(12, 30)), (time(14, 30), time(17, 30)))


class Firm(Table):
    """Who you are, as your letters show it."""

    name: Text = Field(min_length=1, description="The firm's name, as letters show it.")
    addresses: tuple[Email, ...] = Field(
        (),
        description="Your own mail addresses, colleagues' too: what they write to a "
        "customer counts as a word of yours, never as a reply.",
    )
    zone: Zone = Field(
        "Europe/Rome", description="The time zone of office hours and due dates."
    )
    language: Written = Field(
        "it",
        description="The language of letters, where the customer has none of his own.",
    )
    country: Country = Field("IT", description="The country whose holidays you keep.")
    region: Text = Field(
        "",
        description="Province or town whose patron saint you keep, such as MI; "
        "empty keeps the national holidays alone.",
    )
    contact: Text = Field("", description="The person customers may ask for.")
    phone: Text = Field("", description="The telephone number in letters.")
    vat_id: VatId = Field(
        "", description="Your VAT number; tells your invoices from your suppliers'."
    )
    street: Text = Field("", description="Street and number in letters.")
    postcode: Text = Field("", description="Postcode in letters.")
    city: Text = Field("", description="Town in letters.")
    ibans: tuple[Iban, ...] = Field(
        (),
        description="The accounts customers pay to; letters show the first. No other "
        "source of an account number is ever believed.",
    )
    bank: Text = Field("", description="The bank's name beside the account in letters.")
    message_id_domain: Annotated[Domain, Default("the domain of smtp.from")] = Field(
        "", description="What stands after the @ in the ids of our letters."
    )


class Ledger(Table):
    """Where the program keeps what it knows."""

    path: Annotated[FilePath, Default('"sollecito.db" beside this file')] | None = (
        Field(None, description="The SQLite file; its folder must be writable.")
    )
    url: Annotated[
        str,
        Field(pattern=r"^postgresql\+psycopg://"),
        Expect("an address that begins with postgresql+psycopg://"),
    ] = Field(
        "",
        description="A PostgreSQL database instead, without a password: "
        "postgresql+psycopg://host/name.",
    )
    url_file: FilePath | None = Field(
        None, description="A file (mode 0600) holding that address with its password."
    )
    firm: Name = Field(
        "firm", description="Your short name in the ledger, where firms share one."
    )


class Closure(Table):
    """Days on which nobody is in, both included."""

    since: DayOfYear = Field(alias="from", description="The first day.")
    until: DayOfYear = Field(description="The last day.")

    @property
    def is_yearly(self) -> bool:
        """Tell whether the firm is shut on these days every year."""
        return not self.since.year

    def in_year(self, year: int) -> procedure.Closure:
        """Give the closure that begins in that year; it may end in the next."""
        since, until = self.since.in_year(year), self.until.in_year(year)
        if self.is_yearly and until < since:
            until = self.until.in_year(year + 1)
        return procedure.Closure(since, until)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if bool(self.since.year) != bool(self.until.year):
            raise ValueError("one day is of one year, the other of every year")
        if self.since.year and self.since.in_year(0) > self.until.in_year(0):
            raise ValueError("it ends before it begins")
        return self


def _in_order(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    if not windows:
        raise ValueError("no hours are left")
    for before, after in pairwise(windows):
        if after[0] < before[1]:
            raise ValueError("the hours overlap or are out of order")
    return windows


class Office(Table):
    """When letters may leave; nothing leaves outside these hours."""

    hours: Annotated[tuple[Window, ...], AfterValidator(_in_order)] = Field(
        _HOURS,
        description="The spans of a working day.",
    )
    weekdays: tuple[Weekday, ...] = Field(
        ("mon", "tue", "wed", "thu", "fri"),
        min_length=1,
        description="The working days.",
    )
    closures: tuple[Closure, ...] = Field(
        (),
        description="Holidays of the firm, such as the August break: "
        '{ from = "08-10", until = "08-21" }.',
    )
    half_days: tuple[YearlyDay, ...] = Field(
        (),
        description='Days on which only the first span counts, such as "12-24".',
    )
    extra_holidays: tuple[DayOfYear, ...] = Field(
        (), description="Single days off besides the public holidays."
    )


class Summary(Table):
    """The daily mail that says what was done and what is yours to do."""

    to: tuple[Email, ...] = Field((), description="Who gets it; empty sends none.")
    at: ClockTime = Field(time(8), description="When it leaves on working days.")
    language: Annotated[
        Summarised | None, Default("firm.language, or English where that is another")
    ] = Field(None, description="Its language.")
    deputy: Email | None = Field(
        None, description="Who gets it too once nobody has answered; empty = nobody."
    )
    deputy_after: Positive = Field(
        3, description="Working days without an answer until the deputy gets it."
    )


class ClockTable(Table):
    """Time itself, for rehearsals."""

    simulated: Flag = Field(
        default=False,
        description="Lets `run --now` start at another moment; never on a real mailbox.",
    )
    now: Annotated[Moment | None, Default("the machine's own clock")] = Field(
        None,
        description="Where a simulated clock starts when `--now` says nothing; needs "
        "`simulated`.",
    )

    @model_validator(mode="after")
    def _is_simulated(self) -> Self:
        if self.now and not self.simulated:
            raise ValueError("now needs simulated = true")
        return self


class Log(Table):
    """What the program says while it runs; it goes to standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much; addresses and names appear at debug only."
    )
    format: Literal["text", "json"] = Field(
        "text", description="Lines for people, or one JSON object a line."
    )
