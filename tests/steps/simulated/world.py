"""What a small world knows by itself: debts, money, words, days. Nothing is asked."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy

from tests.desks import ROME

# Written by hand: Sunday holidays are left out.
FIRM_OFF = {date(2026, 11, 2), date(2026, 12, 7), date(2026, 12, 8)}
COUNTRY_OFF = {
    "IT": set[date](),
    "FR": {date(2026, 11, 11)},
    "AT": {date(2026, 10, 26), date(2026, 12, 8)},
    "CZ": {date(2026, 10, 28), date(2026, 11, 17)},
    "RO": {date(2026, 11, 30), date(2026, 12, 1)},
    "JP": {date(2026, 10, 12), date(2026, 11, 3), date(2026, 11, 23)},
}
STAGES = (3, 10, 20, 30, 40)
_HOURS = ((time(9), time(12, 30)), (time(14, 30), time(17, 30)))
_ITEM = re.compile(r"- Fattura (\d+/2026) .*\n\s+scadenza [^:]*: ([\d.,]+)\s€")
_ONLY_TO_COME = "Non ancora scadut"


@dataclass(frozen=True)
class Debt:
    """An invoice as it was written."""

    number: str
    customer: int
    cents: int
    due_on: date


@dataclass
class Transfer:
    """Money as its payer meant it.

    Args:
        parts: Cents for each invoice; empty = more than was owed, or a stranger's.
        is_clear: Number or name tell a careful reader whose it is.
        is_odd: Though they do, one may well ask.
        known_at: When one of us said whose it is.
    """

    cents: int
    text: str
    payer: str
    customer: int
    booked_on: date
    parts: dict[str, int]
    is_clear: bool
    is_odd: bool = False
    shown_at: datetime | None = None
    known_at: datetime | None = None

    @property
    def is_put(self) -> bool:
        """Tell money that stands where it belongs."""
        is_plain = self.is_clear and not self.is_odd
        return bool(self.known_at or (self.shown_at and is_plain))


@dataclass(frozen=True)
class Left:
    """A letter the mail server took.

    Args:
        asked: What it asks for, in cents, by invoice.
        to_come: What it only names.
    """

    token: str
    customer: int
    recipient: str
    at: datetime
    asked: dict[str, int]
    to_come: dict[str, int]

    @property
    def day(self) -> date:
        return self.at.astimezone(ROME).date()


@dataclass(frozen=True)
class Words:
    """What a person of a customer wrote, from when on we could know it.

    Args:
        needs_person: Only one of us can end the silence.
    """

    customer: int
    at: datetime
    needs_person: bool


@dataclass(frozen=True)
class Word:
    """A day by which somebody said he would pay.

    Args:
        numbers: What was owed then.
    """

    customer: int
    at: datetime
    until: date
    numbers: tuple[str, ...]


@dataclass
class World:
    """All that is true, whatever the program believes.

    Args:
        failed: Letters whose failure could be known.
        signs: When each customer showed himself, by person or server.
        freed: When one of us last released a customer.
        reached: Days on which customers were spoken to.
        quiet: Last day for which one of us told the program to be quiet.
        disputed: Invoices that a person called contested.
        word: By customer, or by invoice where it was about one.
        moot: Of the failed, those whose customer owed nothing by then.
        full: Letters that came back as the mailbox was full.
        away: Last days of the quiet for which a customer's robots ask.
        dead: Addresses of which we were told that they do not exist, and the day
            on which the letter left that told it; None = it never left.
        shaken: Letters whose sender did not hear how it ended.
        at_the_door: Customers of letters that were refused at once.
        by_person: Customers for whom a person decided anything.
        was_undone: A person took back what was decided about a payment.
    """

    debts: dict[str, Debt] = field(default_factory=dict)
    transfers: list[Transfer] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    failed: dict[str, datetime] = field(default_factory=dict)
    words: list[Words] = field(default_factory=list)
    signs: defaultdict[int, list[datetime]] = field(
        default_factory=lambda: defaultdict(list)
    )
    colleagues: set[int] = field(default_factory=set)
    freed: dict[int, datetime] = field(default_factory=dict)
    reached: defaultdict[int, list[date]] = field(
        default_factory=lambda: defaultdict(list)
    )
    quiet: dict[int, date] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)
    word: dict[int | str, Word] = field(default_factory=dict)
    moot: set[str] = field(default_factory=set)
    full: set[str] = field(default_factory=set)
    away: defaultdict[int, set[date]] = field(default_factory=lambda: defaultdict(set))
    dead: dict[str, date | None] = field(default_factory=dict)
    shaken: set[str] = field(default_factory=set)
    at_the_door: list[int] = field(default_factory=list)
    by_person: set[int] = field(default_factory=set)
    was_undone: bool = False
    is_paused: bool = False

    def open(self, number: str, *, all_shown: bool = False) -> int:
        """Give what is left of an invoice by what statements have shown.

        Args:
            all_shown: Also money of which nobody can tell yet whose it is.
        """
        paid = sum(
            transfer.parts.get(number, 0)
            for transfer in self.transfers
            if transfer.shown_at
            and (all_shown or transfer.is_clear or transfer.known_at)
        )
        return self.debts[number].cents - paid

    def owes(self, customer: int) -> bool:
        """Tell whether anything of a customer is open by what statements have shown."""
        return any(self.open(debt.number) > 0 for debt in self.of(customer))

    def meant(self, number: str) -> int:
        """Give what is left of an invoice by all that was ever transferred."""
        paid = sum(transfer.parts.get(number, 0) for transfer in self.transfers)
        return self.debts[number].cents - paid

    def of(self, customer: int) -> list[Debt]:
        """Give the invoices of a customer."""
        return [debt for debt in self.debts.values() if debt.customer == customer]

    def sent(self, customer: int) -> list[Transfer]:
        """Give the money of a customer."""
        return [each for each in self.transfers if each.customer == customer]

    def is_freed(self, customer: int, since: datetime) -> bool:
        """Tell whether one of us released a customer after a moment."""
        freed = self.freed.get(customer)
        return freed is not None and freed >= since

    def letters(self, customer: int) -> list[Left]:
        """Give the letters that left for a customer and did not come back."""
        return [
            letter
            for letter in self.left
            if letter.customer == customer and letter.token not in self.failed
        ]

    def contacts(self, customer: int) -> list[date]:
        """Give the days on which a customer heard from us."""
        days = [letter.day for letter in self.letters(customer)]
        return sorted([*days, *self.reached[customer]])


def country(customer: int) -> str:
    """Give where a customer sits."""
    return tuple(COUNTRY_OFF)[customer]


def is_off(day: date, customer: int | None = None) -> bool:
    """Tell a day on which nobody is written to."""
    theirs = COUNTRY_OFF[country(customer)] if customer is not None else set()
    return day.weekday() > 4 or day in FIRM_OFF or day in theirs


def is_office(at: datetime, customer: int) -> bool:
    """Tell a moment at which a letter may leave."""
    local = at.astimezone(ROME)
    return not is_off(local.date(), customer) and any(
        since <= local.time() < until for since, until in _HOURS
    )


def after(day: date, working_days: int, customer: int | None = None) -> date:
    """Give the day that so many working days later is."""
    while working_days:
        day += timedelta(days=1)
        working_days -= not is_off(day, customer)
    return day


def told_in(raw: bytes) -> tuple[dict[str, int], dict[str, int]]:
    """Read in a letter what it asks for, and what it only names."""
    body = message_from_bytes(raw, policy=policy.default).get_body(("plain",))
    assert body is not None
    asked, _, to_come = body.get_content().partition(_ONLY_TO_COME)
    return _items(asked), _items(to_come)


def _items(text: str) -> dict[str, int]:
    return {
        number: int(amount.replace(".", "").replace(",", ""))
        for number, amount in _ITEM.findall(text)
    }
