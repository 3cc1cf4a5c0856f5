"""A year's truth: who owes what, when and how he pays, which days nobody works."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")
BEGINNING, DAYS = date(2026, 1, 12), 364
CUSTOMERS, OPEN = 40, 60
TERM_DAYS = 30
SATURDAY = 5

Said = Literal[
    "thanks", "promise", "paid", "dispute", "copy", "question", "instalments", "away"
]

_IT = "01-01 01-06 04-06 05-01 06-02 12-07 12-08 12-25"
_OFF = {  # by hand; those on a Saturday or Sunday are left out
    "IT": _IT,
    "FR": "04-06 05-01 05-08 05-14 05-25 07-14 11-11 12-25",
    "DE": "04-03 04-06 05-01 05-14 05-25 12-25",
}
_NEW_YEAR = {date(2027, 1, 1), date(2027, 1, 6)}
CLOSURES = (  # the firm is shut
    (date(2026, 8, 10), date(2026, 8, 21)),
    (date(2026, 12, 28), date(2026, 12, 31)),
)
NO_FILES = (  # the bank's files cannot be had
    (date(2026, 3, 2), date(2026, 3, 11)),
    (date(2026, 10, 5), date(2026, 10, 14)),
)


def _days(text: str) -> set[date]:
    return {date.fromisoformat(f"2026-{each}") for each in text.split()}


_HOLIDAYS = {country: _days(text) | _NEW_YEAR for country, text in _OFF.items()}


@dataclass
class Customer:
    """A customer, and how he lives.

    Args:
        late: Least and most days after the due date on which he pays.
        fixed: Cents of each of his invoices; 0 = they differ.
        confirms: His mail server reports what it delivered.
        address: Where his letters go.
        is_dead: That address exists no longer.
    """

    no: int
    country: str
    late: tuple[int, int]
    fixed: int
    confirms: bool
    address: str
    is_dead: bool = False
    moved: int = 0

    @property
    def name(self) -> str:
        return f"{_NAMES[self.no]} {_TRADES[self.no % len(_TRADES)]} Srl"


_ROWS = (
    "Alba Brenta Cedro Dorsale Elba Faggio Gardena Hydra",
    "Istria Larice Murano Nevada Olona Pegaso Quercia Rodano",
    "Sestri Tevere Urbino Vesta Zenit Acanto Borea Cobalto",
    "Dafne Egeo Fenice Ginepro Isonzo Lupo Mirto Narciso",
    "Oriente Perla Rovere Salice Titano Umbra Vela Zaffiro",
)
_NAMES = tuple(name for row in _ROWS for name in row.split())
_TRADES = ("Impianti", "Costruzioni", "Arredi")


@dataclass
class Debt:
    """An invoice, with the day on which its debtor means to pay."""

    number: str
    customer: int
    cents: int
    issued_on: date
    due_on: date
    pays_on: date
    is_given_up: bool = False


@dataclass
class Transfer:
    """Money as its payer meant it.

    Args:
        parts: Cents for each invoice; empty = it is for none of ours.
        shown_at: When a file told of it.
    """

    cents: int
    text: str
    payer: str
    booked_on: date
    parts: dict[str, int]
    shown_at: datetime | None = None


@dataclass(frozen=True)
class Words:
    """What a customer's mail said, from when it lay in the mailbox.

    Args:
        by: The day he named, where he named one.
        number: The invoice he named, likewise.
    """

    customer: int
    what: Said
    at: datetime
    by: date | None = None
    number: str = ""


@dataclass
class World:
    """All that is true, whatever anybody believes.

    Args:
        contested: Invoices, with the day on which their dispute ends.
    """

    chance: random.Random
    customers: list[Customer] = field(default_factory=list)
    debts: dict[str, Debt] = field(default_factory=dict)
    transfers: list[Transfer] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    contested: dict[str, date] = field(default_factory=dict)
    _shown: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _meant: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def begin(cls, seed: int) -> World:
        world = cls(random.Random(seed))
        world.customers = [_customer(no, world.chance) for no in range(CUSTOMERS)]
        return world

    def happens(self, share: float) -> bool:
        """Tell what happens now and then."""
        return self.chance.random() < share

    def owe(self, who: int, issued_on: date) -> Debt:
        """Let a customer owe one more invoice."""
        customer, chance = self.customers[who], self.chance
        number = f"{len(self.debts) + 1}/2026"
        cents = customer.fixed or chance.randrange(20_000, 500_000)
        due_on = issued_on + timedelta(days=TERM_DAYS)
        pays_on = banking(due_on + timedelta(days=chance.randint(*customer.late)))
        debt = Debt(number, who, cents, issued_on, due_on, pays_on)
        self.debts[number] = debt
        return debt

    def transfer(self, transfer: Transfer) -> None:
        self.transfers.append(transfer)
        for number, cents in transfer.parts.items():
            self._meant[number] += cents

    def show(self, transfers: list[Transfer], at: datetime) -> None:
        """Let a file tell of money."""
        for one in transfers:
            one.shown_at = at
            for number, cents in one.parts.items():
                self._shown[number] += cents

    def open(self, number: str) -> int:
        """Give what is open by all that files have shown, whosever it seemed."""
        debt = self.debts[number]
        return 0 if debt.is_given_up else debt.cents - self._shown[number]

    def meant(self, number: str) -> int:
        """Give what is open by all that was transferred."""
        debt = self.debts[number]
        return 0 if debt.is_given_up else debt.cents - self._meant[number]

    def is_named(self, number: str) -> bool:
        """Tell what some money that a file has shown names as what it pays."""
        return any(
            number in one.parts and number in one.text.split()
            for one in self.transfers
            if one.shown_at
        )

    def of(self, who: int) -> list[Debt]:
        return [one for one in self.debts.values() if one.customer == who]

    def overdue(self, who: int, day: date) -> list[Debt]:
        """Give what is open and overdue, oldest first."""
        found = [d for d in self.of(who) if d.due_on < day and self.open(d.number) > 0]
        return sorted(found, key=lambda one: one.due_on)

    def is_off(self, day: date, who: int | None = None) -> bool:
        """Tell a day on which the firm, or its customer too, does not work."""
        country = self.customers[who].country if who is not None else "IT"
        return (
            day.weekday() >= SATURDAY
            or day in _HOLIDAYS["IT"] | _HOLIDAYS[country]
            or any(since <= day <= until for since, until in CLOSURES)
        )

    def after(self, day: date, working_days: int, who: int | None = None) -> date:
        """Give the day that so many working days later is."""
        while working_days:
            day += timedelta(days=1)
            working_days -= not self.is_off(day, who)
        return day

    def between(self, since: date, until: date) -> int:
        """Count the firm's working days after one day, up to another."""
        days = range((until - since).days)
        return sum(not self.is_off(until - timedelta(days=n)) for n in days)


def banking(day: date) -> date:
    """Give the next day on which a bank works."""
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _customer(no: int, chance: random.Random) -> Customer:
    habits = ((-3, 2), (0, 14), (8, 35), (28, 65))
    (late,) = chance.choices(habits, weights=(35, 33, 22, 10))
    (country,) = chance.choices(("IT", "FR", "DE"), weights=(34, 3, 3))
    fixed = chance.choice((0, 0, 61_000, 91_500, 122_000))  # retainers look alike
    (confirms,) = chance.choices((True, False), weights=(60, 40))
    return Customer(no, country, late, fixed, confirms, f"c{no}@client{no}.test")
