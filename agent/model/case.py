"""Cases: where a customer with open items stands, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.model.procedure import Procedure, Stage

HoldReason = Literal[
    "reply",  # a person wrote, a person reads
    "payment",  # money that may be his waits for an answer
    "claim",  # he says that he paid
    "promise",
    "dispute",
    "parked",  # out of office
    "retry",  # a letter came back for what may pass: once more, later
    "colleague",  # somebody of ours is writing to him
    "backlog",  # older than our start: a person decides once
    "uncertain",  # a letter of ours may or may not have left
    "list",  # the invoicing program says otherwise
    "hand",  # a person said so
    "plan",
    "address",  # no address that works
    "credit",  # credit notes cover what is due: a person proposes a set-off
    "minimum",  # too little is due to write about
    "finished",  # no stage is left: a person decides
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
class Broken:
    """A promise to pay that was not kept, and of which no letter has spoken yet.

    Args:
        until: The last day that he named.
        made_on: The day on which he did.
    """

    until: date
    made_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """An open item and how far its procedure has come.

    Args:
        done: Names of stages already sent or called for this item.
        procedure: Its own; None = the customer's. Interval, cap and minimum
            are always the customer's.
        later_days: By which the customer's habit of paying shifts the stages after
            the due date.
        broken: The promise to pay it that was not kept; the next letter says so.
    """

    item: OpenItem
    done: frozenset[str] = frozenset()
    procedure: Procedure | None = None
    later_days: int = 0
    broken: Broken | None = None


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
        calls_on: Days on which he was reached by phone, oldest first; they
            count as pressure just as letters do.
        answered_on: When an answer of ours last left or was to leave: nothing that
            chases follows on that day.
    """

    customer: Customer
    standings: tuple[Standing, ...]
    holds: tuple[Hold, ...] = ()
    letters_on: tuple[date, ...] = ()
    waiting: bool = False
    call_open: bool = False
    calls_on: tuple[date, ...] = ()
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class Send:
    """Write a letter now.

    Args:
        stage: The furthest stage among the listed items, fulfilled now or
            before: it sets the tone and names the template. Once the last letter
            of all was had about one of them, the stage before it.
        steps: Items whose own stage this letter fulfils, with that stage.
        items: Every item the letter lists: the steps and all else overdue.
        promised: Those of them whose promise was broken, where it speaks of that.
    """

    stage: Stage
    steps: tuple[tuple[OpenItem, Stage], ...]
    items: tuple[OpenItem, ...]
    because: str
    promised: tuple[OpenItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing is to be done before that day."""

    until: date
    because: str


@dataclass(frozen=True, slots=True)
class Call:
    """A person phones.

    Args:
        items: What is overdue, to be spoken of.
        steps: Items whose stage this fulfils: a call stage, or a letter's
            where no address is known; empty where a letter was not read.
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
