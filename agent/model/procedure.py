"""Procedures: the stages by which a firm chases what is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Literal

from agent.model.customer import ChannelName
from agent.model.money import Money


@dataclass(frozen=True, slots=True)
class Manner:
    """How a letter goes, beside its words and its way.

    Args:
        encloses: Copies of its invoices go with it, those we have.
        asks_read: The customer's program is asked for a read receipt.
        copy_to: Addresses that get the same mail, for all to see; of a stage also
            SENIOR.
    """

    encloses: bool = True
    asks_read: bool = False
    copy_to: tuple[str, ...] = ()


# The customer's own senior person.
SENIOR = "senior"


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of a procedure.

    Args:
        name: Unique in its procedure, and the name of its letter's template.
        offset_days: Days from the due date; negative before it.
        is_call: A person phones instead of a letter leaving.
        channel: The way its letter goes, where the customer can be reached so;
            empty = by e-mail.
        in_working_days: Its days are working days of ours and the customer's;
            else they are those of the calendar.
        is_formal: Its letter never leaves without a person's word.
        manner: How its letter goes, beside its words.
    """

    name: str
    offset_days: int
    is_call: bool = False
    channel: ChannelName | Literal[""] = ""
    in_working_days: bool = False
    is_formal: bool = False
    manner: Manner = Manner()

    @property
    def about_days(self) -> int:
        """Give about how many calendar days it lies from the due date."""
        if not self.in_working_days:
            return self.offset_days
        return int(self.offset_days * 7 / 5)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A named list of stages, in the order of their days.

    Args:
        minimum_days: Least days between two letters to one customer.
        most_a_month: Most letters to one customer in any 30 days.
        minimum: Below this sum of overdue items nothing is written.
        unconfirmed_days: Working days without a sign of life after which a
            letter counts as unread.
        has_pec: The firm has a certified mailbox to send from.
    """

    name: str
    stages: tuple[Stage, ...]
    minimum_days: int = 7
    most_a_month: int = 3
    minimum: Money = Money(0)
    unconfirmed_days: int = 4
    has_pec: bool = False


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When letters may leave, in the firm's own zone.

    Args:
        windows: From and until of each window of a working day.
        weekdays: 0 = Monday; the days on which letters leave.
        zone: IANA name.
        half_days: Month and day of days on which only the first window
            counts, every year, such as (12, 24).
    """

    windows: tuple[tuple[time, time], ...] = (
        (time(9), time(12, 30)),
        (time(14, 30), time(17, 30)),
    )
    weekdays: frozenset[int] = frozenset(range(5))
    zone: str = "Europe/Rome"
    half_days: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the firm is shut, both included, such as the August break."""

    since: date
    until: date
