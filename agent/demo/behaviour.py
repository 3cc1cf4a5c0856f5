"""Behaviour: what each kind of customer does with a letter, and says on the phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Literal

from agent.demo.firm import Role, SampleCustomer, SampleInvoice, domain
from agent.demo.mails import in_words
from agent.demo.phrases import phrase
from agent.model.money import Money

_WEEKEND = (5, 6)
Task = Literal["", "read", "dispute", "resolve"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A customer with a letter about what is overdue in his hand.

    Args:
        letters: How many letters he has read about the oldest, this one included.
        owed: What the letter lists, oldest first, with what is left of each.
    """

    customer: SampleCustomer
    today: date
    letters: int
    owed: tuple[tuple[SampleInvoice, Money], ...]
    randomness: Random

    @property
    def number(self) -> str:
        """Give the number of the oldest invoice."""
        return self.owed[0][0].number


@dataclass(frozen=True, slots=True)
class Pays:
    """He transfers money.

    Args:
        parts: What he means it for, by invoice number.
        name: Whose account it comes from; empty = his firm's.
    """

    on: date
    parts: Mapping[str, Money]
    words: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Writes:
    """He answers the letter.

    Args:
        task: What the firm's owner then has to do.
    """

    words: str
    task: Task = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came of a call.

    Args:
        outcome: One of the words for the outcome of a call.
        note: His side of it.
        email: An address that works, if he gave one.
        pays_on: When he then pays everything overdue; None = not yet.
    """

    outcome: str
    note: str
    until: date | None = None
    email: str = ""
    pays_on: date | None = None


Deed = Pays | Writes
Reaction = Callable[[Reader], Iterator[Deed]]


def react(reader: Reader) -> tuple[Deed, ...]:
    """Give what a customer does after reading about what he owes."""
    return tuple(_REACTIONS.get(reader.customer.role, _late)(reader))


def _late(reader: Reader) -> Iterator[Deed]:
    """Pay some days after the first letter, or the second."""
    if reader.letters >= 1 + reader.customer.no % 2:
        yield _all(reader, reader.randomness.randint(2, 4))


def _soon(reader: Reader) -> Iterator[Deed]:
    yield _all(reader, reader.randomness.randint(1, 3))


def _slowly(reader: Reader) -> Iterator[Deed]:
    """Pay once, weeks after the first letter, as offices do."""
    if reader.letters == 1:
        yield _all(reader, 16)


def _never(_reader: Reader) -> Iterator[Deed]:
    yield from ()


def _part(reader: Reader) -> Iterator[Deed]:
    """Pay six tenths of the oldest, and the rest after the next letter."""
    invoice, left = reader.owed[0]
    if reader.letters > 1:
        yield _all(reader, 3)
        return
    part = Money(left.cents * 6 // 10, left.currency)
    on = reader.today + timedelta(days=3)
    yield Pays(on, {invoice.number: part}, f"ACCONTO FATTURA {invoice.number}")
    yield _says(reader, "part", task="read")


def _promises(reader: Reader) -> Iterator[Deed]:
    """Name a day, and keep it."""
    on = _weekday(reader.today + timedelta(days=9))
    if reader.letters == 1:
        yield _says(reader, "promises", on)
        yield _all(reader, (on - reader.today).days)


def _breaks_promise(reader: Reader) -> Iterator[Deed]:
    if reader.letters == 1:
        on = _weekday(reader.today + timedelta(days=6))
        yield _says(reader, "breaks_promise", on)


def _disputes(reader: Reader) -> Iterator[Deed]:
    """Contest the first invoice; the later ones are in order."""
    invoice, _ = reader.owed[0]
    if invoice.nth > 1:
        yield _all(reader, 3)
    elif reader.letters == 1:
        yield _says(reader, "disputes", task="dispute")


def _says_paid(reader: Reader) -> Iterator[Deed]:
    """Say that the money is under way; it is, and arrives two days later."""
    yield _says(reader, "says_paid")
    yield _all(reader, 1)


def _unclear(reader: Reader) -> Iterator[Deed]:
    """Pay from a private account, without saying what for."""
    invoice, left = reader.owed[0]
    on = reader.today + timedelta(days=2)
    name = reader.customer.contact.upper()
    yield Pays(on, {invoice.number: left}, "LAVORI DI STAMPA", name=name)


def _asks_copy(reader: Reader) -> Iterator[Deed]:
    """Ask for the invoice once more, then pay it."""
    if reader.letters == 1:
        yield _says(reader, "asks_copy", task="read")
    else:
        yield _all(reader, 2)


_REACTIONS: dict[Role, Reaction] = {
    "on_time": _soon,
    "part": _part,
    "together": _soon,
    "silent": _never,
    "promises": _promises,
    "breaks_promise": _breaks_promise,
    "disputes": _disputes,
    "away": _soon,
    "says_paid": _says_paid,
    "unclear": _unclear,
    "public_body": _slowly,
    "bounces": _soon,
    "no_mail": _asks_copy,
}


def say(customer: SampleCustomer, calls: int, today: date) -> Spoken:
    """Give what a customer says when he is phoned.

    Args:
        calls: How often he was phoned, this call included.
    """
    if customer.role == "silent" and calls == 1:
        return Spoken("not_reached", "nessuno risponde")
    if customer.role in ("bounces", "no_mail") and calls == 1:
        email = f"fatture@{domain(customer.name)}.test"
        return Spoken("reached", "nuovo indirizzo", email=email)
    on = _weekday(today + timedelta(days=4))
    return Spoken("promise", f"paga entro {in_words(on)}", until=on, pays_on=on)


def _says(reader: Reader, kind: str, on: date | None = None, task: Task = "") -> Writes:
    day = in_words(on) if on else ""
    words = phrase(kind, reader.randomness, reader.number, day)
    return Writes(words, task, reader.number)


def _all(reader: Reader, days: int) -> Pays:
    on = _weekday(reader.today + timedelta(days=days))
    parts = {invoice.number: left for invoice, left in reader.owed}
    return Pays(on, parts, words_for(reader.randomness, [*parts]))


def words_for(randomness: Random, numbers: Sequence[str]) -> str:
    """Write what a payer writes; each has his own way."""
    if len(numbers) > 1:
        return f"SALDO FATTURE {' E '.join(numbers)}"
    ways = (
        "SALDO FATTURA {}",
        "FT {}",
        "PAGAMENTO FATT. N. {}",
        "Fattura n. {}",
        "SALDO VS. FATTURA NR {}",
    )
    return randomness.choice(ways).format(numbers[0])


def _weekday(day: date) -> date:
    """Give the day itself, or the Monday after a weekend."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() in _WEEKEND else 0)
