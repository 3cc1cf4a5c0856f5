"""Cases: where a customer with open items stands, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.model.procedure import Stage

HoldReason = Literal[
    "reply",  # a person wrote, a person reads
    "payment",  # money that may be his waits for an answer
    "claim",  # he says that he paid
    "promise",
    "dispute",
    "parked",  # out of office
    "colleague",  # somebody of ours is writing to him
    "backlog",  # older than our start: a person decides once
    "uncertain",  # a letter of ours may or may not have left
    "hand",  # a person said so
    "plan",
    "address",  # no address that works
]


@dataclass(frozen=True, slots=True)
class Hold:
    """Why nothing is written, and until when.

    Args:
        invoice_id: Empty = all of the customer's items.
        until: Last day of the hold; None = until a person releases it.
    """

    id: str
    reason: HoldReason
    because: str
    customer_id: str
    invoice_id: str = ""
    since: date | None = None
    until: date | None = None

    def covers(self, today: date) -> bool:
        """Tell whether the hold still stands on that day."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Standing:
    """An open item and how far its procedure has come.

    Args:
        done: Names of stages already sent or called for this item.
    """

    item: OpenItem
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """All that decides what happens next with one customer.

    Args:
        standings: His open items, oldest due date first; credit notes too.
        holds: Those not released; ended ones may still be among them.
        letters_on: Days on which letters left or were approved to leave,
            oldest first, all channels.
        waiting: A letter is written and not yet gone, or its fate unknown.
        call_open: A call to him is still to be made.
    """

    customer: Customer
    standings: tuple[Standing, ...]
    holds: tuple[Hold, ...] = ()
    letters_on: tuple[date, ...] = ()
    waiting: bool = False
    call_open: bool = False


@dataclass(frozen=True, slots=True)
class Send:
    """Write a letter now.

    Args:
        stage: The oldest stage among the items: it sets the tone.
        steps: Items whose own stage this letter fulfils, with that stage.
        items: Every item the letter lists: the steps and all else overdue.
    """

    stage: Stage
    steps: tuple[tuple[OpenItem, Stage], ...]
    items: tuple[OpenItem, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is to be done before that day."""

    until: date
    because: str


@dataclass(frozen=True, slots=True)
class Call:
    """A person phones.

    Args:
        steps: Items whose call stage this fulfils; empty where an address is
            missing or a letter was not read.
    """

    because: str
    items: tuple[OpenItem, ...] = ()
    steps: tuple[tuple[OpenItem, Stage], ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Nothing is written while this hold stands; until None = a person decides."""

    until: date | None
    reason: HoldReason
    because: str


NextAction = Send | Wait | Call | Held
