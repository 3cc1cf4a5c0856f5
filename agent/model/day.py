"""The day's summary: what one person reads in ten minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from agent.model.money import Money

Fact = str | int | date | Money | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section.

    Args:
        no: The number to answer with, unique in the mail; 0 = not to be
            answered.
        title: Who or what, in a few words.
        detail: The rest of the sentence; may be empty.
        amount: At stake; None if there is none.
        quote: A customer's own words, plain text; may be empty.
        command: What to type in a terminal for it; may be empty.
        said: Code of the sentence that the summary's own words give for it, in
            the reader's language; empty = `detail` is all.
        facts: What that sentence speaks of, by name: text, numbers, days, money.
        day: The day it is about, where there is one.
        about: What an order to this line concerns, "kind:id"; empty = none.
        offers: Code of the orders that the summary's own words propose for it.
    """

    title: str
    detail: str = ""
    amount: Money | None = None
    no: int = 0
    quote: str = ""
    command: str = ""
    said: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    day: date | None = None
    about: str = ""
    offers: str = ""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One column of the ageing picture: open money by days overdue."""

    name: str
    amount: Money
    items: int


@dataclass(frozen=True, slots=True)
class Week:
    """What is expected of the open items in one week.

    Args:
        low: Less comes in one week of ten.
        middle: As often less as more comes.
        high: More comes in one week of ten.
    """

    since: date
    until: date
    low: Money
    middle: Money
    high: Money


@dataclass(frozen=True, slots=True)
class Day:
    """Everything the summary mail says.

    Args:
        do_today: At most five; the rest is counted in `more_to_do`.
        stood_still: What does not work and since when; empty = all well.
        chain_head: Head of the event chain, as dated evidence.
        residues: Small sums closed with payments, in the first summary of a month.
        collected: Open sums that we collect ourselves; not among `owed`.
        week: Days, effects of stages and time, in the first summary of a week;
            likewise `late_payers`, `fallen_silent` and `to_ask`.
        costs: What customers took in time, in the first summary of a month; likewise
            `farewells`, from whom to part.
        forecast: What is expected of the open items, by currency and week.
        is_first: The first summary after the start explains itself.
        answers_to: The address that orders go to; empty = none is proposed.
        token: What an order proves by that it answers this mail.
        told_at: When this day's mail told what had come before; None where it is this
            mail that does, or none did. In the firm's zone.
    """

    firm: str
    today: date
    sending: str
    stood_still: tuple[Line, ...] = ()
    do_today: tuple[Line, ...] = ()
    more_to_do: int = 0
    money_in: tuple[Line, ...] = ()
    letters_out: tuple[Line, ...] = ()
    to_approve: tuple[Line, ...] = ()
    held: tuple[Line, ...] = ()
    bounced: tuple[Line, ...] = ()
    unconfirmed: tuple[Line, ...] = ()
    replies: tuple[Line, ...] = ()
    quarantined: tuple[Line, ...] = ()
    next_days: tuple[Line, ...] = ()
    residues: tuple[Line, ...] = ()
    ageing: tuple[Bucket, ...] = ()
    owed: tuple[Money, ...] = ()
    overdue: tuple[Money, ...] = ()
    collected: tuple[Money, ...] = ()
    forecast: tuple[Week, ...] = ()
    week: tuple[Line, ...] = ()
    late_payers: tuple[Line, ...] = ()
    fallen_silent: tuple[Line, ...] = ()
    to_ask: tuple[Line, ...] = ()
    costs: tuple[Line, ...] = ()
    farewells: tuple[Line, ...] = ()
    chain_head: str = ""
    is_first: bool = False
    answers_to: str = ""
    token: str = ""
    told_at: datetime | None = None
