"""The day's summary: what one person reads in ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agent.model.money import Money


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
    """

    title: str
    detail: str = ""
    amount: Money | None = None
    no: int = 0
    quote: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Bucket:
    """One column of the ageing picture: open money by days overdue."""

    name: str
    amount: Money
    items: int


@dataclass(frozen=True, slots=True)
class Day:
    """Everything the summary mail says.

    Args:
        do_today: At most five; the rest is counted in `more_to_do`.
        stood_still: What does not work and since when; empty = all well.
        chain_head: Head of the event chain, as dated evidence.
        is_first: The first summary after the start explains itself.
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
    ageing: tuple[Bucket, ...] = ()
    owed: tuple[Money, ...] = ()
    overdue: tuple[Money, ...] = ()
    chain_head: str = ""
    is_first: bool = False
