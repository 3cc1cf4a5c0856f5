"""Calls: all that one needs on the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from agent.model.customer import Customer
from agent.model.invoice import OpenItem
from agent.model.money import Money

Windows = tuple[tuple[time, time], ...]
Way = Literal["letter", "message", "call"]


@dataclass(frozen=True, slots=True)
class Answering:
    """When a customer can be reached by phone.

    Args:
        zone: IANA name of his time zone; empty = not known, ours is taken.
        now: Aware, as his own clock shows it.
        windows: The hours in which he answers, by his own clock.
        opens_at: The first moment from now on in which he answers; now itself
            where he does; None where none comes within weeks.
    """

    zone: str
    now: datetime
    windows: Windows
    opens_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether he answers now."""
        return self.opens_at == self.now


@dataclass(frozen=True, slots=True)
class Contact:
    """A letter, a message or a call, as a line of his history.

    Args:
        kind: The stage of a letter, the kind of a message, the outcome of a call.
        state: How far a letter has come; empty for the others.
        subject: Of a message.
        called: What a letter is, in words; empty for the others.
    """

    on: date
    way: Way
    kind: str
    state: str = ""
    subject: str = ""
    called: str = ""

    def __str__(self) -> str:
        """Write it as one line of English."""
        kind = self.kind.replace("_", " ")
        match self.way:
            case "letter":
                return f"{self.on} letter '{self.called}': {self.state}"
            case "message":
                return f"{self.on} {kind}: {self.subject}"
            case "call":
                return f"{self.on} call: {kind}"


@dataclass(frozen=True, slots=True)
class Promised:
    """A day on which a customer said he would pay, and what came of it."""

    until: date
    state: str

    def __str__(self) -> str:
        """Write it as one line of English."""
        return f"by {self.until}: {self.state}"


@dataclass(frozen=True, slots=True)
class Contested:
    """What a customer contests, in a few words, and who looks after it."""

    reason: str
    owner: str

    def __str__(self) -> str:
        """Write it as one line of English."""
        return f"contests: {self.reason} (with {self.owner})"


@dataclass(frozen=True, slots=True)
class Seen:
    """An address and when a mail showed it last."""

    email: str
    on: date


@dataclass(frozen=True, slots=True)
class CallSheet:
    """All that one needs on the phone.

    Args:
        items: What to ask for, oldest first, credit notes not yet used behind it.
        total: Of these, as a letter would ask.
        contacts: The last letters, messages and calls, newest first.
        promises: Earlier promises and what came of them, oldest first.
        contested: What he contests.
        words: His own last words; empty if he wrote none.
        answering: His time now, and when he answers.
        to_say: Two sentences in his language, the second one open question;
            empty where nothing is open.
        apart: What he owes too, in no sum: not yet due, or held.
        addresses: Other addresses of his that a person may confirm, newest first.
    """

    no: int
    customer: Customer
    reason: str
    because: str
    items: tuple[OpenItem, ...]
    total: tuple[Money, ...]
    contacts: tuple[Contact, ...]
    promises: tuple[Promised, ...]
    contested: tuple[Contested, ...]
    words: str
    answering: Answering
    to_say: tuple[str, ...] = ()
    apart: tuple[OpenItem, ...] = ()
    addresses: tuple[Seen, ...] = ()

    @property
    def side(self) -> tuple[str, ...]:
        """Give the customer's side as lines: what he contests, then his words."""
        return (*map(str, self.contested), *([self.words] if self.words else ()))

    @property
    def kept(self) -> int:
        """Count the promises he kept."""
        return sum(each.state == "kept" for each in self.promises)

    @property
    def broken(self) -> int:
        """Count the promises he did not keep."""
        return sum(each.state == "broken" for each in self.promises)
